import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../support/database.ts'
import { chapters, requirements } from './asvs.ts'

const list = join(process.env.BROBYGGER_REFERENCE ?? join(root, '../shared'), 'house/asvs5.csv')
const missing = existsSync(list) ? false : 'the list of the standard is not here; set BROBYGGER_REFERENCE'

/** The ids of levels 1 and 2; requirements may hold commas, quotes and line breaks. */
const wanted = (text: string): string[] =>
  [...text.matchAll(/^V\d+,.*?,(V\d+\.\d+\.\d+),(?:"(?:[^"]|"")*"|[^"\n]*),([123])\r?$/gms)]
    .filter(([, , level]) => level !== '3')
    .map(([, id]) => id ?? '')

test('Every requirement of levels 1 and 2 is answered exactly once', { skip: missing }, () => {
  const ids = wanted(readFileSync(list, 'utf8'))
  assert.equal(ids.length, 253)
  assert.deepEqual(requirements.map(one => one.id).toSorted(), ids.toSorted())
})

test('The requirements stand in the order of the standard, under a chapter each', () => {
  const place = ({ id }: { id: string }) => id.slice(1).split('.').map(Number)
  const order = requirements.map(place)
  const sorted = order.toSorted(
    (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
  )
  assert.deepEqual(order, sorted)
  assert.deepEqual([...new Set(order.map(([chapter]) => String(chapter)))], Object.keys(chapters))
})

/** What is wrong with a proof: a file that is not there, or a test that has another name by now. */
const fault = (proof: string): string | undefined => {
  const [file = '', ...rest] = proof.split(': ')
  const title = rest.join(': ')
  if (!existsSync(join(root, file))) return `${file} is not there`
  if (/\.test\.ts$/.test(file) !== Boolean(title))
    return `${file}: a test is named by its title, anything else by its file`
  if (!title) return undefined
  const text = readFileSync(join(root, file), 'utf8')
  // Beside test( a title may begin a row of a list that the file walks.
  const stands = ["'", '"', '`'].some(quote =>
    text
      .split(`${quote}${title}${quote}`)
      .slice(0, -1)
      .some(before => /(?:\btest\(|\[)\s*$/.test(before)),
  )
  return stands ? undefined : `${file} has no test '${title}'`
}

test('Every proof is there: the file, and in a test file the title', () => {
  assert.ok(fault('test/house/asvs.test.ts: A test that nobody has written'), 'a wrong title was not found')
  assert.ok(fault('src/doors/guard.test.ts: no-store'), 'a text that is no title was taken for one')
  assert.ok(fault('src/nowhere.ts'))
  assert.ok(fault('test/house/asvs.test.ts'))
  assert.deepEqual(
    requirements.flatMap(one => (one.state === 'met' ? one.proofs.flatMap(proof => fault(proof) ?? []) : [])),
    [],
  )
  assert.ok(requirements.every(one => one.state !== 'met' || one.proofs.length > 0))
})
