import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { expected } from './facts.expected.testing.ts'
import { type Fact, factsOf } from './facts.ts'
import { readAll } from './programmes.testing.ts'

let w: World
/** What Karen reads at each address a fact is said to stand at. */
const pages = new Map<string, string>()
const facts = readAll().flatMap(factsOf)

before(async () => {
  w = await world()
  for (const address of new Set(facts.map(fact => fact.page))) {
    const page = await w.karen.get(address)
    assert.equal(page.status, 200, address)
    pages.set(address, page.text)
  }
})
after(() => w.close())

const unread = (wanted: Fact[], read: Map<string, string>): string[] =>
  wanted.filter(fact => !read.get(fact.page)?.includes(fact.value)).map(fact => `${fact.id} on ${fact.page}`)

for (const id of Object.keys(expected))
  test(`Karen reads ${id} in its own words on the page that is named for it`, () => {
    const stated = facts.filter(fact => fact.id === id)
    assert.ok(stated.length > 0, 'no programme file carries it')
    assert.deepEqual(unread(stated, pages), [])
  })

test('A fact whose words are gone from its page is missed, and no other', () => {
  const [lost] = facts.filter(fact => fact.id === 'F-000-17')
  assert.ok(lost)
  const without = new Map(pages).set(lost.page, (pages.get(lost.page) ?? '').replaceAll(lost.value, lost.id))
  assert.deepEqual(
    unread(facts, without).filter(line => !line.startsWith(lost.id)),
    [],
  )
  assert.notDeepEqual(unread(facts, without), [])
})

test('The list marks what holds today, and the day decides', async () => {
  const syddanmark =
    /Region Syddanmark – Mødrehjælpen Partnerskabsaftale I drift Ny partnerskabsaftale efter udbud , 1\. september 2024/
  assert.match((await w.karen.get('/programmer')).text, syddanmark)
  assert.match((await w.karen.get('/programmer/syddanmark/aftaler/2')).text, /Gælder i dag/)
  assert.match((await w.karen.get('/programmer/syddanmark/aftaler/1')).text, /Gælder ikke i dag/)
  w.clock.set('2024-08-31T12:00:00+02:00')
  assert.match((await w.karen.get('/programmer/syddanmark/aftaler/1')).text, /Gælder i dag/)
  w.clock.set('2026-11-23T09:00:00+01:00')
})

test('Everybody signed in may read the programmes; nobody else is let in', async () => {
  for (const one of [w.karen, w.bente, w.lone, w.pernille, w.arne]) {
    const page = await one.get('/programmer')
    assert.equal(page.status, 200, one.name)
    assert.match(page.html, /href="\/programmer" aria-current="page">Programmer</, one.name)
  }
  const stranger = await w.app.request('/programmer')
  assert.equal(stranger.headers.get('Location'), '/log-ind?til=%2Fprogrammer')
})

test('An address that names no programme or version is not found', async () => {
  for (const path of ['/programmer/atlantis', '/programmer/syddanmark/aftaler/9', '/programmer/syddanmark/aftaler/02'])
    assert.equal((await w.karen.get(path)).status, 404, path)
})

test('The words are read without signing in', async () => {
  const page = await w.app.request('/ord')
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Følgeperson/)
})
