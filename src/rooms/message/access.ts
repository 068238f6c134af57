import { type Resources, rule } from '../../kernel/access/rules.ts'

/** Who may what with the day's mail: the system alone. */
export const resources: Resources = {
  'message.news': {
    is: 'at der er nyt om en henvisning, aldrig hvad',
    rules: [rule({ who: ['system'], may: ['read', 'add', 'change'], when: 'ownHouse' })],
    functions: ['read', 'remove'],
  },
  'message.sent': {
    is: 'at dagens mail er sendt',
    rules: [rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' })],
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'message.stop_news(uuid)': 'stops the caller’s own house’s unsent mail about one referral; returns a number',
}
