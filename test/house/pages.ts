import { publicAddresses } from '../../src/doors/open.ts'
import { addDays, dayOf } from '../../src/kernel/clock.ts'
import type { Actor } from '../../src/kernel/database.ts'
import type { Id } from '../../src/kernel/ids.ts'
import { acceptedReferral, startedCourse, talk } from '../../src/rooms/course/course.testing.ts'
import { courseFileOf } from '../../src/rooms/course/index.ts'
import { putSignInLink } from '../../src/rooms/govern/index.ts'
import { rights, routes } from '../../src/rooms.ts'
import { asKeeper } from '../support/database.ts'
import type { Cast, World } from '../support/world.ts'

/** A page as somebody opens it. Without `as` nobody is signed in. */
export interface Example {
  as?: Cast
  path: string
}

/** A course of Rådgiver Lone's with one talk yesterday at an hour of its own: she is in one place at a time. */
const courseOf =
  (time: string, of: (course: Id, session: Id) => string) =>
  async (w: World): Promise<Example> => {
    const today = dayOf(w.clock.now())
    const first = talk(w, addDays(today, -1), time)
    const { id } = await startedCourse(w, { day: today, first })
    const { sessions } = await w.lone.does(db => courseFileOf(db, id))
    return { as: 'lone', path: of(id, sessions[0]?.id ?? '') }
  }

/**
 * How to reach an example of each page whose address has a gap (:id, :key …). A page without a gap needs no line: it
 * is opened as the first person whose role may. Make what the page needs through the world, as its own test does.
 */
export const examples: Record<string, (w: World) => Promise<Example>> = {
  '/programmer/:key': async () => ({ as: 'karen', path: '/programmer/syddanmark' }),
  '/programmer/:key/aftaler/:version': async () => ({ as: 'karen', path: '/programmer/syddanmark/aftaler/1' }),
  '/programmer/:key/tal': async () => ({ as: 'pernille', path: '/programmer/syddanmark/tal' }),
  '/henvisninger/:id/forloeb': async w => {
    const { referral } = await acceptedReferral(w, { day: dayOf(w.clock.now()) })
    return { as: 'lone', path: `/henvisninger/${referral}/forloeb` }
  },
  '/forloeb/:id': courseOf('08:00', id => `/forloeb/${id}`),
  '/forloeb/:id/aftaler': courseOf('09:00', id => `/forloeb/${id}/aftaler`),
  '/forloeb/:id/aftaler/:session/flytning': courseOf('10:00', (id, one) => `/forloeb/${id}/aftaler/${one}/flytning`),
  '/forloeb/:id/samtaler/:session': courseOf('11:00', (id, one) => `/forloeb/${id}/samtaler/${one}`),
  '/forloeb/:id/slutrapport': courseOf('12:00', id => `/forloeb/${id}/slutrapport`),
  '/log-ind/demo/:token': async w => {
    const token = await asKeeper<string>(w.source.ownerUrl, kysely =>
      putSignInLink(kysely, w.lone.organisation, w.lone.id, new Date('2100-01-01T00:00:00Z')),
    )
    return { path: `/log-ind/demo/${token}` }
  },
}

/** Addresses that answer a GET with something else than a page for people to read. */
const noPage = ['/healthz', '/readyz', '/was', '/']

export const someone: Partial<Record<Actor['role'], Cast>> = {
  referrer: 'karen',
  counsellor: 'lone',
  coordinator: 'bente',
  programmeLeader: 'pernille',
  administrator: 'arne',
}

const firstWho = (may: string): Cast | undefined => {
  const role = rights[may]?.roles[0]
  return role && someone[role]
}

/** Every address that answers a GET, and how to open it; undefined where nobody has said how. */
export const pagesToOpen = (): Map<string, ((w: World) => Promise<Example>) | undefined> => {
  const open = Object.keys(publicAddresses).flatMap(address => /^GET (.*)$/.exec(address)?.[1] ?? [])
  const plain: [string, Cast | undefined][] = [
    ...open.map(path => [path, undefined] as [string, undefined]),
    ...routes.filter(route => route.method === 'get').map(({ path, may }) => [path, firstWho(may)] as [string, Cast]),
  ]
  return new Map(
    plain
      .filter(([path]) => !noPage.includes(path))
      .map(([path, as]) => [path, path.includes(':') ? examples[path] : async () => ({ as, path })]),
  )
}

/** Whether a path is one that the site answers with this method. */
export const isAnswered = (method: string, path: string): boolean =>
  [...Object.keys(publicAddresses), ...routes.map(r => `${r.method.toUpperCase()} ${r.path}`)].some(address =>
    new RegExp(`^${address.replaceAll(/:\w+/g, '[^/]+')}$`).test(`${method} ${path}`),
  )
