import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gate, gateMedian, gateParts, threshold } from './gate.ts'

test('Programleder Pernille sees no count of people below five', () => {
  assert.deepEqual([0, 1, 4].map(gate), [{ shown: false }, { shown: false }, { shown: false }])
  assert.deepEqual(gate(5), { shown: true, value: 5 })
  assert.deepEqual(gateMedian(12, 9), { shown: false })
  assert.deepEqual(gateMedian(12, 10), { shown: true, value: 12 })
})

test('A single small site cannot be found by taking the others from the total', () => {
  const shown = gateParts([40, 3, 12, 25])
  assert.deepEqual(
    shown.map(c => c.shown),
    [true, false, false, true],
  )
})

test('Whatever the counts, what is hidden is more than one number and at least five people, or nothing is shown', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }), counts => {
      const shown = gateParts(counts)
      const hidden = counts.filter((_, at) => !shown[at]?.shown)
      for (const [at, cell] of shown.entries())
        if (cell.shown) assert.ok(cell.value >= threshold && cell.value === counts[at])
      if (hidden.length === 0 || hidden.length === counts.length) return
      assert.ok(hidden.length > 1)
      assert.ok(hidden.reduce((a, b) => a + b, 0) >= threshold)
    }),
  )
})
