import { dirname, join } from 'node:path'
import { isTest, type Tree, withoutComments } from './tree.ts'

export interface Plan {
  /** Each room and the rooms it may use. */
  map: Record<string, readonly string[]>
  /** Rooms that count over the pseudonymous views of others. */
  readsFacts: readonly string[]
}

const imports = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(match => match[1] ?? '')

const roomOf = (path: string): string | undefined => /^src\/rooms\/([^/]+)\//.exec(path)?.[1]
/** Where a file belongs: a room, a layer under src, or what surrounds the house. */
const layerOf = (path: string): string =>
  roomOf(path)
    ? 'rooms'
    : path.startsWith('src/')
      ? path.split('/')[2]
        ? (path.split('/')[1] ?? '')
        : 'composition'
      : 'outside'

/** The layers each layer may use. The composition and what surrounds the house may use all. */
const layers: Record<string, readonly string[]> = {
  kernel: ['kernel'],
  design: ['kernel', 'design'],
  synthetic: ['kernel', 'synthetic', 'rooms'],
  rooms: ['kernel', 'design', 'rooms'],
  doors: ['kernel', 'design', 'doors', 'rooms'],
}
/** Types that the whole house shares, although they stand in the middle of it. */
const shared = ['src/events.ts']
/** What those who put the house together may take from a room; other rooms take index.ts alone. */
const openings = /^src\/rooms\/[^/]+\/(index|([a-z]+-)?routes|access|populate|story|check|data)\.ts$/

/** A room goes through another's index.ts; inventing data for one goes through inventing data for the other. */
const isDoorOf = (other: string, target: string, path: string): boolean =>
  target === `src/rooms/${other}/index.ts` ||
  (path.endsWith('/populate.ts') && target === `src/rooms/${other}/populate.ts`)

/** Imports that go through a wall, a line each. */
export const importFaults = (files: Tree, { map }: Plan): string[] => {
  const found: string[] = []
  for (const [path, text] of Object.entries(files)) {
    const room = roomOf(path)
    const layer = layerOf(path)
    if (room && !(room in map)) found.push(`${path}: the room ${room} does not stand in src/map.ts`)
    for (const spec of imports(withoutComments(text))) {
      const target = join(dirname(path), spec)
      if (shared.includes(target)) continue
      const other = roomOf(target)
      if (!target.startsWith('src/')) {
        // The command brobygger bench is put together like the others.
        if (layer === 'composition' && target.startsWith('bench/')) continue
        if (layer !== 'outside' && !isTest(path)) found.push(`${path}: what runs may not use ${target}`)
        continue
      }
      if (other && other === room) continue
      // A test may open any room, but only by its door, or by what the room has made for tests.
      if (isTest(path) || layer === 'outside') {
        if (other && !openings.test(target) && !(target.endsWith('.testing.ts') && !path.startsWith('bench/')))
          found.push(`${path}: go through ${other}/index.ts, not ${target}`)
        continue
      }
      const allowed = layers[layer]
      if (allowed && !allowed.includes(layerOf(target))) {
        found.push(`${path}: ${layer} may not use ${target}`)
        continue
      }
      if (!other) continue
      if (room && !map[room]?.includes(other)) found.push(`${path}: ${room} may not use ${other}`)
      else if (room ? !isDoorOf(other, target, path) : !openings.test(target))
        found.push(`${path}: go through ${other}/index.ts, not ${target}`)
    }
  }
  return found
}

/** Every table and view the migrations make, as room.name; or every function. */
const madeThings = (files: Tree, kind: 'table' | 'function'): Set<string> =>
  new Set(
    Object.entries(files)
      .filter(([path]) => path.endsWith('.sql'))
      .flatMap(([, text]) => [
        ...text.matchAll(
          kind === 'function'
            ? /\bcreate\s+(?:or\s+replace\s+)?function\s+(\w+\.\w+)/gi
            : /\bcreate\s+(?:or\s+replace\s+)?(?:table|view|materialized\s+view)\s+(?:if\s+not\s+exists\s+)?(\w+\.\w+)/gi,
        ),
      ])
      .map(match => match[1] ?? ''),
  )

/** SQL and query-builder words that name another room's tables, a line each. */
export const sqlFaults = (files: Tree, { map, readsFacts }: Plan): string[] => {
  const found: string[] = []
  const made = madeThings(files, 'table')
  const offered = madeThings(files, 'function')
  for (const [path, raw] of Object.entries(files)) {
    const room = roomOf(path)
    if (!room || isTest(path)) continue
    const text = withoutComments(raw)
    const naming = path.endsWith('.sql')
      ? text.matchAll(/(?:\b(\w+)\s+)?\b([a-z]+)\.([a-z_]+)/gi)
      : [
          ...text.matchAll(/\b(from|join|into|update|only|references|table|using)\s+([a-z]+)\.([a-z_]+)/gi),
          ...text.matchAll(/(['"`])([a-z]+)\.([a-z_]+)(?:\s+as\s+\w+)?\1/g),
          ...text.matchAll(/(\$\{\s*)?\b([a-z]+)\.([a-z_]+)\(/g),
        ].filter(([all]) => !all.startsWith('${'))
    for (const [, word = '', schema = '', name = ''] of naming) {
      if (!(schema in map) || schema === room) continue
      const below = map[room]?.includes(schema)
      // A function is a door that the room below has made for others, like its index.ts.
      if (offered.has(`${schema}.${name}`) && below) continue
      if (
        !made.has(`${schema}.${name}`) &&
        !offered.has(`${schema}.${name}`) &&
        !/^(from|join|into|update|only|references)$/i.test(word)
      )
        continue
      const isFacts = /^facts(_|$)/.test(name)
      const allowed =
        word.toLowerCase() === 'references'
          ? below
          : // A check proves what holds across rooms, and a facts view is built, over the facts of those below.
            isFacts && (readsFacts.includes(room) || (below && /\/check\.ts$|\/migrations\//.test(path)))
      if (!allowed) found.push(`${path}: SQL of ${room} reaches into ${schema}.${name}`)
    }
  }
  return found
}

/** Query builders that are not typed with the room's own generated schema, and schemas that leave their room. */
export const schemaFaults = (files: Tree): string[] =>
  Object.entries(files).flatMap(([path, raw]) => {
    const room = roomOf(path)
    if (!room || isTest(path) || !path.endsWith('.ts') || path.endsWith('/schema.ts')) return []
    const text = withoutComments(raw)
    const foreign = [...text.matchAll(/\btables<(?!Schema>)([^>]*)>/g)].map(
      ([, type]) => `${path}: tables<${type}> is not the room's own Schema`,
    )
    if (/\bexport\b[^;]*\bfrom\s+['"]\.\/schema\.ts['"]/.test(text))
      return [...foreign, `${path}: the schema does not leave its room`]
    const own = /\bimport\s+type\s+\{[^}]*\bSchema\b[^}]*\}\s+from\s+['"](\.\.?\/)+schema\.ts['"]/
    return /\bSchema\b/.test(text) && !own.test(text)
      ? [...foreign, `${path}: Schema must come from the room's schema.ts`]
      : foreign
  })
