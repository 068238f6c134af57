import { publicAddresses } from '../../src/doors/open.ts'
import type { Actor } from '../../src/kernel/database.ts'
import { rights, routes } from '../../src/rooms.ts'
import type { Cast, World } from '../support/world.ts'
import { setScene } from './scene.ts'

/** A page as somebody opens it. Without `as` nobody is signed in. */
export interface Example {
  as?: Cast
  path: string
}

export const someone: Partial<Record<Actor['role'], Cast>> = {
  referrer: 'karen',
  counsellor: 'lone',
  coordinator: 'bente',
  programmeLeader: 'pernille',
  administrator: 'arne',
  dataProtectionOfficer: 'dorte',
}

/** Addresses that answer a GET with something else than a page for people to read. */
const noPage = [
  '/healthz',
  '/readyz',
  '/was',
  '/',
  '/min-side/ud',
  '/min-side/svar',
  '/log-ind/svar/:key',
  '/familier/:id/rettigheder/kopi/:kopi/fil',
]
const openPages = Object.keys(publicAddresses).flatMap(address => /^GET (.*)$/.exec(address)?.[1] ?? [])

/** The address of every page there is, gaps (:id, :key …) and all. */
export const pageAddresses = [...openPages, ...routes.filter(r => r.method === 'get').map(r => r.path)].filter(
  path => !noPage.includes(path),
)

const asPattern = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
// The first that fits is the one that answers: /henvis/uden-samtykke stands before /henvis/:draft.
const answering = (path: string) => routes.find(route => route.method === 'get' && asPattern(route.path).test(path))

/**
 * An example of every page: those without a gap as they are, the others found as people find them, by the links on the
 * pages of each role. What no link leads to, the scene names itself.
 */
export const findExamples = async (w: World): Promise<Map<string, Example>> => {
  const plain = openPages.filter(path => !path.includes(':') && !noPage.includes(path))
  const found = new Map<string, Example>(plain.map(path => [path, { path }]))
  for (const [address, example] of Object.entries(await setScene(w))) found.set(address, example)
  for (const [role, as] of Object.entries(someone)) {
    const may = (right: string) => rights[right]?.roles.includes(role as Actor['role'])
    const seen = new Set<string>()
    const ahead = [
      ...routes.filter(r => r.method === 'get' && may(r.may) && !r.path.includes(':')).map(r => r.path),
      ...[...found.values()].filter(example => example.as === as).map(example => example.path),
    ]
    for (let path = ahead.shift(); path; path = ahead.shift()) {
      const route = answering(path)
      // One example of each page and role is enough: a list leads to many families, and all look alike.
      if (!route || !may(route.may) || seen.has(route.path)) continue
      seen.add(route.path)
      const page = await w[as].get(path)
      if (page.status !== 200) {
        if (!noPage.includes(path)) seen.delete(route.path)
        continue
      }
      if (!found.has(route.path) && !noPage.includes(route.path)) found.set(route.path, { as, path })
      for (const [, href = ''] of page.html.matchAll(/<a\b[^>]*\shref="(\/[^"#?]*)/g)) ahead.push(href)
    }
  }
  return found
}

/** Whether a path is one that the site answers with this method. */
export const isAnswered = (method: string, path: string): boolean =>
  [...Object.keys(publicAddresses), ...routes.map(r => `${r.method.toUpperCase()} ${r.path}`)].some(address =>
    asPattern(address).test(`${method} ${path}`),
  )
