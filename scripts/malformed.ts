// node scripts/malformed.ts --requests 100000 --seed 1: malformed requests by chance over every address and method, by
// people of every role and by nobody. Prints JSON; ends with 1 when an answer is a fault of ours.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../src/kernel/embedded.ts'
import { makeTemplate } from '../test/support/database.ts'
import { malform } from '../test/support/malform.ts'
import { fillTemplate } from '../test/support/template.ts'
import { world } from '../test/support/world.ts'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const folder = mkdtempSync(join(tmpdir(), 'brobygger-malformed-'))
const server = await startEmbedded(folder, { durable: false })
process.env.BROBYGGER_TEST_SERVER = server.adminUrl
let code = 1
try {
  await makeTemplate(fillTemplate)
  const w = await world()
  const done = await malform(w, Number(values.requests), Number(values.seed))
  await w.close()
  for (const line of done.faults.slice(0, 40)) console.error(line)
  console.log(JSON.stringify({ ...done, faults: done.faults.length, seed: Number(values.seed) }))
  code = done.faults.length === 0 ? 0 : 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
// The embedded server's package ends the process with 0 when nothing is left to do: say the code ourselves.
process.stdout.write('', () => process.exit(code))
