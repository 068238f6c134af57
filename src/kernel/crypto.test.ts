import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blindIndex, keysFrom, newKey, seal, unseal, unwrapKey, wrapKey } from './crypto.ts'

const keys = keysFrom(Buffer.alloc(32, 1))
const [region, association] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const subject = '33333333-3333-4333-8333-333333333333'

test('What is sealed comes back word for word, and nothing of it shows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      const key = newKey()
      const sealed = seal(key, 'family.person.name:1', text)
      assert.equal(unseal(key, 'family.person.name:1', sealed), text)
      if (text.length > 3) assert.equal(sealed.includes(Buffer.from(text)), false)
    }),
  )
})

test('Amina’s name moved to another row, column or person does not open', () => {
  const key = newKey()
  const sealed = seal(key, 'family.person.name:1', 'Amina Test Hansen')
  assert.throws(() => unseal(key, 'family.person.name:2', sealed))
  assert.throws(() => unseal(key, 'family.person.phone:1', sealed))
  assert.throws(() => unseal(newKey(), 'family.person.name:1', sealed))
})

test('A changed or cut ciphertext does not open, wherever the change is', () => {
  const key = newKey()
  const sealed = seal(key, 'a', 'Amina')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => unseal(key, 'a', changed), `byte ${at}`)
  }
  for (const length of [0, 5, 12, 27, sealed.length - 1])
    assert.throws(() => unseal(key, 'a', sealed.subarray(0, length)))
})

test('The same name is never sealed the same way twice', () => {
  const key = newKey()
  assert.notDeepEqual(seal(key, 'a', 'Amina'), seal(key, 'a', 'Amina'))
})

test('A person’s key opens in her own organisation alone', () => {
  const key = newKey()
  const wrapped = wrapKey(keys, region, subject, key)
  assert.deepEqual(unwrapKey(keys, region, subject, wrapped), key)
  assert.throws(() => unwrapKey(keys, association, subject, wrapped))
  assert.throws(() => unwrapKey(keys, region, association, wrapped))
  assert.throws(() => unwrapKey(keysFrom(Buffer.alloc(32, 2)), region, subject, wrapped))
})

test('The same CPR number leaves another index in each organisation, each use and under each master key', () => {
  const indexes = [
    blindIndex(keys, region, 'cpr', '6304981234'),
    blindIndex(keys, association, 'cpr', '6304981234'),
    blindIndex(keys, region, 'phone', '6304981234'),
    blindIndex(keysFrom(Buffer.alloc(32, 2)), region, 'cpr', '6304981234'),
    blindIndex(keys, region, 'cpr', '6304981235'),
  ].map(index => index.toString('hex'))
  assert.equal(new Set(indexes).size, indexes.length)
  assert.equal(indexes[0], blindIndex(keysFrom(Buffer.alloc(32, 1)), region, 'cpr', '6304981234').toString('hex'))
})

test('The key that finds is not the key that seals', () => {
  assert.notDeepEqual(keys.index(region), keys.wrapping(region))
})
