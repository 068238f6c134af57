// node scripts/tamper-audit.ts --times 1000 --seed 1: tampers with a sealed trail on a scratch database as its owner,
// again and again, and counts what brobygger verify-audit would find. Ends with 1 when one goes by unseen.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemTokens } from '../src/commands/databases.ts'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { randomFrom } from '../src/kernel/random.ts'
import { freshDatabase, makeTemplate } from '../test/support/database.ts'
import { makeTrail, tamperOnce } from '../test/support/tamper.ts'
import { fillTemplate } from '../test/support/template.ts'

const { values } = parseArgs({
  options: { times: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const [times, seed] = [Number(values.times), Number(values.seed)]
const folder = mkdtempSync(join(tmpdir(), 'brobygger-tamper-'))
const server = await startEmbedded(folder, { durable: false })
process.env.BROBYGGER_TEST_SERVER = server.adminUrl
const started = performance.now()
const byKind: Record<string, { tried: number; found: number }> = {}
const closing: (() => Promise<void>)[] = []
let missed = 0
try {
  await makeTemplate(fillTemplate)
  const database = await freshDatabase()
  const system = await systemTokens(database.ownerUrl)
  closing.push(() => system.close())
  const trail = await makeTrail(database, system.tokens, join(folder, 'heads.jsonl'), randomFrom(seed))
  closing.push(() => trail.close())
  for (let nth = 0; nth < times; nth++) {
    const { kind, found } = await tamperOnce(trail, seed, nth)
    const own = byKind[kind] ?? { tried: 0, found: 0 }
    byKind[kind] = own
    own.tried++
    if (found.ok) missed++
    else own.found++
    if (found.ok) console.error(`MISSED: number ${nth}, ${kind}`)
  }
} finally {
  for (const close of closing.reverse()) await close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
const seconds = Math.round((performance.now() - started) / 100) / 10
console.log(JSON.stringify({ times, seed, found: times - missed, missed, seconds, byKind }))
process.stdout.write('', () => process.exit(missed === 0 ? 0 : 1))
