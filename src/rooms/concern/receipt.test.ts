import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../kernel/clock.ts'
import { receiptDue } from './receipt.ts'

test('Sent on a Monday: six weekdays with Saturday end on the Monday after, without it on the Tuesday', () => {
  assert.equal(receiptDue('2026-11-23', true), '2026-11-30')
  assert.equal(receiptDue('2026-11-23', false), '2026-12-01')
})

test('Holidays do not count: sent the day before Christmas Eve', () => {
  assert.equal(receiptDue('2026-12-23', true), '2027-01-02')
  assert.equal(receiptDue('2026-12-23', false), '2027-01-04')
})

test('The receipt is never due before six days have gone, nor earlier when Saturday does not count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000 }), days => {
      const day = addDays('2024-01-01', days)
      assert.ok(receiptDue(day, true) >= addDays(day, 6))
      assert.ok(receiptDue(day, true) <= receiptDue(day, false))
    }),
  )
})
