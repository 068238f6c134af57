import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freshDatabase, type TestDatabase } from '../../test/support/database.ts'
import { makeTrail, type Trail, tamperings, tamperOnce } from '../../test/support/tamper.ts'
import { type SystemTokens, systemTokens } from '../commands/databases.ts'
import { verifyAudit } from './audit-verify.ts'
import { randomFrom } from './random.ts'

let database: TestDatabase
let system: SystemTokens
let trail: Trail
const folder = mkdtempSync(join(tmpdir(), 'brobygger-tamper-'))
before(async () => {
  database = await freshDatabase()
  system = await systemTokens(database.ownerUrl)
  trail = await makeTrail(database, system.tokens, join(folder, 'heads.jsonl'), randomFrom(3))
})
after(async () => {
  await trail.close()
  await system.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const untouched = async () => {
  await trail.client.query('begin')
  try {
    return await verifyAudit(trail.client, trail.lines)
  } finally {
    await trail.client.query('rollback')
  }
}

test('A trail that nobody has touched is whole', async () => {
  const found = await untouched()
  assert.deepEqual(found.faults, [])
  assert.ok(found.rows > 100 && found.seals === 8 * system.tokens.length && found.unsealed === 0)
})

// Each kind once: node scripts/tamper-audit.ts --times 1000 makes more of them.
for (const [nth, kind] of Object.keys(tamperings).entries())
  test(`The owner of the database is found out: ${kind}`, async () => {
    const { found } = await tamperOnce(trail, 5, nth)
    assert.equal(found.ok, false)
    const [fault] = found.faults
    assert.match(fault?.organisation ?? '', /^[0-9a-f-]{36}$/)
    if (['edit staff', 'insert a row', 'add a subject'].includes(kind)) {
      assert.ok((fault?.seal ?? 0) > 0, 'the seal is named')
      assert.ok((fault?.rows.length ?? 0) >= 1, 'and the row')
    }
  })
