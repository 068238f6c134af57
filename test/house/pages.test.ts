import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../support/world.ts'
import { findExamples, pageAddresses } from './pages.ts'

test('Every page is reached by links from a start page, and so opened in the accessibility run', async () => {
  const w = await world()
  try {
    const found = await findExamples(w)
    const missing = pageAddresses.filter(path => !found.has(path))
    assert.deepEqual(
      missing,
      [],
      'no link leads there from what test/house/scene.ts has set up. Set more up there; or return it there as "address: { as, path }" when only a form leads to it',
    )
    assert.deepEqual(
      [...found.keys()].filter(path => !pageAddresses.includes(path)),
      [],
      'the scene names pages that do not exist',
    )
  } finally {
    await w.close()
  }
})
