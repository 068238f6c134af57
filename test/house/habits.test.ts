import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { map } from '../../src/map.ts'
import { root } from '../support/database.ts'
import { type Tree, tree, withoutComments, withoutTests } from './tree.ts'

const rooms = withoutTests(tree('src/rooms'))
// The sample shows every part in every state to the tests, hostile text among them.
const { 'src/design/sample.ts': _sample, ...site } = withoutTests(tree('src'))

/** Lines of code that match, with their file. */
const linesWith = (files: Tree, pattern: RegExp): string[] =>
  Object.entries(files).flatMap(([path, text]) =>
    withoutComments(text)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
  )

/** A habit, the code it is about, what breaks it, and a line that must be found. */
const habits: [string, Tree, RegExp, string][] = [
  [
    'A room takes its time from the clock of the visit',
    rooms,
    /new Date\(\s*\)|\bDate\.now\(|(?<!\.)\bDate\(\s*\)/,
    'const now = new Date()',
  ],
  ['A room leaves chance to the kernel', rooms, /\bMath\.random\(/, 'Math.random()'],
  ['No page has a script of its own in the text', site, /<script(?![^>]*\bsrc=)[\s>]/i, 'html`<script>go()</script>`'],
  [
    'No page has a style of its own in the text',
    site,
    /<style[\s>]|[\s"'`]style=["'$]/i,
    'html`<p style="color:red">`',
  ],
  [
    'No tag carries its own script',
    site,
    /\son(?:click|change|submit|load|input|focus|blur|key\w+)=/i,
    'html`<a onclick="go()">`',
  ],
  ['Text is escaped: raw() is for the document type alone', rooms, /(?<!\.)\braw\(/, 'raw(note)'],
  [
    'No text is run as a program, and no script writes markup',
    site,
    /\beval\(|\bnew Function\(|\.(?:innerHTML|outerHTML)\b|\binsertAdjacentHTML\(|\bdocument\.write\(/,
    'eval(typed)',
  ],
  ['SQL is put together from fixed words alone', site, /\bsql\.raw\((?!'[^']*'\))/, 'sql.raw(typed)'],
  [
    'No text is fetched from somewhere else',
    site,
    /<(?:script|img|iframe|link)[^>]*\b(?:src|href)=["']?(?:https?:)?\/\//i,
    '<img src="https://example.org/a.png">',
  ],
  [
    'A room opens no connection of its own',
    rooms,
    /from ['"]pg['"]|\bnew (?:pg\.)?(?:Pool|Client)\(/,
    `import pg from 'pg'`,
  ],
  ['Nothing is left for later', site, /\bTODO\b|\bFIXME\b|\bXXX\b/, 'const TODO = 1'],
  [
    'The compiler is not told to look away',
    site,
    /@ts-(?:ignore|expect-error|nocheck)|\bas any\b|: any\b/,
    'const a: any = 1',
  ],
  ['No fault is swallowed', site, /catch\s*(?:\([^)]*\))?\s*\{\s*\}/, 'try { go() } catch {}'],
]
for (const [habit, files, pattern, broken] of habits)
  test(habit, () => {
    assert.equal(linesWith({ 'planted.ts': broken }, pattern).length, 1, 'the planted line was not found')
    assert.deepEqual(linesWith(files, pattern), [])
  })

test('A file that runs in a room is short enough to read: 400 lines at most', () => {
  assert.deepEqual(
    Object.entries(site)
      .filter(([path, text]) => path.endsWith('.ts') && !path.endsWith('schema.ts') && text.split('\n').length > 400)
      .map(([path]) => path),
    [],
  )
})

test('Every room says whom it serves and what it never does, in a page short enough to be read', () => {
  const told = Object.keys(map).map(room => {
    const file = join(root, 'src/rooms', room, 'README.md')
    return { room, text: existsSync(file) ? readFileSync(file, 'utf8') : '' }
  })
  assert.deepEqual(
    told.filter(({ text }) => !/^For /m.test(text) || !/\bIt never\b/.test(text)).map(({ room }) => room),
    [],
  )
  assert.ok(told.every(({ text }) => text.split('\n').length <= 25))
})
