import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { expected } from './facts.expected.testing.ts'
import { factsDocument, factsOf } from './facts.ts'
import { readAll } from './programmes.testing.ts'

const root = join(import.meta.dirname, '../../..')
const sheets = join(process.env.BROBYGGER_REFERENCE ?? join(root, '../shared'), 'domain/DOMAIN.md')
const missing = existsSync(sheets) ? false : 'the fact sheets are not here; set BROBYGGER_REFERENCE'
const programmes = readAll()
const facts = programmes.flatMap(factsOf)

test('Every fact of the five fact sheets is carried by a programme file', { skip: missing }, () => {
  const ids = new Set(readFileSync(sheets, 'utf8').match(/(?<=^\| )F-\d{3}-\d{1,2}(?= \|)/gm))
  assert.ok(ids.size > 100, `only ${ids.size} facts found in the sheets`)
  assert.deepEqual(
    [...ids].filter(id => !facts.some(fact => fact.id === id)),
    [],
  )
  assert.deepEqual(
    facts.map(fact => fact.id).filter(id => !ids.has(id)),
    [],
  )
})

for (const [id, words] of Object.entries(expected)) {
  test(`The words that carry ${id} say what the fact says`, () => {
    const said = facts.filter(fact => fact.id === id).map(fact => fact.value)
    const all = said.join(' ').toLocaleLowerCase('da')
    for (const word of words)
      assert.ok(all.includes(word.toLocaleLowerCase('da')), `"${word}" is not in: ${said.join(' | ')}`)
  })
}

test('There is an expectation for every fact that a file carries', () => {
  assert.deepEqual(
    [...new Set(facts.map(f => f.id))].filter(id => !Object.hasOwn(expected, id)),
    [],
  )
})

test('The printed list of facts is the one the files give', () => {
  assert.equal(readFileSync(join(root, 'docs/facts.md'), 'utf8'), factsDocument(programmes))
})
