import { careRoles, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who may what with what goes out: the day's mail is the system's alone, messages to her stand with her case. */
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
  'message.outgoing': {
    is: 'beskeder til hende: hvilken, hvornår og hvordan det gik',
    rules: [rule({ who: [...careRoles, 'system', 'across'], may: ['read', 'add', 'change'], when: 'ownCase' })],
  },
  'message.outgoing_event': {
    is: 'hvad der skete med en besked',
    rules: [rule({ who: [...careRoles, 'system', 'across'], may: ['read', 'add'], when: 'ownCase' })],
  },
}

export const rights: Rights = {
  'message.read': {
    roles: careRoles,
    touches: ['read message.outgoing', 'read family.person'],
    why: 'Rådgivere og koordinatorer ser, hvilke beskeder der er sendt i deres egen organisation, og hvorfor nogle ikke er.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'message.stop_news(uuid)': 'stops the caller’s own house’s unsent mail about one referral; returns a number',
}
