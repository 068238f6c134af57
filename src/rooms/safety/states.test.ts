import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Before, moveScreening, screeningVerbs, verbs } from './states.ts'

const anyVerb = fc.constantFrom(...screeningVerbs)
const anyRoom = fc.constantFrom(true, false, null)

test('However the days go, a question put off because she was not alone is never a no', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyVerb, anyRoom), { maxLength: 30 }), steps => {
      let state: Before = 'none'
      for (const [verb, alone] of steps) {
        const to = moveScreening(state, verb, alone)
        if (!to) continue
        assert.equal(to === 'postponedNotAlone', alone === false)
        if (to === 'negative') assert.equal(alone, true)
        state = to
      }
    }),
    { numRuns: 2_000 },
  )
})

test('What she has told stays told, until somebody says that it was written by mistake', () => {
  fc.assert(
    fc.property(anyVerb, anyRoom, (verb, alone) => {
      const to = moveScreening('positive', verb, alone)
      assert.ok(to === undefined || to === 'positive' || verb === 'undo')
    }),
  )
})

test('Every state has a next act and a day', () => {
  for (const { next, days } of Object.values(verbs)) assert.ok(next && days > 0)
})

test('The database knows the same moves, and no others', () => {
  const text = readFileSync(join(import.meta.dirname, 'migrations/20261126-0210-safety.sql'), 'utf8')
  const said = /constraint screening_moves check \(([\s\S]*?)\)\)\s*\n\);/.exec(text)?.[1] ?? ''
  const there = [...said.matchAll(/\('(\w+)', '(\w+)', '(\w+)'\)/g)].map(([, ...move]) => move.join(' '))
  const here = screeningVerbs.flatMap(verb => verbs[verb].from.map(from => `${verb} ${from} ${verbs[verb].to}`))
  assert.deepEqual(there.sort(), here.sort())
})
