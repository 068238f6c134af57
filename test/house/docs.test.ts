import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { printedDocuments } from '../../scripts/printed.ts'
import { settings, testSettings } from '../../src/settings.ts'
import { root } from '../support/database.ts'
import { tree, withoutComments, withoutTests } from './tree.ts'

for (const [name, text] of Object.entries(printedDocuments()))
  test(`docs/${name} says what the code says`, () => {
    const stands = readFileSync(join(root, 'docs', name), 'utf8').split('\n')
    const differ = text.split('\n').find((line, at) => line !== stands[at])
    assert.ok(
      differ === undefined && text.split('\n').length === stands.length,
      `run npm run docs and commit: ${differ}`,
    )
  })

const variables = (text: string): string[] => [
  ...[...text.matchAll(/\benv\??\.([A-Z][A-Z0-9_]+)/g)].map(match => match[1] ?? ''),
  ...[...text.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/\b([A-Z][A-Z0-9_]+)\b/g)].map(match => match[1] ?? ''),
  ),
]

test('Every environment variable the code reads stands in the settings, and the other way round', () => {
  const read = new Set(
    Object.values(tree('src', 'test', 'scripts', 'bench'))
      .map(withoutComments)
      .flatMap(variables),
  )
  // Node's own mark on a test process.
  read.delete('NODE_TEST_CONTEXT')
  const listed = new Set([...settings, ...testSettings].flatMap(setting => setting.name ?? []))
  assert.deepEqual([...read].filter(name => !listed.has(name)).toSorted(), [], 'add a line to src/settings.ts')
  assert.deepEqual([...listed].filter(name => !read.has(name)).toSorted(), [], 'nobody reads it any more')
  assert.ok(read.has('DATABASE_OWNER_URL') && read.has('PORT'))
})

test('Every option stands in the settings or in the help of its command', () => {
  const commands = Object.values(withoutTests(tree('src/commands'))).join('\n')
  const options = [...commands.matchAll(/\b([a-z]+): \{ type: '(?:string|boolean)'/g)].map(match => `--${match[1]}`)
  assert.ok(options.includes('--port'))
  const usages = [...commands.matchAll(/usage:\s*(['`][^\n]*)/g)].map(match => match[1] ?? '').join('\n')
  const listed = new Set(settings.flatMap(setting => setting.option ?? []))
  assert.deepEqual(
    options.filter(option => !listed.has(option) && !usages.includes(option)),
    [],
  )
})

test('Every document that another names is there', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(file => join('docs', file)),
  ].filter(file => file.endsWith('.md') && existsSync(join(root, file)))
  const lost = documents.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
      .map(match => join(file, '..', match[1] ?? ''))
      .filter(target => !existsSync(join(root, target)) && !target.startsWith('docs/pictures/'))
      .map(target => `${file} names ${target}`),
  )
  assert.deepEqual(lost, [])
})
