import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newReference, parseReference } from './reference.ts'

const someReference = fc
  .array(fc.integer({ min: 0, max: 18 }), { minLength: 5, maxLength: 5 })
  .map(values => newReference(() => values.pop() as number))

test('a reference is short and has no look-alikes', () => {
  for (let n = 0; n < 2000; n += 1) assert.match(newReference(), /^[3479CFGHJKMNPQRTWXY]{3}-[3479CFGHJKMNPQRTWXY]{3}$/)
})

test('Karen may type it in small letters, with spaces or without the hyphen', () => {
  fc.assert(
    fc.property(someReference, reference => {
      const bare = reference.replace('-', '')
      for (const typed of [
        reference,
        bare,
        bare.toLowerCase(),
        ` ${bare.slice(0, 2)} ${bare.slice(2)} `,
        reference.replace('-', '–'),
      ])
        assert.equal(parseReference(typed), reference)
    }),
  )
})

test('one wrong character or two that changed places are always noticed', () => {
  const alphabet = [...'3479CFGHJKMNPQRTWXY']
  fc.assert(
    fc.property(someReference, reference => {
      const letters = [...reference.replace('-', '')]
      for (let at = 0; at < 6; at += 1) {
        for (const other of alphabet)
          if (other !== letters[at]) assert.equal(parseReference(letters.with(at, other).join('')), undefined)
        for (let to = at + 1; to < 6; to += 1)
          if (letters[at] !== letters[to])
            assert.equal(
              parseReference(
                letters
                  .with(at, letters[to] as string)
                  .with(to, letters[at] as string)
                  .join(''),
              ),
              undefined,
            )
      }
    }),
    { numRuns: 50 },
  )
  for (const typed of ['', 'K7M', 'K7M-4QX9', 'O0I-1L5', '💛💛💛💛💛💛']) assert.equal(parseReference(typed), undefined)
})
