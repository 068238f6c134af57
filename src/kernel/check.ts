import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { ruleFaults } from './access/database.ts'
import type { Resources } from './access/rules.ts'
import { missingMonths } from './audit-months.ts'

/** One invariant, proved again on any database: what is broken, a line each; nothing when all is well. */
export interface Check {
  /** The promise, in a sentence. */
  promise: string
  broken(keeper: Kysely<unknown>): Promise<string[]>
}

const lines = async (keeper: Kysely<unknown>, query: ReturnType<typeof sql<{ line: string }>>): Promise<string[]> =>
  (await query.execute(keeper)).rows.map(row => row.line)

/** Proved by check alone: the site may start without, and makes the months itself. */
export const trailChecks: Check[] = [
  { promise: 'The trail has a table for this month and the next two', broken: keeper => lines(keeper, missingMonths) },
]
/** That the database lets through what the rules of all rooms say, and nothing else. */
export const rulesCheck = (resources: Resources): Check => ({
  promise: 'Every policy and grant in the database stands in the rules, and every rule in the database',
  async broken(keeper) {
    const query = async (text: string) => (await sql.raw<Record<string, unknown>>(text).execute(keeper)).rows
    // The keeper may not read every table, so it cannot copy every table's shape: its owner can.
    await query('set local role none')
    const faults = await ruleFaults(query, resources)
    await query('set local role brobygger_keeper')
    return faults
  },
})

/** What the kernel promises whatever rooms there are. */
export const kernelChecks: Check[] = [
  {
    promise: 'No access is kept for a case without its organisation',
    broken: keeper =>
      lines(
        keeper,
        sql`select a."case"::text as line from kernel.access a where a.until is null or a.organisation is null limit 20`,
      ),
  },
]
