import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addWorkdays, instantOf } from '../../kernel/clock.ts'
import { capReached, countOf, placeOf, roomForOneMore, sayCount } from './cap.ts'
import { type Booking, clashes, freeIn } from './clash.ts'
import { reportFaults } from './end-report.ts'
import { nextStep } from './next-step.ts'
import { moveSession, type SessionState, sessionStates, sessionVerbs } from './session.ts'

const now = instantOf('2026-11-23', '09:00')
const at = (time: string, day = '2026-11-24') => instantOf(day, time)
const session = (state: SessionState, from = at('10:00'), id: string = crypto.randomUUID()) => ({ id, state, from })

test('what has not begun can be neither held nor missed, and what is moved stays moved', () => {
  assert.deepEqual(moveSession(session('planned'), 'hold', now), { ok: false, refusal: 'notYet' })
  assert.deepEqual(moveSession(session('planned'), 'miss', now), { ok: false, refusal: 'notYet' })
  assert.deepEqual(moveSession(session('planned', now), 'hold', now), { ok: true, to: 'held' })
  assert.deepEqual(moveSession(session('planned'), 'cancelByHer', now), { ok: true, to: 'cancelledByHer' })
  for (const verb of sessionVerbs)
    assert.deepEqual(moveSession(session('rescheduled'), verb, now), { ok: false, refusal: 'notFromThisState' })
})

test('a slip is taken back from every end but a moved one', () => {
  for (const state of sessionStates) {
    const undone = moveSession(session(state), 'undo', now)
    assert.equal(undone.ok, !['planned', 'rescheduled'].includes(state))
  }
})

test('two of two says: what now; no cap says the plain number', () => {
  const one = countOf([session('held'), session('noShow'), session('rescheduled')], 2)
  assert.equal(sayCount(one), '1 af 2')
  assert.equal(one.noShows, 1)
  const two = countOf([session('held'), session('held')], 2)
  assert.equal(sayCount(two), '2 af 2 – hvad nu?')
  assert.ok(capReached(two))
  assert.equal(sayCount(countOf([session('held')], null)), '1 samtale holdt (loft: ikke oplyst)')
  assert.equal(sayCount(countOf([], null)), '0 samtaler holdt (loft: ikke oplyst)')
})

test('an appointment that stands has its place; one where nobody came gives it back', () => {
  assert.equal(roomForOneMore(countOf([session('held'), session('planned')], 2)), false)
  assert.equal(roomForOneMore(countOf([session('held'), session('noShow')], 2)), true)
  assert.equal(
    roomForOneMore(
      countOf(
        Array.from({ length: 40 }, () => session('held')),
        null,
      ),
    ),
    true,
  )
  const first = session('noShow', at('09:00'))
  const second = session('held', at('10:00'))
  const third = session('planned', at('11:00'))
  assert.equal(placeOf(third, [first, second, third]), 2)
})

const booking = (from: string, to: string, more: Partial<Booking> = {}): Booking => ({
  id: crypto.randomUUID(),
  from: at(from),
  to: at(to),
  state: 'planned',
  counsellor: 'lone',
  site: null,
  room: null,
  interpreter: null,
  ...more,
})

test('nobody is in two places at once, and one that ends at ten does not meet one that begins at ten', () => {
  assert.deepEqual(clashes(booking('10:00', '11:00'), [booking('09:00', '10:00'), booking('11:00', '12:00')]), [])
  assert.equal(clashes(booking('10:00', '11:00'), [booking('10:59', '12:00')])[0]?.kind, 'counsellor')
  assert.deepEqual(clashes(booking('10:00', '11:00'), [booking('10:00', '11:00', { state: 'cancelledByHer' })]), [])
})

test('a room and an interpreter are the same with capitals and spare space', () => {
  const mine = booking('10:00', '11:00', { site: 'odense', room: 'Lokale 2', interpreter: 'Nadia Test Ali' })
  const other = booking('10:30', '11:30', { counsellor: 'jonna', site: 'odense', room: ' lokale 2', interpreter: null })
  assert.deepEqual(
    clashes(mine, [other]).map(c => c.kind),
    ['room'],
  )
  assert.deepEqual(clashes(mine, [{ ...other, site: 'kolding' }]), [])
  const third = { ...other, room: null, interpreter: 'nadia test ali ' }
  assert.deepEqual(
    clashes(mine, [third]).map(c => c.kind),
    ['interpreter'],
  )
})

test('free time is what the taken parts leave over', () => {
  const span = { from: at('08:30'), to: at('14:30') }
  const free = freeIn(span, [booking('10:00', '11:00'), booking('08:00', '09:00'), booking('10:30', '12:00')])
  assert.deepEqual(free, [
    { from: at('09:00'), to: at('10:00') },
    { from: at('12:00'), to: at('14:30') },
  ])
})

test('free and taken never meet and fill the day together', () => {
  const minutes = fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 90 }))
  fc.assert(
    fc.property(fc.array(minutes, { maxLength: 12 }), spans => {
      const start = at('08:00').getTime()
      const span = { from: new Date(start), to: new Date(start + 600 * 60_000) }
      const taken = spans.map(([from, length]) => ({
        from: new Date(start + from * 60_000),
        to: new Date(start + (from + length) * 60_000),
      }))
      const free = freeIn(span, taken)
      for (let minute = 0; minute < 600; minute++) {
        const moment = start + minute * 60_000
        const within = (one: { from: Date; to: Date }) => one.from.getTime() <= moment && moment < one.to.getTime()
        assert.notEqual(taken.some(within), free.some(within))
      }
    }),
    { numRuns: 50 },
  )
})

const clocks = [
  { key: 'firstSession', weekdays: 10 },
  { key: 'endReport', weekdays: 10 },
]
const step = (
  sessions: { state: SessionState; from: Date }[],
  cap: number | null,
  state: 'open' | 'closing' = 'open',
) => nextStep({ state, sessions, count: countOf(sessions, cap) }, '2026-11-23', clocks)

test('the next step is the next appointment, or to find one, or to choose with her', () => {
  assert.deepEqual(step([], 2), { step: 'bookSession', due: addWorkdays('2026-11-23', 10), dueAt: null })
  assert.deepEqual(step([session('planned', at('12:00')), session('planned', at('10:00'))], 2), {
    step: 'session',
    due: '2026-11-24',
    dueAt: at('10:00'),
  })
  assert.deepEqual(step([session('held')], 2), { step: 'bookSession', due: '2026-11-30', dueAt: null })
  assert.equal(step([session('held'), session('held')], 2).step, 'whatNow')
  assert.equal(step([session('held'), session('held')], null).step, 'bookSession')
  assert.equal(step([session('held'), session('held')], 2, 'closing').step, 'endReport')
})

const course = {
  steps: [{ id: 's1', text: 'Ringe til banken' }],
  reasons: ['asAgreed', 'other'],
  planned: 0,
}
const report = { reason: 'asAgreed', note: '', summary: 'Det gik godt.', approved: 'yes', results: { s1: 'reached' } }

test('a course does not end before every agreed step has a result', () => {
  assert.deepEqual(reportFaults(report, course), [])
  const fields = (more: Partial<typeof report>, of = course) =>
    reportFaults({ ...report, ...more }, of).map(f => f.field)
  assert.deepEqual(fields({ results: { s1: '' } }), ['result-s1'])
  assert.deepEqual(fields({ reason: 'hvad som helst' }), ['reason'])
  assert.deepEqual(fields({ reason: 'other' }), ['note'])
  assert.deepEqual(fields({ approved: '' }), ['approved'])
  assert.deepEqual(fields({ summary: '' }), ['summary'])
  assert.deepEqual(fields({ summary: '', approved: 'no' }), [])
  assert.deepEqual(fields({}, { ...course, planned: 1 }), ['planned'])
  // What stands in the calendar hides none of the others: all is said at once.
  assert.deepEqual(fields({ reason: '', approved: '', results: { s1: '' } }, { ...course, planned: 1 }), [
    'planned',
    'result-s1',
    'reason',
    'approved',
  ])
})
