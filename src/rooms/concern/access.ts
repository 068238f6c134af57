import { handsOnRoles, type Resources, rule, staffRoles } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/**
 * Who may what with a notification of concern. The one who decided has it in every role she may come to have, also when
 * the case is no longer in her reach: nothing stands between her and the sending. Else whoever has the family, at the
 * same house. Nobody approves.
 */
export const resources: Resources = {
  'concern.notification': {
    is: 'henvendelser til kommunen',
    rules: [
      rule({ who: staffRoles, may: ['read'], when: 'ownRow' }),
      rule({ who: handsOnRoles, may: ['read'], when: 'named' }),
      rule({ who: handsOnRoles, may: ['add'], when: 'ownDraft' }),
    ],
    compartment: 'concern',
    functions: ['read'],
  },
  'concern.step': {
    is: 'hvad der er sket med en henvendelse til kommunen',
    rules: [
      rule({ who: staffRoles, may: ['read', 'add'], when: 'ownRow' }),
      rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' }),
    ],
    compartment: 'concern',
  },
}

export const rights: Rights = {
  'concern.decide': {
    roles: handsOnRoles,
    touches: ['read family.family'],
    why: 'Pligten er personlig: enhver, der arbejder med familien, kan beslutte en henvendelse, og ingen skal godkende den.',
  },
  'concern.follow': {
    roles: staffRoles,
    touches: ['read concern.notification', 'add concern.step'],
    why: 'Den, der har besluttet henvendelsen, sender den og følger den. Den, der har ansvaret for familien, kan også.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'concern.keep_tasks()': 'a trigger: leaves a task that does not tell why',
  'concern.open(uuid)': 'names whoever has the family, and gives nothing back',
}
