import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { asKeeper } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import type { Db } from '../../kernel/database.ts'
import { letGo } from '../caseload/index.ts'
import { checks as familyChecks } from '../family/check.ts'
import { programmes } from '../programme/index.ts'
import { checks } from './check.ts'
import { masked } from './mask.ts'
import { perform } from './perform.ts'
import { amina } from './referral.testing.ts'
import type { Schema } from './schema.ts'
import { send } from './send.ts'
import { clockKeys, stateNames } from './states.ts'
import { referralOf } from './store.ts'
import { transitions } from './transitions.ts'

let w: World
let id: string
before(async () => {
  w = await world()
})
after(() => w.close())
beforeEach(async () => {
  const sent = await w.karen.does(db => send(db, amina(), w.clock))
  assert.ok(sent.ok)
  id = sent.id
})

const tables = (db: Db) => db.tables<Schema>()
const refused = (work: Promise<unknown>, constraint: string) =>
  assert.rejects(work, error => error instanceof pg.DatabaseError && error.constraint === constraint)

/** A state row as somebody might write it past the program. */
const forged = async (db: Db, change: { verb: string; from?: string; to: string; nth?: number; after?: object }) => {
  const now = await referralOf(db, id)
  return tables(db)
    .insertInto('referral.state')
    .values({
      organisation: db.actor.organisation,
      referral: id,
      nth: change.nth ?? now.version + 1,
      family: now.family,
      at: w.clock.now(),
      by_organisation: db.actor.organisation,
      by_staff: db.actor.staff,
      verb: change.verb,
      from_state: change.from ?? now.state,
      to_state: change.to,
      side: 'receiver',
      after: JSON.stringify({ ...now.snapshot, state: change.to, ...change.after }),
    })
    .execute()
}

test('the database holds the same changes of state as the program, and masks the same states', async () => {
  const rows = await w.bente.does(db => tables(db).selectFrom('referral.transition').selectAll().execute())
  const said = (t: { from: string; verb: string; to: string; side: string }) => `${t.from} ${t.verb} ${t.to} ${t.side}`
  assert.deepEqual(
    rows.map(row => said({ ...row, from: row.from_state, to: row.to_state })).sort(),
    transitions.map(said).sort(),
  )
  for (const state of stateNames) {
    const found = await w.bente.does(db =>
      sql<{ m: string }>`select referral.masked(${state}) as m`.execute(db.tables()),
    )
    assert.equal(found.rows[0]?.m, masked(state), state)
  }
})

test('a row that is no change of state there is, is refused', async () => {
  await refused(
    w.bente.does(db => forged(db, { verb: 'start', to: 'started' })),
    'state_in_transitions',
  )
  await refused(
    w.bente.does(db => forged(db, { verb: 'contact', to: 'accepted' })),
    'state_in_transitions',
  )
})

test('a second writer who saw the referral before it moved on is refused', async () => {
  const { version } = await w.bente.does(db => referralOf(db, id))
  const done = await w.bente.does(db => perform(db, id, { verb: 'contact' }, w.clock))
  assert.ok(done.ok)
  await refused(
    w.lone.does(db => forged(db, { verb: 'contact', from: 'received', to: 'contacted', nth: version + 1 })),
    'state_from_present',
  )
})

test('where a referral stands is moved by a state row alone', async () => {
  await refused(
    w.bente.does(db =>
      tables(db).updateTable('referral.referral').set({ state: 'ended' }).where('id', '=', id).execute(),
    ),
    'moved_by_state',
  )
  await refused(
    w.bente.does(db =>
      tables(db).updateTable('referral.referral').set({ due: '2030-01-01' }).where('id', '=', id).execute(),
    ),
    'moved_by_state',
  )
})

test('what happened is never changed', async () => {
  await assert.rejects(
    w.bente.does(db =>
      tables(db).updateTable('referral.state').set({ note: 'noget andet' }).where('referral', '=', id).execute(),
    ),
    /permission denied for table state/,
  )
})

test('a transaction that would leave Amina without a holder is refused as a whole', async () => {
  const { family } = await w.bente.does(db => referralOf(db, id))
  await refused(
    w.bente.does(db => letGo(db, family, { kind: 'referral', id }, 'glemt', w.clock.now())),
    'nobody_is_lost',
  )
  // A state row past the program makes no duty in the caseload: moving on without it is refused as well.
  const closed = await w.bente.does(db => perform(db, id, { verb: 'decline', reason: 'noCapacity' }, w.clock))
  assert.ok(closed.ok)
  await refused(
    w.bente.does(db => forged(db, { verb: 'undo', to: 'received' })),
    'next_step_is_dated',
  )
  const nextStep = { clock: 'contact', side: 'receiver', promised: '2026-11-30', due: '2026-11-30' }
  await refused(
    w.bente.does(db => forged(db, { verb: 'undo', to: 'received', after: { nextStep } })),
    'nobody_is_lost',
  )
})

test('a consent longer than a year, or an oral one without its reason, is no row', async () => {
  const set = (change: string) =>
    asKeeper(w.source.ownerUrl, kysely =>
      sql`update referral.referral set ${sql.raw(change)} where id = ${id}`.execute(kysely),
    )
  await refused(set(`consent_until = '2027-11-24'`), 'a_year_at_most')
  await refused(set(`consent_form = 'oral', consent_oral_reason = null`), 'oral_has_a_reason')
})

test('what Amina said yes to, and when she was sent and talked with, is changed by nobody past the program', async () => {
  const run = (who: typeof w.karen, change: string) =>
    who.does(db => sql`update referral.referral set ${sql.raw(change)} where id = ${id}`.execute(db.tables()))
  for (const change of [
    `consent_until = '2027-01-01'`,
    `consent_scope = '{identity}'`,
    'sent_at = now()',
    `reference = 'X'`,
  ])
    await assert.rejects(run(w.karen, change), /permission denied|rests on a consent/, change)
  await refused(run(w.bente, 'contacted_at = now()'), 'moved_by_state')
  await refused(run(w.bente, 'received_at = null'), 'moved_by_state')
  for (const change of [`note = 'andet'`, `due_date = '2027-01-01'`, `mode = 'phone'`, `reasons = '{}'`])
    await refused(run(w.bente, change), 'corrected_by_state')
  await run(w.bente, `summary = 'Godt forløb', summary_at = now()`)
  await refused(run(w.bente, `summary = 'Noget andet'`), 'summary_once')
})

test('the promise to Amina is not moved, and she is not passed on, without a turn that says so', async () => {
  const { family } = await w.bente.does(db => referralOf(db, id))
  const lone = await w.lone.does(async db => db.actor.staff)
  for (const change of [`due = '2099-01-01'`, `holder = '${lone}'`, `step = 'plan'`])
    await refused(
      w.bente.does(db =>
        sql`update caseload.holding set ${sql.raw(change)} where family = ${family}`.execute(db.tables()),
      ),
      'held_by_turn',
    )
})

test('Bente cannot mark a referral as urgent under another family’s name', async () => {
  const other = await w.karen.does(db => send(db, amina(), w.clock))
  assert.ok(other.ok)
  const { family } = await w.bente.does(db => referralOf(db, other.id))
  await refused(
    w.bente.does(db =>
      sql`insert into referral.urgency (organisation, referral, family, urgent, at, by)
        values (${db.actor.organisation}, ${id}, ${family}, true, now(), ${db.actor.staff})`.execute(db.tables()),
    ),
    'urgency_of_family',
  )
})

test('a reference that is taken is thrown away for another', async () => {
  const references = new Set<string>()
  for (let n = 0; n < 5; n += 1) {
    const sent = await w.karen.does(db => send(db, amina(), w.clock))
    assert.ok(sent.ok)
    references.add(sent.reference)
  }
  assert.equal(references.size, 5)
})

test('without a valid consent nothing is written, at either house', async () => {
  const count = () =>
    asKeeper<number>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{
        n: number
      }>`select (select count(*) from referral.referral) + (select count(*) from family.family)
        + (select count(*) from kernel.link) as n`.execute(kysely)
      return rows[0]?.n ?? 0
    })
  const at = await count()
  const content = amina()
  const { consent } = content
  for (const wrong of [
    undefined,
    { ...consent, until: '2026-11-22' },
    { ...consent, until: '2027-11-24' },
    { ...consent, givenOn: '2026-11-24' },
    { ...consent, scope: ['identity' as const] },
  ]) {
    const sent = await w.karen.does(db => send(db, { ...content, consent: wrong as typeof consent }, w.clock))
    assert.deepEqual(sent, { ok: false, refusal: 'noConsent' })
  }
  assert.equal(await count(), at)
})

test('only what she said yes to leaves the house', async () => {
  const content = amina()
  content.consent.scope = ['identity', 'contact']
  const sent = await w.karen.does(db => send(db, content, w.clock))
  assert.ok(sent.ok)
  const [theirs, ours] = [
    await w.bente.does(db => referralOf(db, sent.id)),
    await w.karen.does(db => referralOf(db, sent.id)),
  ]
  assert.deepEqual(
    [theirs.reasons, theirs.dueDate, theirs.note, theirs.track, theirs.mode],
    [[], null, null, null, null],
  )
  assert.equal(ours.note, content.why.note)
})

test('every promise the machine can ask for stands in every programme', async () => {
  const all = await w.pernille.does(db => programmes(db))
  assert.equal(all.length, 5)
  for (const programme of all)
    for (const agreement of programme.agreements)
      assert.deepEqual(
        clockKeys.filter(key => !agreement.clocks.some(clock => clock.key === key)),
        [],
        programme.key,
      )
})

test('brobygger check finds nothing broken, and says so when a trail has a gap', async () => {
  const broken = () =>
    asKeeper<string[]>(w.source.ownerUrl, async kysely => {
      const found: string[] = []
      for (const check of checks) found.push(...(await check.broken(kysely)))
      return found
    })
  assert.deepEqual(await broken(), [])
  const { reference } = await w.bente.does(db => referralOf(db, id))
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`update referral.referral set state = 'ended', snapshot = jsonb_set(snapshot, '{state}', '"ended"') where id = ${id} and side = 'receiver'`.execute(
      kysely,
    ),
  )
  const found = await broken()
  assert.ok(found.includes(reference), 'the trail ends elsewhere')
  assert.ok(
    found.some(line => line.startsWith(`${reference}: ended`)),
    'closed, but somebody still holds it',
  )
})

test('brobygger check sees what does not fit together between two houses, their access and their lists', async () => {
  const { family } = await w.bente.does(db => referralOf(db, id))
  const all = [...checks, ...familyChecks]
  for (const [promise, plant] of [
    [
      'The two sides',
      sql`update referral.referral set consent_until = consent_until - 1 where id = ${id} and side = 'sender'`,
    ],
    ['The two sides', sql`update referral.referral set reference = 'QQQ' where id = ${id} and side = 'receiver'`],
    ['The two sides', sql`update kernel.link set other_case = gen_random_uuid() where other_case = ${family}`],
    ['Every link', sql`update kernel.link set other_case = gen_random_uuid() where other_case = ${family}`],
    ['Whoever holds', sql`update caseload.holding set stage = 'waiting' where family = ${family}`],
    ['Whoever holds', sql`update caseload.holding set subject_id = gen_random_uuid() where family = ${family}`],
    ['The house', sql`delete from kernel.access where "case" = ${family}`],
    [
      'The house',
      sql`insert into kernel.access (organisation, "case", via) select organisation, gen_random_uuid(), 'own' from family.family limit 1`,
    ],
  ] as const) {
    const check = all.find(one => one.promise.startsWith(promise))
    assert.ok(check)
    const [before, found] = await planted(check, plant)
    assert.ok(found.length > before.length, check.promise)
  }
})

/** What a check says before and after a fault that is taken back again. */
const planted = async (check: (typeof checks)[number], plant: RawBuilder<unknown>): Promise<[string[], string[]]> => {
  let said: [string[], string[]] = [[], []]
  const takeBack = new Error('taken back')
  await asKeeper(w.source.ownerUrl, async kysely => {
    const before = await check.broken(kysely)
    await plant.execute(kysely)
    said = [before, await check.broken(kysely)]
    throw takeBack
  }).catch(error => assert.equal(error, takeBack))
  return said
}
