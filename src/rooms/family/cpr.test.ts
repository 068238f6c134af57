import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from './calendar.ts'
import { maskCpr, parseCpr } from './cpr.ts'

const today = '2026-11-23'

const born = (text: string): string => {
  const reading = parseCpr(text, today)
  return reading.ok ? reading.birthDate : reading.fault
}

test('the midwife may write the number with hyphen, space or neither', () => {
  for (const text of ['010100-4996', ' 010100 4996 ', '0101004996', '010100–4996'])
    assert.deepEqual(parseCpr(text, today), {
      ok: true,
      cpr: '0101004996',
      birthDate: '2000-01-01',
      replacement: false,
    })
})

test('the seventh digit gives the century', () => {
  assert.equal(born('0102030001'), '1903-02-01')
  assert.equal(born('0102994001'), '1999-02-01')
  assert.equal(born('0102234001'), '2023-02-01')
  assert.equal(born('0102579001'), '1957-02-01')
  assert.equal(born('0102228001'), '2022-02-01')
  assert.equal(born('0102585001'), '1858-02-01')
})

test('a woman on a replacement number is let in: day plus 60, or letters at the end', () => {
  assert.deepEqual(parseCpr('670390-0001', today), {
    ok: true,
    cpr: '6703900001',
    birthDate: '1990-03-07',
    replacement: true,
  })
  assert.deepEqual(parseCpr('070390-1ab2', today), {
    ok: true,
    cpr: '0703901AB2',
    birthDate: '1990-03-07',
    replacement: true,
  })
  assert.equal(born('070390-ABCD'), '1990-03-07')
  assert.equal(born('070326-ABCD'), '2026-03-07', 'the latest century that is not in the future')
  assert.equal(born('241126-ABCD'), '1926-11-24', 'born tomorrow would be the future')
})

test('29 February exists only in leap years', () => {
  assert.equal(born('2902000001'), 'date', '1900 was no leap year')
  assert.equal(born('2902004001'), '2000-02-29')
  assert.equal(born('8902964001'), '1996-02-29')
  assert.equal(born('290299-0001'), 'date')
  assert.equal(born('290200-ABCD'), '2000-02-29')
})

test('what is no number is told apart from what is no date', () => {
  assert.equal(born(''), 'empty')
  assert.equal(born('12345'), 'format')
  assert.equal(born('01010A-1234'), 'format')
  for (const text of ['3202900001', '0013900001', '6002900001', '9202900001', '0000900001'])
    assert.equal(born(text), 'date')
  assert.equal(born('0101364001'), 'future')
})

test('every day of 120 years is accepted, without a checksum', () => {
  const dates = fc.integer({ min: 0, max: 365 * 100 }).map(n => addDays('1920-01-01', n))
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 999 }), fc.boolean(), (date, serial, replacement) => {
      const [year, month, day] = date.split('-').map(Number) as [number, number, number]
      const seventh = year < 2000 ? '0' : '4'
      const text =
        String(replacement ? day + 60 : day).padStart(2, '0') +
        String(month).padStart(2, '0') +
        String(year % 100).padStart(2, '0') +
        seventh +
        String(serial).padStart(3, '0')
      assert.equal(born(text), date)
    }),
  )
})

test('a page shows the birth date and four dots', () => {
  assert.equal(maskCpr('0101004996'), '010100-••••')
})

const patients = join(process.env.BROBYGGER_REFERENCE ?? '../shared', 'domain/data/medcom-test-patients.json')
const missing = existsSync(patients) ? false : `no reference data at ${patients}: set BROBYGGER_REFERENCE`

test("all 38 of MedCom's test patients are let in with their own birth date", { skip: missing }, () => {
  const list = JSON.parse(readFileSync(patients, 'utf8')) as {
    patients: { id: string; cpr: string; birthDate: string }[]
  }
  assert.equal(list.patients.length, 38)
  for (const patient of list.patients) assert.equal(born(patient.cpr), patient.birthDate, patient.id)
})
