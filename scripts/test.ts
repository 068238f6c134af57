// npm test: starts a throw-away PostgreSQL (or uses BROBYGGER_TEST_SERVER), makes the template, runs every test file.
// node scripts/test.ts FILE … runs those alone. BROBYGGER_TESTS=database leaves out the browser.
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { findChromium } from '../test/support/browser.ts'
import { hasReference, makeTemplate, root } from '../test/support/database.ts'
import { fillTemplate } from '../test/support/template.ts'

const started = performance.now()
const missing = [
  ...(findChromium() || process.env.BROBYGGER_TESTS === 'database'
    ? []
    : ['Chromium (install it with: apt-get install chromium)']),
  ...(hasReference() ? [] : ['the reference data (set BROBYGGER_REFERENCE to their folder)']),
]
if (missing.length > 0 && process.env.CI) {
  console.error(`Missing, and nothing may be skipped here: ${missing.join('; ')}`)
  process.exit(1)
}
for (const what of missing) console.log(`Skipping the tests that need ${what}`)

const wanted = process.argv.slice(2)
const files = (
  wanted.length > 0 ? wanted : globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root })
)
  .filter(file => process.env.BROBYGGER_TESTS !== 'database' || !file.includes('.browser.'))
  .map(file => join(root, relative(root, file)))
  .sort()

const folder = mkdtempSync(join(tmpdir(), 'brobygger-test-'))
const server = process.env.BROBYGGER_TEST_SERVER ? undefined : await startEmbedded(folder, { durable: false })
process.env.BROBYGGER_TEST_SERVER ??= server?.adminUrl
process.env.BROBYGGER_LOG ??= 'off'

const counts = { passed: 0, failed: 0, skipped: 0 }
let code = 1
try {
  await makeTemplate(fillTemplate)
  const tests = run({ files, concurrency: 2, isolation: 'process', forceExit: false, timeout: 600_000 })
  // Files are reported as tests of their own: count the leaves, and a file that could not even load.
  tests.on('test:pass', ({ details, skip, name }) => {
    if (details.type === 'suite' || isFile(name)) return
    if (skip) counts.skipped++
    else counts.passed++
  })
  tests.on('test:fail', ({ details, name }) => {
    if (details.type === 'suite') return
    if (isFile(name) && counts.failed > 0) return
    counts.failed++
  })
  await new Promise<void>((resolve, reject) => {
    tests.compose(new spec()).pipe(process.stdout, { end: false })
    tests.once('end', resolve)
    tests.once('error', reject)
  })
  if (counts.skipped > 0) console.log(`${counts.skipped} skipped`)
  console.log(`${Math.round((performance.now() - started) / 1000)} s`)
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  code = counts.failed > 0 || counts.passed === 0 ? 1 : 0
} finally {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write('', () => process.exit(code))

function isFile(name: string): boolean {
  return name.endsWith('.test.ts')
}
