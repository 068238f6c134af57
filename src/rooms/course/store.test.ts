import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import { type Holding, holdingOf, letGo } from '../caseload/index.ts'
import { sitesOf } from '../govern/index.ts'
import { perform, referralOf } from '../referral/index.ts'
import { bookSession, closeSession, rescheduleSession } from './book.ts'
import { clashes } from './clash.ts'
import { acceptedReferral, startedCourse, talk } from './course.testing.ts'
import { closeAsMistaken, decideWhatNow, endCourse } from './end.ts'
import { logSession } from './log.ts'
import { nextStep } from './next-step.ts'
import { startCourse } from './start.ts'
import { type CourseFile, fileOf } from './store.ts'

let w: World
before(async () => {
  w = await world('2024-08-19T09:00:00+02:00')
})
after(() => w.close())

const day = '2024-08-19'
const look = (id: Id): Promise<{ file: CourseFile; held: Holding | undefined }> =>
  w.lone.does(async db => {
    const file = await fileOf(db, id)
    return { file, held: await holdingOf(db, file.course.family) }
  })
const log = (seen = 0) => ({
  record: { minutes: 45, tookPart: ['woman' as const], topics: ['economy'], note: 'Vi talte om budgettet.' },
  steps: [],
  results: {},
  next: null,
  seen,
})
const asAgreed = { reason: 'asAgreed', note: null, summary: 'Hun har fået styr på det.', approved: true, results: {} }
const goOff = async (id: Id) => {
  const closed = await w.lone.does(db => closeAsMistaken(db, id, { reason: 'wrongPerson', note: null }, w.clock))
  assert.ok(closed.ok)
}

test('Rådgiver Lone begins: the referral starts, and the family has a holder and a first appointment', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const course = await startedCourse(w, { day, first: talk(w, '2024-08-21', '10:00') })
  const { file, held } = await look(course.id)
  assert.equal(file.course.cap, 2)
  assert.equal(file.count.planned, 1)
  assert.deepEqual(
    [held?.subject, held?.subjectId, held?.step, held?.due],
    ['course', course.id, 'session', '2024-08-21'],
  )
  assert.equal(held?.holder, w.lone.id)
  const referral = await w.lone.does(db => referralOf(db, course.referral))
  assert.equal(referral.state, 'started')
  await goOff(course.id)
})

test('two of two under the first agreement says: what now, and a third is refused until the track is another', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id } = await startedCourse(w, { day })
  for (const [time, one] of [['09:00', '2024-08-20'] as const, ['09:00', '2024-08-22'] as const]) {
    const booked = await w.lone.does(db => bookSession(db, id, talk(w, one, time), w.clock))
    assert.ok(booked.ok)
    w.clock.set(`${one}T10:00:00+02:00`)
    assert.ok((await w.lone.does(db => logSession(db, id, booked.id, log(), w.clock))).ok)
  }
  const { file, held } = await look(id)
  assert.equal(held?.step, 'whatNow')
  assert.equal(file.count.held, 2)
  const third = talk(w, '2024-08-26', '09:00')
  assert.deepEqual(await w.lone.does(db => bookSession(db, id, third, w.clock)), { ok: false, refusal: 'cap' })
  const decided = await w.lone.does(db =>
    decideWhatNow(db, id, { choice: 'track', track: 't2' }, w.clock, file.course.version),
  )
  assert.ok(decided.ok)
  assert.equal((await look(id)).file.course.cap, null)
  assert.ok((await w.lone.does(db => bookSession(db, id, third, w.clock))).ok)
  await goOff(id)
})

test('the database keeps the cap when somebody goes around the rules', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id } = await startedCourse(w, { day })
  for (const one of ['2024-08-20', '2024-08-21'])
    assert.ok((await w.lone.does(db => bookSession(db, id, talk(w, one, '12:00'), w.clock))).ok)
  const { putSession } = await import('./keep.ts')
  await assert.rejects(
    w.lone.does(async db => putSession(db, await fileOf(db, id), talk(w, '2024-08-22', '12:00'), w.clock.now())),
    /allows 2 sessions/,
  )
  await goOff(id)
})

test('a commit that leaves an open course without a holder is refused', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id, family } = await startedCourse(w, { day })
  await assert.rejects(
    w.lone.does(db => letGo(db, family, { kind: 'course', id }, 'glemt', w.clock.now())),
    /nobody_is_lost/,
  )
  await goOff(id)
})

test('a state is moved by a row alone, and no row is changed afterwards', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id } = await startedCourse(w, { day, first: talk(w, '2024-08-28', '10:00') })
  const jonna = await w.jonna.does(async db => db.actor.staff)
  for (const text of [
    `update course.course set state = 'ended', ended_at = now() where id = '${id}'`,
    `update course.session set state = 'held' where course = '${id}'`,
    `update course.state set note = 'ny' where course = '${id}'`,
    `insert into course.session_state (organisation, session, nth, family, at, by, verb, from_state, to_state)
       select organisation, id, 1, family, now(), counsellor, 'hold', 'planned', 'rescheduled' from course.session where course = '${id}'`,
    `update course.course set cap = 99 where id = '${id}'`,
    `update course.course set agreement = gen_random_uuid() where id = '${id}'`,
    `update course.session set planned_from = planned_from - interval '1 hour' where course = '${id}'`,
    `update course.session set counsellor = '${jonna}' where course = '${id}'`,
  ])
    await assert.rejects(
      w.lone.does(db => sql.raw(text).execute(db.tables())),
      text,
    )
  await goOff(id)
})

test('a course that should never have been is closed apart, its appointment is off, and somebody follows up', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const course = await startedCourse(w, { day, first: talk(w, '2024-08-29', '10:00') })
  await goOff(course.id)
  const { file, held } = await look(course.id)
  assert.equal(file.course.state, 'mistaken')
  assert.deepEqual(
    file.sessions.map(s => s.state),
    ['cancelledByUs'],
  )
  assert.equal(held, undefined)
  const referral = await w.karen.does(db => referralOf(db, course.referral))
  assert.equal(referral.state, 'mistaken')
  assert.ok(referral.followUpDue)
})

test('taken back on the referral, the family gets a course anew', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const course = await startedCourse(w, { day })
  await goOff(course.id)
  assert.ok((await w.lone.does(db => perform(db, course.referral, { verb: 'undo' }, w.clock))).ok)
  const again = await w.lone.does(db => startCourse(db, course.referral, { track: 't1', site: null }, w.clock))
  assert.ok(again.ok)
  const twice = await w.lone.does(db => startCourse(db, course.referral, { track: 't1', site: null }, w.clock))
  assert.deepEqual(twice, { ok: false, refusal: 'alreadyOpen' })
  await goOff(again.id)
})

test('the course ends: the family is let go of, and Karen reads the summary the woman approved', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const course = await startedCourse(w, { day })
  assert.deepEqual(await w.lone.does(db => endCourse(db, course.id, asAgreed, w.clock)), { ok: true, shared: true })
  assert.equal((await look(course.id)).held, undefined)
  const referral = await w.karen.does(db => referralOf(db, course.referral))
  assert.deepEqual([referral.state, referral.summary], ['ended', asAgreed.summary])
  await assert.rejects(
    w.karen.does(db => fileOf(db, course.id)),
    /unknown/,
  )
})

test('a clash in the first appointment begins nothing at all', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const busy = await startedCourse(w, { day, first: talk(w, '2024-09-02', '10:00') })
  const { referral } = await acceptedReferral(w, { day })
  const first = talk(w, '2024-09-02', '10:30')
  const started = await w.lone.does(db => startCourse(db, referral, { track: 't1', site: null, first }, w.clock))
  assert.deepEqual(started, { ok: false, refusal: 'counsellor' })
  assert.equal((await w.lone.does(db => referralOf(db, referral))).state, 'accepted')
  await goOff(busy.id)
})

test('two counsellors book the same room at once: one gets it, the other is told', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const one = await startedCourse(w, { day })
  const other = await startedCourse(w, { day })
  const site = await w.lone.does(async db => (await sitesOf(db)).find(s => s.key === 'odense')?.id ?? null)
  const room = { mode: 'physical' as const, site }
  const results = await Promise.all([
    w.lone.does(db => bookSession(db, one.id, talk(w, '2024-09-03', '10:00', { ...room, room: 'Lokale 2' }), w.clock)),
    w.jonna.does(db =>
      bookSession(
        db,
        other.id,
        talk(w, '2024-09-03', '10:30', { ...room, room: 'lokale 2 ', counsellor: w.jonna.id }),
        w.clock,
      ),
    ),
  ])
  assert.deepEqual(results.map(r => (r.ok ? 'ok' : r.refusal)).sort(), ['ok', 'room'])
  await goOff(one.id)
  await goOff(other.id)
})

test('the facts view counts without a person: no name, no note, and nothing begun by mistake', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id } = await startedCourse(w, { day, first: talk(w, '2024-08-19', '08:00') })
  const { file } = await look(id)
  const first = file.sessions[0]
  assert.ok(first && (await w.lone.does(db => logSession(db, id, first.id, log(), w.clock))).ok)
  const facts = () =>
    w.database.asStatistics(async kysely => {
      const { rows } = await sql<Record<string, unknown>>`select * from course.facts where course = ${id}`.execute(
        kysely,
      )
      return rows
    })
  const [row] = await facts()
  assert.deepEqual(
    [row?.track, row?.started_on, row?.ended_on, row?.sessions_held, row?.no_shows, row?.programme],
    ['t1', '2024-08-19', null, 1, 0, 'syddanmark'],
  )
  assert.equal(row?.holding, id)
  for (const view of ['course.facts', 'referral.facts'])
    await assert.rejects(
      w.database.asStatistics(kysely => sql.raw(`select family from ${view}`).execute(kysely)),
      /column "family" does not exist/,
    )
  await goOff(id)
  assert.deepEqual(await facts(), [])
  for (const table of ['caseload.facts', 'course.course', 'course.session', 'course.record', 'course.end_report'])
    await assert.rejects(
      w.database.asStatistics(kysely => sql.raw(`select 1 from ${table}`).execute(kysely)),
      /permission denied/,
    )
})

test('whatever Lone does in whatever order, the cap holds and the family has one holder and one dated next step', async () => {
  const act = fc.record({
    verb: fc.constantFrom('book', 'book', 'log', 'log', 'miss', 'cancel', 'move', 'undo', 'end', 'track', 'wait'),
    which: fc.nat(5),
    inDays: fc.integer({ min: -1, max: 4 }),
    hour: fc.constantFrom('09:00', '09:30', '10:00'),
  })
  let begin = '2022-06-06'
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 16 }), fc.boolean(), async (acts, capped) => {
      // Held talks stay in the calendar, so each run has weeks of its own.
      begin = addDays(begin, 21)
      w.clock.set(`${begin}T12:00:00+02:00`)
      const { id } = await startedCourse(w, { day: begin, track: capped ? 't1' : 't2' })
      const { id: other } = await startedCourse(w, { day: begin, first: talk(w, addDays(begin, 1), '09:30') })
      try {
        for (const one of acts) {
          const { file } = await look(id)
          const theirs = (await look(other)).file.sessions
          const session = file.sessions[one.which % Math.max(1, file.sessions.length)]
          const now = dayOf(w.clock.now())
          const wanted = talk(w, addDays(now, one.inDays), one.hour)
          const all = [...file.sessions, ...theirs]
          const seen = session?.version ?? 0
          const result = await w.lone.does(db => {
            switch (one.verb) {
              case 'book':
                return bookSession(db, id, wanted, w.clock)
              case 'end':
                return decideWhatNow(db, id, { choice: 'end' }, w.clock, file.course.version)
              case 'track':
                return decideWhatNow(db, id, { choice: 'goOn' }, w.clock, file.course.version)
              case 'wait':
                w.clock.set(`${addDays(now, 1)}T12:00:00+02:00`)
                return Promise.resolve({ ok: true })
            }
            if (!session) return Promise.resolve({ ok: true })
            switch (one.verb) {
              case 'log':
                return logSession(db, id, session.id, log(session.record?.nth ?? 0), w.clock)
              case 'move':
                return rescheduleSession(
                  db,
                  id,
                  session.id,
                  { appointment: wanted, reason: 'sheCannot', note: null, seen },
                  w.clock,
                )
              case 'undo':
                return closeSession(db, id, session.id, { verb: 'undo', seen }, w.clock)
              case 'miss':
                return closeSession(db, id, session.id, { verb: 'miss', seen }, w.clock)
              default:
                return closeSession(db, id, session.id, { verb: 'cancelByHer', seen }, w.clock)
            }
          })
          const after = await look(id)
          const { count, course, sessions } = after.file
          assert.ok(count.cap === null || count.held + count.planned <= count.cap)
          assert.equal(after.held?.subjectId, id)
          assert.ok(after.held?.due)
          const expected = nextStep({ state: course.state, sessions, count }, now, [])
          assert.equal(after.held?.step, expected.step)
          if (expected.dueAt) assert.deepEqual(after.held?.dueAt, expected.dueAt)
          if (one.verb === 'book' && (result.ok || ('refusal' in result && result.refusal === 'counsellor'))) {
            const met = clashes({ ...wanted, id: 'new', state: 'planned' }, all)
            assert.equal(result.ok, met.length === 0)
          }
          for (const a of sessions) assert.deepEqual(clashes(a, [...sessions, ...theirs]), [])
        }
      } finally {
        await goOff(id)
        await goOff(other)
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
})

test('every row of the room is behind its organisation: Karen, Pernille and Arne read none', async () => {
  w.clock.set('2024-08-19T09:00:00+02:00')
  const { id } = await startedCourse(w, { day, first: talk(w, '2024-08-30', '10:00') })
  const tables = await asKeeper<string[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'course' and table_type = 'BASE TABLE'`.execute(kysely)
    return rows.map(row => row.name)
  })
  for (const who of [w.karen, w.pernille, w.arne])
    for (const table of tables) {
      const rows = await who.does(
        async db => (await sql.raw(`select 1 from course.${table}`).execute(db.tables())).rows,
      )
      assert.deepEqual(rows, [], `${who.name} reads course.${table}`)
    }
  await goOff(id)
})
