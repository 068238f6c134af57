import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gate, gateMedian, gateParts, gateTogether, threshold } from './gate.ts'

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

test('Pernille cannot find the two whom nobody has reached by taking one table from the other', () => {
  const [sent, contacted, accepted, behind] = gateTogether([43, 41, 30, 41])
  assert.deepEqual([sent?.shown, contacted?.shown, accepted?.shown, behind?.shown], [true, false, true, false])
  assert.ok(
    gateParts([20, 21], false).some(part => !part.shown),
    'the places together would tell the hidden total',
  )
})

test('Whatever the totals, no difference of two that are shown is one to four people', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 9 }), counts => {
      const cells = gateTogether(counts)
      const shown = cells.flatMap(cell => (cell.shown ? [cell.value] : []))
      for (const one of shown)
        for (const other of shown) assert.ok(one === other || Math.abs(one - other) >= threshold, `${one} ${other}`)
      for (const one of shown) assert.ok(one >= threshold)
      for (const [at, cell] of cells.entries())
        assert.equal(cell.shown, cells[counts.indexOf(counts[at] ?? 0)]?.shown, 'the same number, the same answer')
    }),
  )
})
