import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '../../src/rooms.ts'
import { world } from '../support/world.ts'
import { findExamples, pageAddresses } from './pages.ts'

/** The most queries each page that is read has sent, from now on. */
const countQueries = (): Map<string, number> => {
  const most = new Map<string, number>()
  for (const route of routes.filter(one => one.method === 'get')) {
    const { handle } = route
    route.handle = async visit => {
      const answer = await handle(visit)
      most.set(route.path, Math.max(most.get(route.path) ?? 0, visit.db.queries))
      return answer
    }
  }
  return most
}

test('Every page is reached by links from a start page, opened in the accessibility run, and asks at most eight times', async () => {
  const queries = countQueries()
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
    assert.ok(queries.size > 20)
    assert.deepEqual(
      [...queries].filter(([, most]) => most > 8),
      [],
    )
  } finally {
    await w.close()
  }
})
