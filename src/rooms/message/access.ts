import { type Resources, rule } from '../../kernel/access/rules.ts'

/** Who may what with the day's mail: the system alone. */
export const resources: Resources = {
  'message.news': {
    is: 'at der er nyt om en henvisning, aldrig hvad',
    rules: [rule({ who: ['system'], may: ['read', 'add', 'change'], when: 'ownHouse' })],
  },
  'message.sent': {
    is: 'at dagens mail er sendt',
    rules: [rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' })],
  },
}
