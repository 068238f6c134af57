import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type World, world } from '../../../../test/support/world.ts'
import { type SystemTokens, systemTokens } from '../../../commands/databases.ts'
import { sampleRound } from '../../../jobs.ts'
import { heldFamily } from '../../caseload/families.testing.ts'

let w: World
let system: SystemTokens
before(async () => {
  w = await world()
  system = await systemTokens(w.source.ownerUrl)
})
after(async () => {
  await system.close()
  await w.close()
})

const token = () => system.tokens.find(one => one.organisation === w.lone.organisation)?.token ?? ''
const parts = () => ({
  database: w.database,
  tokens: system.tokens,
  clock: w.clock,
  gateway: { send: async () => undefined },
  digestFrom: '15.00',
  baseUrl: 'http://localhost',
})
/** The database keeps its own time of a look: what was looked at now is set back into the week that is drawn from. */
const nextWeek = () => {
  const now = new Date()
  w.clock.set(new Date(now.getTime() + 7 * 86_400_000).toISOString())
}

test('Once a week looks without a relation are drawn by chance, and none that a relation explains', async () => {
  const hers = await heldFamily(w, { pregnant: { name: 'Ellen Test Vang' } })
  const others: string[] = []
  for (let n = 0; n < 14; n++) others.push((await heldFamily(w, { holder: w.hanne })).family)
  await w.lone.get(`/familier/${hers.family}`)
  for (const family of others) await w.lone.get(`/familier/${family}`)
  await w.hanne.get(`/familier/${others[0]}`)
  nextWeek()
  await sampleRound(parts(), token())
  await sampleRound(parts(), token())
  const drawn = await asKeeper<{ staff: string; case: string }[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ staff: string; case: string }>`select staff, "case" from govern.sample`.execute(kysely)
    return rows
  })
  assert.equal(drawn.length, 10, 'ten a week, also when asked twice')
  assert.ok(drawn.every(one => one.staff === w.lone.id && others.includes(one.case)))
})

test('The leader writes what came of it; nobody looks through herself, and a counsellor sees none of it', async () => {
  const list = await w.bente.get('/kontrol')
  assert.match(list.text, /Stikprøve .* Lone Test Holm, rådgiver Familie [0-9a-f]{8} Ikke gennemgået endnu/)
  assert.doesNotMatch(list.html, /Karla|Hansen/)
  const address = /href="(\/kontrol\/[^"]+)"/.exec(list.html)?.[1] ?? ''
  const one = await w.pernille.get(address)
  assert.match(one.text, /se, hvem der har ansvaret/)
  const saved = await w.pernille.submit(one, address, {
    udfald: 'talk',
    ord: 'Hun ledte efter en anden med samme navn.',
  })
  assert.equal(saved.status, 303)
  assert.match((await w.dorte.get(address)).text, /Vi har talt med kollegaen\. Hun ledte efter/)
  assert.equal((await w.lone.get('/kontrol')).status, 404)
  assert.equal((await w.rikke.get(address)).status, 404, 'another house')
})

test('At a breach the officer sees whom a colleague’s looks touch, as numbers, and takes them as a file', async () => {
  const { family } = await heldFamily(w, { pregnant: { name: '=cmd|calc Test Vang' } })
  await w.ida.get(`/familier/${family}`)
  const day = new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen' }).format(new Date())
  const form = { medarbejder: w.ida.id, fra: day, til: day }
  const ask = await w.dorte.get('/hvem-er-beroert')
  const page = await w.dorte.submit(ask, '/hvem-er-beroert', form)
  assert.match(page.text, new RegExp(`Én er berørt .*${family}`))
  assert.doesNotMatch(page.html, /calc/)
  const file = await w.dorte.post('/hvem-er-beroert/fil', { ...ask.hidden('/hvem-er-beroert'), ...form })
  assert.match(file.html, /^\ufeff?nummer;første gang;sidste gang;gange;ændret\r\n/)
  assert.match(file.html, new RegExp(`${family};2026-`))
  assert.equal((await w.dorte.submit(ask, '/hvem-er-beroert', { ...form, fra: 'i går' })).status, 422)
  for (const other of [w.bente, w.pernille, w.arne, w.lone])
    assert.equal((await other.get('/hvem-er-beroert')).status, 404)
  const elsewhere = await w.rikke.get('/hvem-er-beroert')
  assert.doesNotMatch(elsewhere.html, /Ida Test Bech/)
})

test('The officer sees no case: not on a page, not in the database', async () => {
  const { family } = await heldFamily(w, {})
  for (const path of ['/arbejdsliste', '/familier', `/familier/${family}`, '/henvisninger', '/kalender'])
    assert.equal((await w.dorte.get(path)).status, 404, path)
  const seen = await w.dorte.does(async db => {
    const { rows } = await sql<{
      n: number
    }>`select (select count(*) from family.person) + (select count(*) from family.family)
      + (select count(*) from caseload.holding) + (select count(*) from course.course) + (select count(*) from referral.referral) as n`.execute(
      db.tables(),
    )
    return rows[0]?.n
  })
  assert.equal(seen, 0)
})
