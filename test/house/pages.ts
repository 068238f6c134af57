import { publicAddresses } from '../../src/doors/open.ts'
import type { Actor } from '../../src/kernel/database.ts'
import { putSignInLink } from '../../src/rooms/govern/index.ts'
import { refer, toCheck } from '../../src/rooms/referral/refer.testing.ts'
import { rights, routes } from '../../src/rooms.ts'
import { asKeeper } from '../support/database.ts'
import type { Cast, World } from '../support/world.ts'

/** A page as somebody opens it. Without `as` nobody is signed in. */
export interface Example {
  as?: Cast
  path: string
}

/**
 * How to reach an example of each page whose address has a gap (:id, :key …). A page without a gap needs no line: it
 * is opened as the first person whose role may. Make what the page needs through the world, as its own test does.
 */
export const examples: Record<string, (w: World) => Promise<Example>> = {
  '/programmer/:key': async () => ({ as: 'karen', path: '/programmer/syddanmark' }),
  '/programmer/:key/aftaler/:version': async () => ({ as: 'karen', path: '/programmer/syddanmark/aftaler/1' }),
  '/programmer/:key/tal': async () => ({ as: 'pernille', path: '/programmer/syddanmark/tal' }),
  '/henvis/:draft': async w => ({ as: 'karen', path: (await toCheck(w.karen)).draft }),
  '/henvis/:draft/tjek': async w => ({ as: 'karen', path: `${(await toCheck(w.karen)).draft}/tjek` }),
  '/henvis/:draft/uden-samtykke': async w => ({
    as: 'karen',
    path: `${(await toCheck(w.karen, { consent: 'no' })).draft}/uden-samtykke`,
  }),
  '/henvis/:draft/:trin': async w => ({ as: 'karen', path: `${(await toCheck(w.karen)).draft}/oenske` }),
  '/henvis/sendt/:id': async w => ({ as: 'karen', path: `/henvis/sendt/${(await refer(w.karen)).id}` }),
  '/henvisninger/:id': async w => ({ as: 'karen', path: `/henvisninger/${(await refer(w.karen)).id}?ret=reasons` }),
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
