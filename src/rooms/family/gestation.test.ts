import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { addDays, daysBetween, oneYearAfter, readDay, writeDay } from './calendar.ts'
import { childAge, dueDateOf, gestationalAge, readGestationalAge, writeGestationalAge } from './gestation.ts'

const written = (due: string, on: string): string | undefined => {
  const age = gestationalAge(due, on)
  return age && writeGestationalAge(age)
}

test('the due date is 40+0, and the week counts back from it', () => {
  assert.equal(written('2027-01-23', '2027-01-23'), '40+0')
  assert.equal(written('2027-01-23', '2026-11-23'), '31+2')
  assert.equal(dueDateOf({ weeks: 31, days: 2 }, '2026-11-23'), '2027-01-23')
})

test('week 44+6 is the last; week 45 and a date before week 0 are refused', () => {
  assert.equal(written('2026-01-01', '2026-02-04'), '44+6')
  assert.equal(written('2026-01-01', '2026-02-05'), undefined)
  assert.equal(written('2027-09-01', '2026-11-23'), undefined)
  assert.equal(readGestationalAge('45'), undefined)
  assert.equal(readGestationalAge('45+0'), undefined)
  assert.deepEqual(readGestationalAge('44+6'), { weeks: 44, days: 6 })
})

test('the midwife writes the week as she says it', () => {
  for (const text of ['22+3', ' 22 + 3 ', 'uge 22+3', 'Uge 22+3'])
    assert.deepEqual(readGestationalAge(text), { weeks: 22, days: 3 })
  assert.deepEqual(readGestationalAge('22'), { weeks: 22, days: 0 })
  for (const text of ['', '22+7', 'x', '22+', '-3', '222']) assert.equal(readGestationalAge(text), undefined)
})

test('week and due date fill each other without loss', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 314 }), fc.integer({ min: 0, max: 20000 }), (days, offset) => {
      const on = addDays('2000-01-01', offset)
      const age = { weeks: Math.floor(days / 7), days: days % 7 }
      assert.deepEqual(gestationalAge(dueDateOf(age, on), on), age)
    }),
  )
})

test("after the birth the child's age is said in days, weeks, months and years", () => {
  const born = '2026-03-31'
  assert.equal(childAge(born, '2026-03-30'), undefined)
  assert.equal(childAge(born, '2026-03-31'), 'barn 0 dage')
  assert.equal(childAge(born, '2026-04-01'), 'barn 1 dag')
  assert.equal(childAge(born, '2026-05-12'), 'barn 6 uger')
  assert.equal(childAge(born, '2026-06-29'), 'barn 12 uger')
  assert.equal(childAge(born, '2026-07-01'), 'barn 3 mdr.')
  assert.equal(childAge(born, '2028-03-31'), 'barn 2 år')
})

test('a day is read as people write it, and 31 February is not a day', () => {
  for (const text of ['7.3.1998', '07-03-1998', '7/3 1998', '07031998', '1998-03-07', ' 7. 3. 1998 '])
    assert.equal(readDay(text), '1998-03-07', text)
  for (const text of [
    '31-02-2026',
    '29.2.2027',
    '7.3.98',
    'i dag',
    '',
    '2026-13-01',
    '00-01-2026',
    '31-12-9999',
    '1.1.0001',
  ])
    assert.equal(readDay(text), undefined, text)
  assert.equal(readDay('29.2.2028'), '2028-02-29')
  assert.equal(oneYearAfter('2028-02-29'), '2029-02-28')
  assert.equal(oneYearAfter('2027-02-28'), '2028-02-28')
  assert.equal(writeDay('2026-11-23'), '23. november 2026')
})

test('the days are the same wherever the server stands', () => {
  const file = fileURLToPath(new URL('gestation.ts', import.meta.url))
  const calendar = fileURLToPath(new URL('calendar.ts', import.meta.url))
  const script = `
    const { dueDateOf, gestationalAge, childAge } = await import(${JSON.stringify(file)})
    const { addDays, daysBetween, readDay, writeDay } = await import(${JSON.stringify(calendar)})
    console.log(JSON.stringify([dueDateOf({ weeks: 22, days: 3 }, '2026-10-24'), gestationalAge('2027-03-29', '2026-10-25'),
      childAge('2026-03-28', '2026-06-28'), addDays('2026-03-28', 2), daysBetween('2026-10-24', '2026-10-26'),
      readDay('29.3.2026'), writeDay('2026-03-29')]))`
  const run = (zone: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    })
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2)
  const here = run('Europe/Copenhagen')
  assert.match(here, /^\["2027-02-24"/)
  for (const zone of ['America/New_York', 'Pacific/Auckland', 'UTC']) assert.equal(run(zone), here, zone)
})
