// node scripts/policy-mutants.ts [--table room.table]: each policy dropped, opened, and each of its role lists widened,
// one at a time, on a scratch database. The matrix must notice every one. Prints the score as JSON.
import { parseArgs } from 'node:util'
import { resources } from '../src/rooms.ts'
import { scoreMutants } from '../test/matrix/mutants.ts'
import { withServer } from '../test/matrix/server.ts'

const { values } = parseArgs({ options: { table: { type: 'string' } } })
const started = performance.now()
const score = await withServer(() => scoreMutants(resources, line => console.error(line), values.table))
const seconds = Math.round((performance.now() - started) / 1000)
console.log(JSON.stringify({ ...score, seconds }, undefined, 2))
// The embedded server's package ends the process with 0 when nothing is left to do: say the code ourselves.
process.stdout.write('', () => process.exit(score.survivors.length === 0 ? 0 : 1))
