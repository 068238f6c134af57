// node scripts/audit-complete.ts --requests 10000 --seed 1: people wander through the site; each answer is compared with
// the trail, both ways. Ends with 1 when somebody was shown or changed without a row, or a row has no request.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { walk } from '../test/support/audit-walk.ts'
import { makeTemplate } from '../test/support/database.ts'
import { fillTemplate } from '../test/support/template.ts'
import { world } from '../test/support/world.ts'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const folder = mkdtempSync(join(tmpdir(), 'brobygger-walk-'))
const server = await startEmbedded(folder, { durable: false })
process.env.BROBYGGER_TEST_SERVER = server.adminUrl
const started = performance.now()
let code = 1
try {
  await makeTemplate(fillTemplate)
  const w = await world()
  const done = await walk(w, Number(values.requests), Number(values.seed))
  await w.close()
  const { missing, extra, faults, ...counts } = done
  for (const line of [...faults, ...missing, ...extra].slice(0, 40)) console.error(line)
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(
    JSON.stringify({
      ...counts,
      seed: Number(values.seed),
      missing: missing.length,
      extra: extra.length,
      faults: faults.length,
      seconds,
    }),
  )
  code = missing.length === 0 ? 0 : 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write('', () => process.exit(code))
