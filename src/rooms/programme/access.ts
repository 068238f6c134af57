import { everyRole, type Resources, rule, staffRoles } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who may what with programmes and agreements: written by the keeper alone, from their files. */
export const resources: Resources = {
  'programme.programme': {
    is: 'programmerne',
    rules: [rule({ who: everyRole, may: ['read'], when: 'everybody' })],
    counted: 'brobygger_statistics',
  },
  'programme.agreement': {
    is: 'aftalerne og deres udgaver',
    rules: [rule({ who: everyRole, may: ['read'], when: 'everybody' })],
    counted: 'brobygger_statistics',
  },
}

export const rights: Rights = {
  'programme.read': {
    roles: staffRoles,
    touches: ['read programme.programme', 'read programme.agreement'],
    why: 'Hvad et program har lovet, og hvor det står, må alle ansatte kunne læse. Der er ingen personer på siderne.',
  },
}
