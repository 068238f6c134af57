import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../support/database.ts'
import { isTest, tree } from './tree.ts'

/** The kernel's tests and the rules of the rooms: days and hours are reckoned there. */
const files = Object.keys(tree('src')).filter(
  path =>
    isTest(path) &&
    path.endsWith('.test.ts') &&
    !path.includes('.browser.') &&
    !path.endsWith('start.test.ts') &&
    (path.startsWith('src/kernel/') || !/test\/support/.test(readFileSync(join(root, path), 'utf8'))),
)

test('A day in Denmark is the same day for a server in New York', async () => {
  // Without the mark of the surrounding run, or the inner one would not report for itself.
  const { NODE_TEST_CONTEXT: _mark, ...env } = process.env
  const inner = spawn(process.execPath, ['--test', '--test-reporter=dot', '--test-isolation=none', ...files], {
    cwd: root,
    env: { ...env, TZ: 'America/New_York', BROBYGGER_SEQUENCES: '200' },
  })
  const said: Buffer[] = []
  for (const stream of [inner.stdout, inner.stderr]) stream.on('data', chunk => said.push(chunk))
  const code = await new Promise(done => inner.once('close', done))
  assert.equal(code, 0, Buffer.concat(said).toString())
  assert.ok(files.some(path => path.includes('kernel/')) && files.length > 8)
})
