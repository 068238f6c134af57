import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/support/database.ts'
import { makeTrail, type Trail } from '../../test/support/tamper.ts'
import { randomFrom } from '../kernel/random.ts'
import { affectedCommand } from './affected.ts'
import { type SystemTokens, systemTokens } from './databases.ts'
import { verifyAuditCommand } from './verify-audit.ts'

let database: TestDatabase
let system: SystemTokens
let trail: Trail
const folder = mkdtempSync(join(tmpdir(), 'brobygger-verify-'))
const heads = join(folder, 'heads.jsonl')
before(async () => {
  database = await freshDatabase()
  system = await systemTokens(database.ownerUrl)
  trail = await makeTrail(database, system.tokens, heads, randomFrom(7))
  process.env.DATABASE_URL = database.url
  process.env.DATABASE_OWNER_URL = database.ownerUrl
})
after(async () => {
  await trail.close()
  await system.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const run = async (command: typeof verifyAuditCommand, ...args: string[]): Promise<{ code: number; said: string }> => {
  const lines: string[] = []
  const log = mock.method(console, 'log', (text: string) => lines.push(text))
  try {
    return { code: await command.run(args), said: lines.join('\n') }
  } finally {
    log.mock.restore()
  }
}

test('An auditor proves the whole trail, and a machine reads the answer', async () => {
  const { code, said } = await run(verifyAuditCommand, '--heads', heads)
  assert.equal(code, 0, said)
  assert.match(said, /^Logbogen er hel: \d+ rækker, \d+ segl/)
  const read = JSON.parse((await run(verifyAuditCommand, '--heads', heads, '--json')).said)
  assert.deepEqual([read.ok, read.faults, read.unsealed], [true, [], 0])
})

test('Without the file, or with a torn line in it, she is told', async () => {
  const gone = await run(verifyAuditCommand, '--heads', join(folder, 'nowhere.jsonl'))
  assert.deepEqual([gone.code, /Filen med hoveder findes ikke/.test(gone.said)], [1, true])
  const torn = join(folder, 'torn.jsonl')
  writeFileSync(torn, '{"organisation":"x","se')
  const read = await run(verifyAuditCommand, '--heads', torn)
  assert.deepEqual([read.code, /Linje 1 i .* kan ikke læses/.test(read.said)], [1, true])
})

test('A cut tail is red until somebody says that the database was lawfully set back', async () => {
  const [one] = system.tokens
  await trail.client.query(
    'delete from kernel.audit a using kernel.seal s where s.organisation = $1 and a.organisation = $1 and s.n > 6 and a.tx >= s.from_tx',
    [one?.organisation],
  )
  await trail.client.query('delete from kernel.seal where organisation = $1 and n > 6', [one?.organisation])
  const red = await run(verifyAuditCommand, '--heads', heads)
  assert.equal(red.code, 1)
  assert.match(red.said, new RegExp(`BRUDT {2}${one?.organisation} segl 7.*: Halen er skåret af: 2 segl fra nr\\. 7`))
  const told = await run(verifyAuditCommand, '--heads', heads, '--restored', 'disken gik i stykker')
  assert.equal(told.code, 0, told.said)
  assert.equal((await run(verifyAuditCommand, '--heads', heads)).code, 0)
})

test('The command lists whom one colleague’s looks touch, and asks for a person and two days', async () => {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  const { rows } = await client.query(
    'select staff, count(distinct s) as many from kernel.audit, unnest(subjects) s group by staff limit 1',
  )
  await client.end()
  const { code, said } = await run(
    affectedCommand,
    '--user',
    rows[0].staff,
    '--from',
    '2026-11-01',
    '--to',
    '2026-11-30',
  )
  assert.equal(code, 0)
  assert.equal(said.split('\r\n').length, 1 + rows[0].many)
  await assert.rejects(
    run(affectedCommand, '--user', 'ingen@example.org', '--from', '2026-11-01', '--to', '2026-11-30'),
    /Ingen medarbejder/,
  )
  await assert.rejects(
    run(affectedCommand, '--user', rows[0].staff, '--from', '2026-13-01', '--to', 'x'),
    /Skriv --user/,
  )
})
