// node scripts/matrix.ts [--cases 20000 | --cases all] [--only http|sql]: everybody, every address and every table, in
// every relation and consent state, over HTTP and as SQL without WHERE, against an independent model. Prints JSON.
import { parseArgs } from 'node:util'
import { resources, rights, routes } from '../src/rooms.ts'
import { runHttp } from '../test/matrix/http.ts'
import { makeHttpWorld } from '../test/matrix/objects.ts'
import { makeScratch } from '../test/matrix/scratch.ts'
import { withServer } from '../test/matrix/server.ts'
import { type Result, runSql } from '../test/matrix/sql.ts'
import { world } from '../test/support/world.ts'

const { values } = parseArgs({ options: { cases: { type: 'string' }, only: { type: 'string' } } })
const most = values.cases === 'all' ? undefined : Number(values.cases ?? 20_000)
if (most !== undefined && !(most > 0)) throw new Error('--cases takes a number, or all')

const timed = async (work: () => Promise<Result>) => {
  const started = performance.now()
  const { cases, faults } = await work()
  return {
    cases,
    faults: faults.length,
    first: faults.slice(0, 20),
    seconds: Math.round((performance.now() - started) / 1000),
  }
}

const overHttp = async (): Promise<Result> => {
  const made = await makeHttpWorld(world)
  try {
    return await runHttp(made, { routes, rights, resources }, { most })
  } finally {
    await made.w.close()
  }
}
const asSql = async (): Promise<Result> => {
  const scratch = await makeScratch(resources)
  try {
    return await runSql(scratch, resources, { most })
  } finally {
    await scratch.close()
  }
}

const report = await withServer(async () => ({
  ...(values.only === 'http' ? {} : { sql: await timed(asSql) }),
  ...(values.only === 'sql' ? {} : { http: await timed(overHttp) }),
}))
console.log(JSON.stringify(report, undefined, 2))
const red = Object.values(report).some(({ faults }) => faults > 0)
// The embedded server's package ends the process with 0 when nothing is left to do: say the code ourselves.
process.stdout.write('', () => process.exit(red ? 1 : 0))
