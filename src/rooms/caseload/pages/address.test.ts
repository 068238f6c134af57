import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type Person, type World, world } from '../../../../test/support/world.ts'
import type { Id } from '../../../kernel/ids.ts'
import { heldFamily } from '../families.testing.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const street = 'Prøvevej 7, 5000 Odense C'
const woman = async (): Promise<Id> =>
  (await heldFamily(w, { pregnant: { name: 'Amina Test Hansen', cpr: '6304981234', birthDate: '1998-04-03' } })).family
const at = (family: Id, more = '') => `/familier/${family}/bopael${more}`
const submit = async (who: Person, family: Id, more: string, fields: Record<string, string>) =>
  who.submit(await who.get(at(family)), at(family, more), fields)
const lives = (family: Id, who: Person = w.lone) => submit(who, family, '', { address: street, municipality: 'Odense' })
const protect = (family: Id, kind = 'protected') => submit(w.lone, family, '/beskyttelse', { kind, untilOn: '' })

test('An address is shown to whoever works with her once she asks, and the look is in the log', async () => {
  const family = await woman()
  assert.equal((await lives(family)).status, 303)
  assert.doesNotMatch((await w.grete.get(at(family))).html, /Prøvevej/)
  assert.match((await submit(w.grete, family, '/visning', {})).text, /Prøvevej 7/)
  const log = await asKeeper(w.source.ownerUrl, kysely =>
    sql`select from kernel.audit where staff = ${w.grete.id} and what like '%address%' and subjects @> array[${family}]::uuid[]`
      .execute(kysely)
      .then(found => found.rows.length),
  )
  assert.equal(log, 1)
})

test('A protected address is seen by Lone, who has her and says why, and by Grete only when Lone names her', async () => {
  const family = await woman()
  await lives(family)
  await protect(family)
  const refused = await submit(w.grete, family, '/visning', { reason: 'Jeg vil sende et brev' })
  assert.equal(refused.status, 422)
  assert.doesNotMatch(refused.html, /Prøvevej|Kommune<\/dt>/)
  assert.equal((await submit(w.lone, family, '/visning', { reason: '' })).status, 422)
  assert.match((await submit(w.lone, family, '/visning', { reason: 'Hun skal hentes' })).text, /Prøvevej 7/)
  assert.doesNotMatch((await submit(w.grete, family, '/visning', { reason: 'x' })).html, /Prøvevej/)
  await submit(w.lone, family, '/adgang', { to: w.grete.id, why: 'Henter hende på onsdag' })
  assert.match((await submit(w.grete, family, '/visning', {})).text, /Prøvevej 7/)
})

test('Nobody else finds the protected address in the database, and the open one is gone from it', async () => {
  const family = await woman()
  await lives(family)
  await protect(family)
  for (const who of [w.grete, w.bente, w.karen, w.pernille, w.arne, w.dorte])
    await who.does(async db => {
      for (const table of ['address', 'hidden_address', 'address_named']) {
        const { rows } = await sql`select from ${sql.table(`family.${table}`)} where family = ${family}`.execute(
          db.tables(),
        )
        assert.equal(rows.length, 0, `${who.name} ${table}`)
      }
    })
})

test('With special protection no address is kept, and none can be written', async () => {
  const family = await woman()
  await lives(family)
  await protect(family, 'special')
  const page = await w.lone.get(at(family))
  assert.doesNotMatch(page.html, /Skriv en ny adresse|Vis adressen/)
  const left = await asKeeper(w.source.ownerUrl, kysely =>
    sql`select from family.address where family = ${family} union all select from family.hidden_address where family = ${family}`
      .execute(kysely)
      .then(found => found.rows.length),
  )
  assert.equal(left, 0)
  await assert.rejects(
    asKeeper(w.source.ownerUrl, kysely =>
      sql`insert into family.address (organisation, family, id, wrapped_key, address, set_at, set_by)
        values (${w.lone.organisation}, ${family}, ${family}, '', '', now(), ${w.lone.id})`.execute(kysely),
    ),
    /not here while she is protected/,
  )
})

test('Protection is looked through within a year: Lone gets a day for it, and a passed date opens nothing', async () => {
  const family = await woman()
  await lives(family)
  await submit(w.lone, family, '/beskyttelse', { kind: 'protected', untilOn: '1.12.2026' })
  assert.match(
    (await w.lone.get('/opgaver')).text,
    /Se oplysningerne om kontakt igennem Amina Test Hansen ?\. Senest tirsdag 1\. december/,
  )
  w.clock.set('2027-02-01T09:00:00+01:00')
  assert.doesNotMatch((await submit(w.grete, family, '/visning', {})).html, /Prøvevej/)
  w.clock.set('2026-11-23T09:00:00+01:00')
})

test('The address stands on no list, in no calendar, log, emergency or worklist', async () => {
  const family = await woman()
  await lives(family)
  for (const path of [
    '/arbejdsliste',
    '/kalender',
    '/opgaver',
    `/familier/${family}`,
    `/familier/${family}/log`,
    `/adgang/${family}`,
  ])
    assert.doesNotMatch((await w.lone.get(path)).html, /Prøvevej|5000 Odense/, path)
})

test('Amina’s number is masked until Lone asks for it; then the look is in the log, and while somebody looks along it is not shown', async () => {
  const family = await woman()
  const page = await w.lone.get(`/familier/${family}`)
  assert.match(page.text, /630498-••••/)
  assert.doesNotMatch(page.html, /1234/)
  const shown = await w.lone.submit(page, `/familier/${family}/nummer`)
  assert.match(shown.text, /630498-1234/)
  assert.doesNotMatch(/<title>.*<\/title>/.exec(shown.html)?.[0] ?? '', /\d/)
  const log = await asKeeper(w.source.ownerUrl, kysely =>
    sql`select from kernel.audit where what like '%cpr%' and subjects @> array[${family}]::uuid[]`
      .execute(kysely)
      .then(found => found.rows.length),
  )
  assert.equal(log, 1)
  await w.lone.submit(await w.lone.get('/arbejdsliste'), '/skaerm', { skaerm: 'ja' })
  const { html } = await w.lone.get(`/familier/${family}`)
  assert.doesNotMatch(html, /\/nummer|\/bopael/)
  await w.lone.submit(await w.lone.get('/arbejdsliste'), '/skaerm', { skaerm: 'nej' })
})
