import assert from 'node:assert/strict'
import { test } from 'node:test'
import { malform } from '../support/malform.ts'
import { world } from '../support/world.ts'

test('A thousand malformed requests by chance get a thousand answers, and none is a fault of ours', async () => {
  const w = await world()
  try {
    const done = await malform(w, 1_000, 1)
    assert.deepEqual(done.faults, [])
    assert.equal(done.requests, 1_000)
  } finally {
    await w.close()
  }
})
