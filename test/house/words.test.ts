import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../support/database.ts'
import { tree, withoutComments } from './tree.ts'

const rows = readFileSync(join(root, 'docs/words.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| (?!Danish|-)/.test(line))
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, danish = '', code = '', is = '']) => ({ danish, code: code.split(', '), coming: is.startsWith('_coming') }))
const code = Object.values(tree('src')).map(withoutComments).join('\n')
const asIs = (word: string) => new RegExp(`\\b${word}\\b`).test(code)
// not_reached, notReached and NotReached are one word.
const used = (word: string) => new RegExp(word.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_?'), 'i').test(code)

test('Every word of the list stands in the code, and a coming one not yet', () => {
  const words = rows.flatMap(({ code: names, coming }) => names.map(word => ({ word, coming })))
  assert.ok(words.length > 50)
  assert.deepEqual(
    words.filter(({ word, coming }) => !coming && !used(word)).map(({ word }) => `${word} is not in the code`),
    [],
  )
  assert.deepEqual(
    words.filter(({ word, coming }) => coming && asIs(word)).map(({ word }) => `${word} has come`),
    [],
  )
})

test('No word means two things', () => {
  const words = rows.flatMap(row => row.code)
  assert.deepEqual(
    words.filter((word, at) => words.indexOf(word) !== at),
    [],
  )
})
