import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvOf } from './csv.ts'

test('No cell begins a formula, whatever somebody has typed', () => {
  for (const typed of ['=1+1', '+45', '-2', '@sum', '\t=1', '\r=1', '\n=1'])
    assert.match(csvOf(['a'], [[typed]]), /\r\n"?'[=+\-@\t\r\n]/)
})

test('What was put in comes out again', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), cells => {
      const line = csvOf([], [cells]).slice(3)
      const read = [...`${line.slice(0, -2)};`.matchAll(/(?:"((?:[^"]|"")*)"|([^";]*));/g)].map(([, quoted, plain]) =>
        (quoted?.replaceAll('""', '"') ?? plain ?? '').replace(/^'(?=[=+\-@\t\r\n])/, ''),
      )
      assert.deepEqual(read, cells.length === 0 ? [''] : cells.map(cell => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')))
    }),
  )
})
