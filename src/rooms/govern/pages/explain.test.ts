import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper, root } from '../../../../test/support/database.ts'
import { type Person, type World, world } from '../../../../test/support/world.ts'
import { type Id, newId } from '../../../kernel/ids.ts'
import { heldFamily } from '../../caseload/families.testing.ts'

let w: World
let family: Id
let officer: Person
before(async () => {
  w = await world()
  family = (await heldFamily(w, { pregnant: { name: 'Amina Test Hansen' } })).family
  officer = w.dorte
})
after(() => w.close())

const open = (who: Person, id = family) => who.get(`/adgang/${id}`)

test('Lone comes from the family and reads who sees the notes, by which rule', async () => {
  const from = await w.lone.get(`/familier/${family}`)
  assert.match(from.html, new RegExp(`href="/adgang/${family}"`))
  const { status, text } = await open(w.lone)
  assert.equal(status, 200)
  assert.match(text, /Notater fra samtaler: rådgiver, koordinator/)
  assert.match(text, /Henviser intet Ingen regel giver adgang ingen Rådgiver se, skrive nyt/)
})

test('The leader, the data-protection officer and the coordinator read it; it names nobody', async () => {
  for (const who of [w.bente, w.pernille, officer]) {
    const { status, html } = await open(who)
    assert.equal(status, 200, who.name)
    assert.doesNotMatch(html, /Amina/)
  }
})

test('Without a relation to the case it is an address like any unknown one', async () => {
  const missing = await open(w.karen, newId())
  for (const who of [w.arne, w.karen, w.mette]) {
    const answer = await open(who)
    assert.equal(answer.status, 404, who.name)
    assert.equal(answer.html, missing.html, who.name)
  }
  assert.equal((await open(w.lone, 'x')).status, 404)
})

test('Each line it names is the line of that rule', async () => {
  const { html } = await open(w.lone)
  const lines = new Set([...html.matchAll(/src\/[a-z/]+\.ts:\d+/g)].map(match => match[0]))
  assert.ok(lines.size > 10)
  for (const place of lines) {
    const [file = '', line = ''] = place.split(':')
    assert.match(readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1] ?? '', /\brule\(\{/, place)
  }
})

const consent = (until: string) =>
  asKeeper(w.source.ownerUrl, async kysely => {
    await sql`insert into kernel.access (organisation, "case", until, via, parts)
      values (${w.karen.organisation}, ${family}, ${until}, 'consent', '{contact}')
      on conflict (organisation, "case", via) do update set until = excluded.until`.execute(kysely)
  })

test('A live consent is told with its parts and its last day, and what it does not open stays closed', async () => {
  await consent('2026-12-24T00:00:00+01:00')
  const { text } = await open(w.lone)
  const region = text.slice(text.indexOf('Region Syddanmark'))
  assert.match(region, /sagt ja til, at organisationen ser: hvordan hun må kontaktes\. Det gælder til/)
  assert.match(region, /Hvordan hun må kontaktes: rådgiver, koordinator/)
  assert.match(region, /Hendes, partnerens og barnets navn, CPR-nummer og telefon: ingen/)
  assert.match(region, /Notater fra samtaler: ingen/)
})

test('A consent that has ended opens nothing, and is told as ended', async () => {
  await consent('2026-11-20T00:00:00+01:00')
  const { text } = await open(w.lone)
  const region = text.slice(text.indexOf('Region Syddanmark'))
  assert.match(region, /Samtykket gælder ikke længere/)
  assert.match(region, /Hvordan hun må kontaktes: ingen/)
})
