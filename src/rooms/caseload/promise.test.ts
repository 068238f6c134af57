import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, instantOf, isWorkday, workdaysBetween } from '../../kernel/clock.ts'
import { byPromise, clockOf, type Promised, promiseWords, sectionOf, sections } from './promise.ts'

const monday = '2026-11-23'
const at = (due: string, time?: string) => ({ due, dueAt: time ? instantOf(due, time) : null })

test('The clock says weekdays, never days', () => {
  assert.deepEqual(clockOf(at('2026-11-17'), monday), { state: 'late', text: '4 hverdage over' })
  assert.deepEqual(clockOf(at('2026-11-20'), monday), { state: 'late', text: '1 hverdag over' })
  assert.deepEqual(clockOf(at('2026-12-02'), monday), { state: 'wait', text: 'om 7 hverdage' })
})

test('A promise for Friday is broken on Saturday, though no weekday has passed', () => {
  assert.deepEqual(clockOf(at('2026-11-20'), '2026-11-21'), { state: 'late', text: 'siden fredag' })
})

test('Christmas is not counted as weekdays over', () => {
  assert.equal(
    clockOf(at('2026-12-23'), '2026-12-28').text,
    `${workdaysBetween('2026-12-23', '2026-12-28')} hverdage over`,
  )
  assert.ok(workdaysBetween('2026-12-23', '2026-12-28') < 3)
  assert.equal(isWorkday('2026-12-25'), false)
})

test('Today an appointment shows its time of day, in winter and in summer', () => {
  assert.deepEqual(clockOf(at(monday, '08:30'), monday), { state: 'soon', text: 'kl. 08.30' })
  assert.deepEqual(clockOf(at('2026-07-01', '08:30'), '2026-07-01'), { state: 'soon', text: 'kl. 08.30' })
  assert.deepEqual(clockOf(at(monday), monday), { state: 'soon', text: 'i dag' })
})

test('Later in the week is a weekday by name; Sunday belongs to the week that ends', () => {
  assert.equal(clockOf(at('2026-11-26'), monday).text, 'torsdag')
  assert.equal(clockOf(at('2026-11-27', '10:00'), monday).text, 'fredag kl. 10.00')
  assert.equal(sectionOf('2026-11-29', monday), 'week')
  assert.equal(sectionOf('2026-11-30', monday), 'later')
  assert.equal(clockOf(at('2026-11-30'), '2026-11-29').text, 'om 1 hverdag')
})

test('The promise is said with its day', () => {
  assert.equal(
    promiseWords('contact', at('2026-11-17'), monday),
    'Tage kontakt. Det var lovet senest tirsdag 17. november.',
  )
  assert.equal(promiseWords('contact', at(monday), monday), 'Tage kontakt. Lovet i dag.')
  assert.equal(promiseWords('session', at(monday, '10:00'), monday), 'Samtale i dag kl. 10.00.')
  assert.equal(promiseWords('session', at('2026-11-26', '10:00'), monday), 'Samtale torsdag 26. november kl. 10.00.')
  assert.match(promiseWords('session', at('2026-11-20', '10:00'), monday), /Det er ikke skrevet, hvordan det gik/)
})

test('The longest broken promise stands first, appointments by time, and the order is total', () => {
  const promised = fc.record({
    family: fc.uuid(),
    offset: fc.integer({ min: -40, max: 40 }),
    minutes: fc.option(fc.integer({ min: 0, max: 1439 }), { nil: null }),
  })
  fc.assert(
    fc.property(fc.array(promised, { maxLength: 30 }), rows => {
      const list: Promised[] = rows.map(({ family, offset, minutes }) => {
        const due = addDays(monday, offset)
        const time = minutes === null ? null : new Date(instantOf(due, '00:00').getTime() + minutes * 60_000)
        return { family, due, dueAt: time }
      })
      const sorted = list.toSorted(byPromise)
      for (const [nth, row] of sorted.entries()) {
        const next = sorted[nth + 1]
        if (!next) continue
        assert.ok(row.due <= next.due)
        assert.ok(sections.indexOf(sectionOf(row.due, monday)) <= sections.indexOf(sectionOf(next.due, monday)))
        if (row.due === next.due && row.dueAt === null) assert.equal(next.dueAt, null)
      }
      assert.deepEqual(list.toReversed().toSorted(byPromise), sorted)
    }),
  )
})

test('The clock is late exactly when the promise is broken', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -60, max: 60 }), (start, offset) => {
      const today = addDays(monday, start)
      const { state, text } = clockOf(at(addDays(today, offset)), today)
      assert.equal(state === 'late', offset < 0)
      assert.doesNotMatch(text, /-|NaN|undefined/)
    }),
  )
})
