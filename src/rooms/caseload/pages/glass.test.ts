import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import type { Person, World } from '../../../../test/support/world.ts'
import { world } from '../../../../test/support/world.ts'
import { type SystemTokens, systemTokens } from '../../../commands/databases.ts'
import { runJobs } from '../../../jobs.ts'
import type { Id } from '../../../kernel/ids.ts'
import { openFamily } from '../../family/index.ts'
import type { Mail } from '../../message/index.ts'
import { heldFamily, mayBeCalled } from '../families.testing.ts'

let w: World
let system: SystemTokens
let owner: pg.Client
const sent: Mail[] = []
before(async () => {
  w = await world()
  system = await systemTokens(w.source.ownerUrl)
  owner = new pg.Client({ connectionString: w.source.adminUrl })
  await owner.connect()
})
after(async () => {
  await system.close()
  await owner.end()
  await w.close()
})

const sofie = { name: 'Sofie Test Lauritsen', cpr: '6304981234', birthDate: '1998-04-03', phone: '00 00 12 34' }
/** A woman of Jordemoder Karen's birth place, whom Mette in Kolding does not reach. */
const ofOdense = (who = sofie): Promise<Id> =>
  w.karen.does(db =>
    openFamily(db, { site: db.actor.sites[0] ?? null, pregnant: who, dueDate: '2027-01-23' }, w.clock.now()),
  )
const why = { grund: 'contact', ord: 'Hun er mødt op i Kolding med smerter i nat.' }
const breakIn = async (who: Person, form: Record<string, string>) =>
  who.submit(await who.get('/noedadgang'), '/noedadgang', { ...why, ...form })
const rows = async (query: string, values: unknown[] = []) => (await owner.query(query, values)).rows

test('Jordemoder Mette on duty opens one family of Odense with a reason, for an hour and no longer', async () => {
  const family = await ofOdense()
  const answer = await breakIn(w.mette, { cpr: '630498-1234' })
  assert.equal(answer.status, 303, answer.text)
  const page = await w.mette.follow(answer)
  assert.match(page.text, /Sofie Test Lauritsen Nødadgang til kl\. 10\.00/)
  assert.match(page.text, /Ikke spurgt: ingen kontakt/)
  assert.doesNotMatch(page.html, /630498|1234-|Fjern/)
  w.clock.set('2026-11-23T09:59:00+01:00')
  assert.match((await w.mette.follow(answer)).text, /Sofie Test Lauritsen/)
  // Sixty-one minutes later the page is shut, and so is the database by its own clock.
  w.clock.set('2026-11-23T10:01:00+01:00')
  const late = await w.mette.follow(answer)
  assert.match(late.text, /Nødadgangen er slut/)
  assert.doesNotMatch(late.html, /Sofie|Lauritsen/)
  w.clock.set('2026-11-23T09:30:00+01:00')
  await owner.query('alter table govern.break_glass disable trigger user')
  await owner.query('update govern.break_glass set until = until - interval \'61 minutes\' where "case" = $1', [family])
  await owner.query('alter table govern.break_glass enable trigger user')
  assert.match((await w.mette.follow(answer)).text, /Nødadgangen er slut/)
  w.clock.set('2026-11-23T09:00:00+01:00')
})

test('It is hers alone: a colleague, another house and an address that is guessed lead nowhere', async () => {
  await ofOdense({ ...sofie, cpr: '6405981111', name: 'Nanna Test Krogh' })
  const answer = await breakIn(w.mette, { cpr: '640598-1111' })
  const path = answer.location ?? ''
  assert.equal((await w.mette.get(path)).status, 200)
  for (const other of [w.karen, w.pernille]) assert.equal((await other.get(path)).status, 404)
  for (const other of [w.lone, w.bente, w.arne, w.dorte]) assert.equal((await other.get('/noedadgang')).status, 404)
  const foreign = await breakIn(w.pernille, { cpr: '640598-1111' })
  assert.match(foreign.text, /Ingen hos jer passer/)
})

test('Nothing else opens: no draft, no referral, no number, no other family, neither on a page nor in the database', async () => {
  const family = await ofOdense({ ...sofie, cpr: '6506981111', name: 'Maja Test Bruun' })
  await w.karen.get('/henvis')
  const answer = await breakIn(w.mette, { cpr: '650698-1111' })
  assert.equal(answer.status, 303)
  const tables =
    await rows(`select c.oid::regclass::text as t, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname in ('family', 'case', 'id') and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema|public)' and has_table_privilege('brobygger', c.oid, 'select')`)
  assert.ok(tables.length > 20)
  for (const { t, column } of tables) {
    if (['kernel.access', 'kernel.audit', 'govern.break_glass'].includes(t)) continue // where her case is named, not told
    const found = await w.mette.does(async db => {
      const result = await sql<{
        n: number
      }>`select count(*) as n from ${sql.table(t)} where ${sql.ref(column)} = ${family}`.execute(db.tables())
      return result.rows[0]?.n
    })
    assert.equal(found, 0, t)
  }
  const opened = await w.mette.does(async db =>
    sql<Record<string, unknown>>`select * from family.glass_person(${family})`.execute(db.tables()),
  )
  assert.deepEqual(Object.keys(opened.rows[0] ?? {}).toSorted(), [
    'birth_date',
    'born_on',
    'contact',
    'due_date',
    'id',
    'lost_on',
    'name',
    'organisation',
    'phone',
    'wrapped_key',
  ])
  const [other] = await rows('select family from family.person where organisation = $1 and family <> $2 limit 1', [
    w.mette.organisation,
    family,
  ])
  const shut = await w.mette.does(async db =>
    sql`select * from family.glass_person(${other.family})`.execute(db.tables()),
  )
  assert.ok(shut.rows.length <= 1)
  const change = w.mette.does(async db =>
    sql`insert into family.contact_rule (organisation, family, set_at, set_by) values (${w.mette.organisation}, ${family}, now(), ${w.mette.id})`.execute(
      db.tables(),
    ),
  )
  await assert.rejects(change, /row-level security/, 'looking is not writing')
})

test('Without a reason, a whole number or a find nothing is shown, and it is no way to ask who is known here', async () => {
  await ofOdense({ ...sofie, cpr: '6607981111', name: 'Freja Test Munk', phone: '00 00 77 77' })
  assert.match((await breakIn(w.mette, { cpr: '660798-1111', ord: 'nu' })).text, /Skriv, hvad der er sket/)
  assert.match((await breakIn(w.mette, { cpr: '660798-1111', grund: 'x' })).text, /Vælg, hvorfor det skal være nu/)
  assert.match((await breakIn(w.mette, { cpr: '6607' })).text, /Skriv hele CPR-nummeret/)
  assert.match((await breakIn(w.mette, { telefon: '00007777' })).text, /Skriv fødselsdagen/)
  assert.equal((await breakIn(w.mette, { telefon: '00007777', foedt: '3.4.1998' })).status, 303)
  for (let n = 0; n < 3; n++)
    assert.match((await breakIn(w.mette, { cpr: '610190-2222' })).text, /Ingen hos jer passer/)
  assert.match((await breakIn(w.mette, { cpr: '660798-1111' })).text, /Ring til en kollega/)
  const tries = await rows(`select count(*) as n from govern.break_glass where staff = $1 and "case" is null`, [
    w.mette.id,
  ])
  assert.equal(tries[0].n, 3, 'each try without a find is kept, for those who look through')
  assert.match((await breakIn(w.karen, { cpr: '660798-1111' })).text, /Du har adgang til familien i forvejen/)
})

test('Leader and officer are told at once, each use is looked through by another, and it stands in her log', async () => {
  const { family } = await heldFamily(w, {
    pregnant: { name: 'Ditte Test Holst', cpr: '6708981111', birthDate: '1998-08-07', phone: '00 00 88 88' },
    contact: mayBeCalled,
  })
  const answer = await breakIn(w.pernille, {
    cpr: '670898-1111',
    grund: 'absence',
    ord: 'Lone er syg, og hun ringer og græder.',
  })
  const page = await w.pernille.follow(answer)
  assert.match(page.text, /Ditte Test Holst/)
  assert.match(page.text, /Har ansvaret Lone Test Holm/)

  for (const who of [w.dorte, w.bente]) {
    const list = await who.get('/kontrol')
    assert.match(
      list.text,
      /Nødadgang mandag 23\. november Pernille Test Dahl, programleder Familie [0-9a-f]{8} Ikke gennemgået endnu/,
    )
    assert.doesNotMatch(list.html, /Ditte|Holst/)
  }
  const [use] = await rows('select id from govern.break_glass where "case" = $1', [family])
  const own = await w.pernille.get(`/kontrol/${use.id}`)
  assert.match(own.text, /Det er dit eget opslag/)
  assert.equal(
    (await w.pernille.post(`/kontrol/${use.id}`, { _token: use.id, udfald: 'fine', ord: 'Det var i orden' })).status,
    404,
  )

  const open = await w.dorte.get(`/kontrol/${use.id}`)
  assert.match(open.text, /Lone er syg, og hun ringer og græder/)
  assert.equal((await w.dorte.submit(open, `/kontrol/${use.id}`, { udfald: '', ord: '' })).status, 422)
  const done = await w.dorte.submit(open, `/kontrol/${use.id}`, {
    udfald: 'fine',
    ord: 'Talt med Pernille. Det var nødvendigt.',
  })
  assert.match((await w.dorte.follow(done)).text, /Gennemgået .*I orden, 23\. november 2026/)
  assert.equal((await w.bente.post(`/kontrol/${use.id}`, { _token: family, udfald: 'talk', ord: 'Igen' })).status, 409)
  assert.match((await w.dorte.get(`/kontrol/${use.id}`)).text, /I orden\. Talt med Pernille/)

  const log = await w.lone.get(`/familier/${family}/log`)
  assert.match(log.text, /Programleder, Mødrehjælpen[^.]* nødadgang/)
  assert.doesNotMatch(log.text, /Pernille/)
  assert.equal((await w.pernille.get(`/familier/${family}/log`)).status, 404)

  w.clock.set('2026-11-23T15:30:00+01:00')
  const parts = {
    database: w.database,
    tokens: system.tokens,
    clock: w.clock,
    gateway: { send: async (mail: Mail) => void sent.push(mail) },
    digestFrom: '15.00',
    baseUrl: 'http://localhost',
  }
  for (const { token } of system.tokens) await runJobs(parts, token)
  const mail = sent.find(one => one.to === 'dorte@example.org')
  assert.match(mail?.text ?? '', /^Der er 2 til gennemgang under Kontrol\. Log ind/)
  assert.ok(
    sent.some(one => one.to === 'rikke@example.org'),
    'the region’s officer hears of Mette’s',
  )
  assert.ok(sent.every(one => !/Ditte|Holst|Pernille/.test(one.text + one.subject)))
})
