import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import { holdingOf } from '../caseload/index.ts'
import { familyOf } from '../family/index.ts'
import { endEmployment } from '../govern/index.ts'
import { perform, performFrom } from './perform.ts'
import { amina } from './referral.testing.ts'
import { send } from './send.ts'
import type { FeedbackLevel } from './states.ts'
import { referralOf, statesOf } from './store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const sent = async (feedback: FeedbackLevel = 'status', more = {}) => {
  const outcome = await w.karen.does(db => send(db, amina(feedback, more), w.clock))
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome
}

test('Karen sends, Bente holds Amina at Mødrehjælpen at once, and Karen is relieved', async () => {
  const { id, family, contactBy, received } = await sent()
  assert.ok(received)
  assert.equal(contactBy, '2026-11-30')
  await w.bente.does(async db => {
    const referral = await referralOf(db, id)
    assert.equal(referral.state, 'received')
    const held = await holdingOf(db, referral.family)
    assert.deepEqual(
      [held?.holder, held?.step, held?.stage, held?.due],
      [w.bente.id, 'assign', 'unassigned', '2026-11-30'],
    )
    assert.equal((await familyOf(db, referral.family)).pregnant.name, 'Amina Test Hansen')
  })
  await w.karen.does(async db => {
    assert.equal((await referralOf(db, id)).state, 'received')
    assert.equal(await holdingOf(db, family), undefined)
    assert.deepEqual(
      (await statesOf(db, id)).map(row => [row.verb, row.byStaff]),
      [
        ['send', w.karen.id],
        ['receive', null],
      ],
    )
  })
})

test('Bente assigns, Lone talks with her, accepts and begins; Karen reads each state, but not who', async () => {
  const { id } = await sent()
  const does = async (who: 'bente' | 'lone', command: Parameters<typeof perform>[2]) => {
    const done = await w[who].does(db => perform(db, id, command, w.clock))
    assert.ok(done.ok, JSON.stringify(done))
  }
  await does('bente', { verb: 'assign', person: w.lone.id })
  await does('lone', { verb: 'recordAttempt', reached: false })
  await does('lone', { verb: 'contact' })
  await does('lone', { verb: 'accept' })
  await does('lone', { verb: 'start' })
  const trail = await w.karen.does(db => statesOf(db, id))
  assert.deepEqual(
    trail.map(row => row.to),
    ['sent', 'received', 'contacted', 'accepted', 'started'],
  )
  assert.ok(trail.slice(1).every(row => row.byStaff === null && row.after.holder?.person === ''))
  const { family } = await w.lone.does(db => referralOf(db, id))
  assert.equal((await w.lone.does(db => holdingOf(db, family)))?.holder, w.lone.id)
  await does('lone', { verb: 'end', reason: 'asAgreed' })
  assert.equal(await w.lone.does(db => holdingOf(db, family)), undefined)
})

test('at level none Karen’s row stands still whatever happens, and her withdrawal is always taken', async () => {
  const { id } = await sent('none')
  const closed = await w.bente.does(db => perform(db, id, { verb: 'decline', reason: 'noCapacity' }, w.clock))
  assert.ok(closed.ok)
  const mine = await w.karen.does(db => referralOf(db, id))
  assert.equal(mine.state, 'sent')
  assert.deepEqual(
    (await w.karen.does(db => statesOf(db, id))).map(row => row.verb),
    ['send'],
  )
  const withdrawn = await w.karen.does(db => perform(db, id, { verb: 'withdraw', reason: 'sheRegretted' }, w.clock))
  assert.ok(withdrawn.ok)
  assert.equal((await w.karen.does(db => referralOf(db, id))).state, 'withdrawn')
  assert.equal((await w.bente.does(db => referralOf(db, id))).state, 'declinedByReceiver')
})

test('a question is put, answered and leads back, also at level none', async () => {
  for (const level of ['none', 'status'] as const) {
    const { id } = await sent(level)
    await w.bente.does(db => perform(db, id, { verb: 'askForInformation', note: 'Hvilken dag passer?' }, w.clock))
    const asked = await w.karen.does(db => statesOf(db, id))
    assert.equal(asked.at(-1)?.note, 'Hvilken dag passer?')
    const answered = await w.karen.does(db => perform(db, id, { verb: 'answerInformation', note: 'Tirsdag' }, w.clock))
    assert.ok(answered.ok, JSON.stringify(answered))
    assert.equal((await w.bente.does(db => referralOf(db, id))).state, 'received')
    assert.equal((await w.karen.does(db => referralOf(db, id))).state, level === 'none' ? 'sent' : 'received')
    const told = await w.bente.does(db => statesOf(db, id))
    assert.equal(told.at(-1)?.note, 'Tirsdag')
  }
})

test('a consent taken back closes the referral and gives Karen the task', async () => {
  for (const level of ['none', 'status'] as const) {
    const { id, family } = await sent(level)
    const done = await w.karen.does(db => performFrom(db, id, { verb: 'consentWithdrawn' }, w.clock, 'system'))
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal((await w.bente.does(db => referralOf(db, id))).state, 'withdrawn')
    const held = await w.karen.does(db => holdingOf(db, family))
    assert.deepEqual([held?.holder, held?.step], [w.karen.id, 'followUp'])
  }
})

test('a corrected phone reaches both files and both logs, and a wrong one comes back with a sentence', async () => {
  const { id } = await sent()
  const wrong = await w.karen.does(db =>
    perform(db, id, { verb: 'amend', field: 'phone', value: { phone: '12' }, reason: 'typingError' }, w.clock),
  )
  assert.ok(!wrong.ok && wrong.errors?.[0]?.field === 'phone')
  const done = await w.karen.does(db =>
    perform(db, id, { verb: 'amend', field: 'phone', value: { phone: '00 00 43 21' }, reason: 'typingError' }, w.clock),
  )
  assert.ok(done.ok, JSON.stringify(done))
  for (const one of [w.karen, w.bente]) {
    const trail = await one.does(db => statesOf(db, id))
    assert.deepEqual(trail.at(-1)?.change, { field: 'phone' })
    const { family } = await one.does(db => referralOf(db, id))
    assert.equal((await one.does(db => familyOf(db, family))).pregnant.phone, '00004321')
  }
})

test('Lone leaves while Bente is giving her Amina: Bente reads a sentence, and nothing has moved', async () => {
  const { id } = await sent()
  const waits = () =>
    asKeeper<number>(w.source.ownerUrl, async kysely => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from pg_locks where not granted`.execute(kysely)
      return rows[0]?.n ?? 0
    })
  let giving: ReturnType<typeof perform> | undefined
  await w.bente.does(async db => {
    await endEmployment(db, w.jonna.id, '2026-11-23')
    giving = w.bente.does(other => perform(other, id, { verb: 'assign', person: w.jonna.id }, w.clock))
    for (let n = 0; n < 2_000 && (await waits()) === 0; n++);
  })
  assert.deepEqual(await giving, { ok: false, refusal: 'personMissing', errors: undefined })
  assert.equal((await w.bente.does(db => referralOf(db, id))).assigned, false)
})
