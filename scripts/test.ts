// npm test: starts a throw-away PostgreSQL (or uses BROBYGGER_TEST_SERVER), makes the template, runs every test file.
// node scripts/test.ts FILE … [--name "words"] runs those alone. BROBYGGER_TESTS=database: those that need the database.
import { accessSync, constants, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'
import { installedVersions } from '../src/commands/postgres-tools.ts'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { PlainFault } from '../src/kernel/refusal.ts'
import { findChromium, installChromium } from '../test/support/browser.ts'
import { hasReference, installServer, makeTemplate, root } from '../test/support/database.ts'
import { fillTemplate } from '../test/support/template.ts'

const started = performance.now()
const { values, positionals } = parseArgs({ allowPositionals: true, options: { name: { type: 'string' } } })
const databaseOnly = process.env.BROBYGGER_TESTS === 'database'

const isBrowser = (file: string) => file.includes('.browser.')
const isSlow = (file: string) => isBrowser(file) || file.includes('sequences.')
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
// What starts the program itself proves the program, which is the same whatever server is beneath.
const usesDatabase = (file: string) =>
  /support\/(?:world|database)\.ts/.test(textOf(file)) && !textOf(file).includes("from 'node:child_process'")

const all = globSync(['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'], { cwd: root })
const given = positionals.map(file => relative(root, resolve(file)))
const unknown = given.filter(file => !all.includes(file))
// The slow ones first, so that the two at a time end together.
const files = (given.length > 0 ? given : all)
  .filter(file => !databaseOnly || (!isBrowser(file) && usesDatabase(file)))
  .sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || (a < b ? -1 : 1))
  .map(file => join(root, file))

const missing = [
  ...(findChromium() || !files.some(isBrowser) ? [] : [`a browser. ${installChromium}`]),
  ...(installedVersions().length > 0 || !files.some(file => file.includes('backup.'))
    ? []
    : [`a server. ${installServer}`]),
  ...(hasReference() ? [] : ['the reference data. Set BROBYGGER_REFERENCE to their folder']),
]

// A copy of a database per test is what a run waits for: in memory it takes a tenth of the time.
const memory = '/dev/shm'
const hasRoom = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 4 * 2 ** 30
  } catch {
    return false
  }
}

const counts = { passed: 0, failed: 0, skipped: 0 }
const closing = (): number => {
  if (counts.skipped > 0) console.log(`${counts.skipped} skipped`)
  console.log(`${Math.round((performance.now() - started) / 1000)} s`)
  console.log(`${counts.passed} passed, ${counts.failed} failed`)
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0
}
const refused = (sentence: string): number => {
  console.error(sentence)
  counts.failed++
  return closing()
}

const main = async (): Promise<number> => {
  if (unknown.length > 0) return refused(`No such test file: ${unknown.join(', ')}`)
  if (missing.length > 0 && process.env.CI)
    return refused(`Missing, and nothing may be skipped here: ${missing.join('; ')}`)
  for (const what of missing) console.log(`Skipping the tests that need ${what}`)
  // Each test file is a process of its own and reads most of the house: what is translated once is kept.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/brobygger')
  if (hasRoom(memory)) process.env.TMPDIR ??= memory
  // Always among the temporary files: the user postgres must be able to walk in, also when root runs the tests.
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-test-'))
  const server = process.env.BROBYGGER_TEST_SERVER ? undefined : await startEmbedded(folder, { durable: false })
  process.env.BROBYGGER_TEST_SERVER ??= server?.adminUrl
  process.env.BROBYGGER_LOG ??= 'off'
  try {
    await makeTemplate(fillTemplate)
    await runAll()
    if (counts.passed + counts.failed + counts.skipped === 0) return refused('Not a single test was found.')
    return closing()
  } finally {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const runAll = async () => {
  const failedFiles = new Set<string>()
  const tests = run({
    files,
    concurrency: 2,
    isolation: 'process',
    forceExit: false,
    timeout: 600_000,
    testNamePatterns: values.name ? [values.name] : [],
  })
  tests.on('test:pass', ({ details, skip, name }) => {
    if (details.type === 'suite' || isFile(name)) return
    if (skip) counts.skipped++
    else counts.passed++
  })
  // A file is reported as a test of its own: it counts when it could not even load, not for the tests that failed in it.
  tests.on('test:fail', ({ details, name, file }) => {
    if (details.type === 'suite') return
    if (isFile(name)) {
      if (!failedFiles.has(name)) counts.failed++
      return
    }
    failedFiles.add(file ?? '')
    counts.failed++
  })
  await new Promise<void>((done, reject) => {
    tests.compose(new spec()).pipe(process.stdout, { end: false })
    tests.once('end', done)
    tests.once('error', reject)
  })
}

const isFile = (name: string): boolean => name.endsWith('.test.ts')

const code = await main().catch(error => {
  if (error instanceof PlainFault) return refused(error.message)
  throw error
})
process.stdout.write('', () => process.exit(code))
