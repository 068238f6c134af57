import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mostCareful } from './contact-together.ts'
import type { ContactRule } from './store.ts'
import { waysOf } from './ways.ts'

const answer = fc.constantFrom(true, false, null)
const rule: fc.Arbitrary<ContactRule> = fc.record({
  mayCall: answer,
  mayText: answer,
  mayLeaveMessage: answer,
  readAlong: answer,
  aloneWhenAsked: answer,
  bestHours: fc.subarray(['8-9', '9-11', '13-15']),
  language: fc.constantFrom('ar', 'da', null),
  interpreter: fc.boolean(),
})

test('no way to a woman with two files is open that either file closes, whichever comes first', () => {
  fc.assert(
    fc.property(rule, rule, (one, other) => {
      const [a, b, together] = [waysOf(one), waysOf(other), waysOf(mostCareful(one, other))]
      for (const way of ['call', 'text', 'message'] as const) assert.ok(!together[way] || (a[way] && b[way]), way)
      assert.ok(together.discreet || (!a.discreet && !b.discreet))
      for (const file of [a, b])
        if (together.call && file.hours.length > 0) assert.ok(together.hours.every(span => file.hours.includes(span)))
      if (together.call && (a.hours.length > 0 || b.hours.length > 0)) assert.ok(together.hours.length > 0)
      const turned = mostCareful(other, one)
      assert.deepEqual(waysOf(turned).call, together.call)
      assert.deepEqual(waysOf(turned).text, together.text)
    }),
  )
})

test('a file in which nobody has asked takes nothing away from what she has said in the other', () => {
  fc.assert(
    fc.property(rule, said => {
      assert.deepEqual(mostCareful(null, said), said)
      assert.deepEqual(mostCareful(said, null), said)
    }),
  )
  assert.equal(mostCareful(null, null), null)
})
