import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type Family, familiesOf } from '../../src/rooms/family/index.ts'
import { rights, routes } from '../../src/rooms.ts'
import { type Person, type World, world } from '../support/world.ts'
import { findExamples, someone } from './pages.ts'

const everybodyAt = (one: Person): Promise<Family[]> =>
  one.does(async db => {
    const { rows } = await sql<{ id: string }>`select id from family.family`.execute(db.tables())
    const found = await familiesOf(
      db,
      rows.map(row => row.id),
    )
    return [...found.values()]
  })

const firstNames = (families: Family[]): string[] => [
  ...new Set(families.flatMap(one => one.pregnant.name.split(' ')[0] || [])),
]

const named = (text: string, names: string[]): string[] =>
  names.filter(name => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u').test(text))

const may = (right: string, role: string): boolean =>
  (rights[right]?.roles as string[] | undefined)?.includes(role) ?? false

/** Every page this person may open, with the shield on; those about one family by the examples found before. */
const shieldedPages = async (w: World, role: string, paths: Map<string, string>): Promise<Map<string, string>> => {
  const one = w[someone[role as keyof typeof someone] as 'lone']
  const home = await one.get(role === 'referrer' ? '/mine-henvisninger' : '/arbejdsliste')
  assert.equal((await one.submit(home, '/skaerm', { skaerm: 'ja' })).status, 303)
  const shown = new Map<string, string>()
  for (const route of routes.filter(r => r.method === 'get' && may(r.may, role))) {
    const path = route.path.includes(':') ? paths.get(route.path) : route.path
    // An example in a hint is nobody.
    if (path) shown.set(route.path, (await one.get(path)).text.replaceAll(/For eksempel [^.]*\./g, ''))
  }
  return shown
}

test('While Lone, Bente or Karen shields her screen no page names a family but the one it is about', async () => {
  const w = await world()
  try {
    const found = await findExamples(w)
    const paths = new Map([...found].map(([path, example]) => [path, example.path]))
    const told: string[] = []
    for (const role of ['referrer', 'counsellor', 'coordinator']) {
      const one = w[someone[role as keyof typeof someone] as 'lone']
      const names = firstNames(await everybodyAt(one))
      assert.ok(names.length > 1)
      const pages = await shieldedPages(w, role, paths)
      assert.ok(pages.size > 8)
      for (const [path, text] of pages) {
        const seen = named(text, names)
        if (seen.length > (path.includes(':') ? 1 : 0)) told.push(`${role} ${path}: ${seen.join(', ')}`)
      }
    }
    assert.deepEqual(told, [])
  } finally {
    await w.close()
  }
})

test('A page that says nothing of the shield is hidden whole while somebody looks along', async () => {
  const w = await world()
  try {
    const home = await w.lone.get('/arbejdsliste')
    await w.lone.submit(home, '/skaerm', { skaerm: 'ja' })
    const hidden = await w.lone.get('/henvisninger')
    assert.equal(hidden.status, 200)
    assert.match(hidden.text, /^Skjult, mens nogen ser med .*Vælg Vis alle familier igen/)
    await w.lone.submit(hidden, '/skaerm', { skaerm: 'nej' })
    assert.match((await w.lone.get('/henvisninger')).text, /^Henvisninger/)
  } finally {
    await w.close()
  }
})
