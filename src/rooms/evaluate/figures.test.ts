import assert from 'node:assert/strict'
import { test } from 'node:test'
import { world } from '../../../test/support/world.ts'
import { waitingOf } from './figures.ts'

test('Programleder Pernille reads waiting in the weekdays that the promise counts, weekends left out', () => {
  const wait = (from: string, to: string, people: number) => ({ site: null, from, to, people })
  const waiting = waitingOf([
    wait('2026-11-20', '2026-11-23', 6), // Friday to Monday
    wait('2026-11-16', '2026-11-23', 3),
    wait('2026-11-02', '2026-11-23', 1),
  ])
  assert.deepEqual(waiting, { behind: 10, median: 1, ninety: 5 })
  assert.deepEqual(waitingOf([]), { behind: 0, median: null, ninety: null })
})

test('Pernille reads what no agreement states, and the names of documents instead of our keys of them', async () => {
  const w = await world()
  try {
    const { text } = await w.pernille.get('/programmer/syddanmark/tal')
    assert.match(text, /Måltal for hvert kvartal: ikke oplyst/)
    assert.match(text, /Måltal for hvert sted: ikke oplyst/)
    assert.match(text, /Ventetid i hverdage.*5 hverdage til første kontakt/)
    assert.match(text, /Kilde: Bilag 3/)
    assert.doesNotMatch(text, /\b[SW]0\d+\b|kalenderdage/)
  } finally {
    await w.close()
  }
})

test('Pernille is met by targets and figures, which are her day, and Dorte by what she is to look through', async () => {
  const w = await world()
  try {
    assert.equal((await w.pernille.get('/')).location, '/programmer/syddanmark/tal')
    assert.equal((await w.dorte.get('/')).location, '/kontrol')
  } finally {
    await w.close()
  }
})
