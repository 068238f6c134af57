import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readWanted } from './wanted.ts'

const today = '2026-11-23'

test('A name, a phone or a birth date is told apart as it is typed', () => {
  assert.deepEqual(readWanted('karla hans', today), [{ name: 'karla hans' }])
  assert.deepEqual(readWanted('+45 00 00 12 34', today), [{ phone: '4500001234' }])
  assert.deepEqual(readWanted('00001234', today), [{ phone: '00001234' }])
  assert.deepEqual(readWanted('7.3.1998', today), [{ birthDate: '1998-03-07' }])
  assert.deepEqual(readWanted('Karla 7/3 1998', today), [{ name: 'Karla', birthDate: '1998-03-07' }])
})

test('Eight digits that are also a day are looked for as both', () => {
  assert.deepEqual(readWanted('07031998', today), [{ birthDate: '1998-03-07' }, { phone: '07031998' }])
})

test('Of a CPR number the birthday is used, so that a slip in the last four does not hide her', () => {
  assert.deepEqual(readWanted('670398-1234', today), [{ birthDate: '1998-03-07' }])
})

test('Nothing to look for is said, never answered with everybody', () => {
  for (const text of ['', '   ', 'k', '7', '12-34', 'a\0b', 'x'.repeat(201)])
    assert.equal(readWanted(text, today), undefined)
})

test('Whatever is typed is read without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
      for (const way of readWanted(text, today) ?? []) assert.ok(Object.keys(way).length > 0)
    }),
  )
})
