import type { Actor } from '../kernel/database.ts'
import { type Rights, type Route, see } from '../kernel/visit.ts'

/** Where each role begins: on the page of the work, not on a page about it. */
const homes: Record<Exclude<Actor['role'], 'system'>, string> = {
  referrer: '/henvis',
  coordinator: '/tildel',
  counsellor: '/arbejdsliste',
  programmeLeader: '/programmer',
  administrator: '/medarbejdere',
}

export const homeRights: Rights = {
  home: {
    roles: ['referrer', 'coordinator', 'counsellor', 'programmeLeader', 'administrator'],
    relation: 'alle, der er logget ind',
    why: 'Forsiden fører hver rolle til dens eget arbejde. Den viser ingen personer.',
  },
}

export const homeRoutes: Route[] = [
  {
    method: 'get',
    path: '/',
    may: 'home',
    purpose: 'gå til forsiden',
    handle: async ({ actor }) => see(actor.role === 'system' ? '/tilgaengelighed' : homes[actor.role]),
  },
]
