import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examples, pagesToOpen } from './pages.ts'

const advice = (path: string): string =>
  `${path} stands in no accessibility run. Add to test/house/pages.ts a line like: '${path}': async w => ({ as: 'lone', path: '…' })`

test('Every page is opened in the accessibility run', () => {
  const missing = [...pagesToOpen()].filter(([, open]) => !open).map(([path]) => advice(path))
  assert.deepEqual(missing, [])
})

test('Every example in the accessibility run is of a page that exists', () => {
  const pages = pagesToOpen()
  assert.deepEqual(
    Object.keys(examples).filter(path => !pages.has(path)),
    [],
  )
})
