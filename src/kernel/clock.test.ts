import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addWorkdays,
  dayOf,
  daysBetween,
  fullDay,
  instantOf,
  isDay,
  isWorkday,
  longDay,
  timeOf,
  today,
  weekday,
  weekdayName,
  weekNumber,
  workdaysBetween,
} from './clock.ts'

const day = fc.integer({ min: 0, max: 365 * 60 }).map(days => addDays('2000-01-01', days))

test('Bente promises an answer in five working days, and Easter does not count', () => {
  // Skærtorsdag 2 April to anden påskedag 6 April 2026.
  for (const holiday of ['2026-04-02', '2026-04-03', '2026-04-05', '2026-04-06'])
    assert.equal(isWorkday(holiday), false)
  assert.equal(addWorkdays('2026-03-31', 1), '2026-04-01')
  assert.equal(addWorkdays('2026-03-31', 2), '2026-04-07')
  assert.equal(addWorkdays('2026-04-01', 5), '2026-04-13')
  assert.equal(workdaysBetween('2026-04-01', '2026-04-13'), 5)
})

test('Christmas, New Year and the days that move with Easter do not count', () => {
  assert.equal(addWorkdays('2026-12-23', 1), '2026-12-24')
  assert.equal(addWorkdays('2026-12-23', 2), '2026-12-28')
  assert.equal(addWorkdays('2026-12-31', 1), '2027-01-04')
  for (const holiday of ['2026-05-14', '2026-05-25', '2026-12-25', '2027-01-01'])
    assert.equal(isWorkday(holiday), false)
})

test('Store bededag counted as a holiday until 2023, and as a working day since', () => {
  assert.equal(isWorkday('2023-05-05'), false)
  assert.equal(isWorkday('2024-04-26'), true)
  assert.equal(isWorkday('2026-05-01'), true)
})

test('Counting working days forth and back agrees, whatever the day', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 60 }), (from, count) => {
      const to = addWorkdays(from, count)
      assert.equal(workdaysBetween(from, to), count)
      assert.equal(workdaysBetween(to, from) + count, 0)
      assert.ok(count === 0 || isWorkday(to))
    }),
    { numRuns: 300 },
  )
})

test('An evening in Odense belongs to the same day, summer and winter', () => {
  assert.equal(dayOf(new Date('2026-06-30T21:59:00Z')), '2026-06-30')
  assert.equal(dayOf(new Date('2026-06-30T22:00:00Z')), '2026-07-01')
  assert.equal(dayOf(new Date('2026-12-31T22:59:00Z')), '2026-12-31')
  assert.equal(dayOf(new Date('2026-12-31T23:00:00Z')), '2027-01-01')
  assert.equal(today({ now: () => new Date('2026-11-23T08:00:00Z') }), '2026-11-23')
})

test('An appointment at 09.30 is at 09.30 on both sides of the clock changes', () => {
  for (const on of ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26']) {
    assert.equal(timeOf(instantOf(on, '09:30')), '09.30')
    assert.equal(dayOf(instantOf(on, '09:30')), on)
  }
  assert.equal(instantOf('2026-03-28', '09:30').toISOString(), '2026-03-28T08:30:00.000Z')
  assert.equal(instantOf('2026-03-29', '09:30').toISOString(), '2026-03-29T07:30:00.000Z')
  assert.equal(instantOf('2026-10-25', '09:30').toISOString(), '2026-10-25T08:30:00.000Z')
})

test('The hour that the spring night leaves out becomes the hour after, on the same day', () => {
  const lost = instantOf('2026-03-29', '02:30')
  assert.equal(dayOf(lost), '2026-03-29')
  assert.match(timeOf(lost), /^0[13]\.30$/)
  // The autumn night has 02.30 twice: either is right, and it is 02.30.
  assert.equal(timeOf(instantOf('2026-10-25', '02:30')), '02.30')
})

test('Every hour of every day comes back as it was written', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 3, max: 23 }), fc.integer({ min: 0, max: 59 }), (on, hour, minute) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const at = instantOf(on, time)
      assert.equal(dayOf(at), on)
      assert.equal(timeOf(at), time.replace(':', '.'))
    }),
    { numRuns: 500 },
  )
})

test('Week 53 comes when it comes, and week 1 may begin in December', () => {
  assert.equal(weekNumber('2026-11-23'), 48)
  assert.equal(weekNumber('2026-12-28'), 53)
  assert.equal(weekNumber('2027-01-03'), 53)
  assert.equal(weekNumber('2027-01-04'), 1)
  assert.equal(weekNumber('2024-12-30'), 1)
  assert.equal(weekNumber('2021-01-01'), 53)
  fc.assert(
    fc.property(day, on => {
      const monday = addDays(on, 1 - weekday(on))
      assert.equal(weekNumber(monday), weekNumber(addDays(monday, 6)))
      const next = weekNumber(addDays(monday, 7))
      assert.ok(next === weekNumber(monday) + 1 || (next === 1 && weekNumber(monday) >= 52))
    }),
  )
})

test('29 February is a day in leap years only', () => {
  assert.ok(isDay('2028-02-29'))
  assert.ok(isDay('2000-02-29'))
  for (const wrong of [
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '',
    '2026-02-28 ',
    'i morgen',
  ])
    assert.equal(isDay(wrong), false, wrong)
  assert.equal(addDays('2028-02-28', 1), '2028-02-29')
  assert.equal(addDays('2028-02-29', 365), '2029-02-28')
  assert.equal(daysBetween('2028-02-28', '2028-03-01'), 2)
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1)
})

test('Days are said as people say them', () => {
  assert.equal(longDay('2026-12-02'), 'onsdag 2. december')
  assert.equal(fullDay('2026-12-02'), '2. december 2026')
  assert.equal(weekdayName('2026-11-23'), 'mandag')
  assert.equal(weekday('2026-11-29'), 7)
})
