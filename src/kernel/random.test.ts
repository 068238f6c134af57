import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from './random.ts'

test('A hundred thousand women from one seed: no two share an id, and a second run gives the same', () => {
  const women = (seed: number) => {
    const ids = new Set<string>()
    for (let n = 0; n < 100_000; n++) {
      const woman = randomFrom(seed).fork(String(n))
      ids.add(woman.id()).add(woman.id())
    }
    return ids
  }
  const ids = women(1)
  assert.equal(ids.size, 200_000)
  assert.match([...ids][0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.deepEqual([...women(1)].slice(0, 5), [...ids].slice(0, 5))
  assert.notDeepEqual([...women(2)].slice(0, 5), [...ids].slice(0, 5))
})

test('A part has its own stream, however much another draws', () => {
  const [one, other] = [randomFrom(7), randomFrom(7)]
  for (let n = 0; n < 50; n++) other.next()
  assert.equal(one.fork('days').next(), other.fork('days').next())
  assert.notEqual(one.fork('days').next(), one.fork('houses').next())
})

test('Chance is even: each tenth of 100,000 draws holds a tenth, and neighbours tell nothing of each other', () => {
  const random = randomFrom('even')
  const tenths = new Array<number>(10).fill(0)
  let product = 0
  let last = random.next()
  for (let n = 0; n < 100_000; n++) {
    const drawn = random.next()
    tenths[Math.floor(drawn * 10)] = (tenths[Math.floor(drawn * 10)] ?? 0) + 1
    product += (drawn - 0.5) * (last - 0.5)
    last = drawn
  }
  for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 400, String(tenths))
  assert.ok(Math.abs(product / 100_000) < 0.001)
})
