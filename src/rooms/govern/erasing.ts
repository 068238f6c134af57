import { type Kysely, sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Keys } from '../../kernel/crypto.ts'
import type { Data } from '../../kernel/data.ts'
import { type CaseAt, eraseCase, erasureDigest } from '../../kernel/erase.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Keeper } from '../../kernel/keeper.ts'
import { caseFacts, keepingAt, standsInTheWay } from './retention.ts'

/** One line of the journal outside the database: it names nobody. */
export interface ErasureLine {
  erased: string
  organisation: Id
  cause: string
  rows: number
  at: string
}

export interface Order extends CaseAt {
  cause: 'asked' | 'retention'
}

/** What somebody has decided to erase and that is still there. */
export const openOrders = async (kysely: Kysely<unknown>): Promise<Order[]> => {
  const { rows } =
    await sql<Order>`select distinct on (organisation, family) organisation, family, cause from govern.erasure_order
    order by organisation, family, at`.execute(kysely)
  return rows
}

/** What is in the way of an order now; nothing when it may be carried out. */
export const orderBlocked = async (kysely: Kysely<unknown>, data: Data, order: Order, now: Date): Promise<string[]> => {
  const facts = (await caseFacts(kysely, data, order.organisation)).get(order.family)
  const keeping = (await keepingAt(kysely, order.organisation)).of('case')
  return facts && keeping ? standsInTheWay(facts, keeping, dayOf(now), order.cause === 'retention') : []
}

/**
 * Erases a case and writes it down, as the keeper. `outside` gets the line before the commit: a line too many is harmless,
 * one too few would bring her back at a restore. Returns the line, or undefined when nothing was there.
 */
export const carryOut = async (
  kysely: Kysely<unknown>,
  parts: { data: Data; keys: Keys; now: Date; outside(line: ErasureLine): void },
  order: Order,
): Promise<ErasureLine | undefined> => {
  const rows = await eraseCase(kysely, parts.data, order)
  if (rows === 0) return undefined
  const digest = erasureDigest(parts.keys, order)
  const line = {
    erased: digest.toString('hex'),
    organisation: order.organisation,
    cause: order.cause,
    rows,
    at: parts.now.toISOString(),
  }
  await sql`insert into govern.erasure (organisation, digest, cause, rows, at)
    values (${order.organisation}, ${digest}, ${order.cause}, ${rows}, ${parts.now}) on conflict do nothing`.execute(
    kysely,
  )
  parts.outside(line)
  return line
}

/** Every case there is, by organisation: what the journal is held against. */
const everyCase = async (kysely: Kysely<unknown>, data: Data): Promise<CaseAt[]> => {
  const tables = Object.entries(data).filter(([, one]) => one.case && !one.stays)
  const { rows } = await sql<CaseAt>`${sql.join(
    tables.map(
      ([table, one]) =>
        sql`select organisation, ${sql.ref(one.case ?? '')} as family from ${sql.table(table)} where ${sql.ref(one.case ?? '')} is not null`,
    ),
    sql` union `,
  )}`.execute(kysely)
  return rows
}

/** Cases that the journal says are erased and that are there. */
export const backAgain = async (
  kysely: Kysely<unknown>,
  data: Data,
  keys: Keys,
  journal: readonly Pick<ErasureLine, 'erased'>[],
): Promise<CaseAt[]> => {
  const erased = new Set(journal.map(line => line.erased))
  if (erased.size === 0) return []
  return (await everyCase(kysely, data)).filter(at => erased.has(erasureDigest(keys, at).toString('hex')))
}

/**
 * After a restore: erases again what the journal says was erased, and writes it down again. Safe to repeat.
 * Returns how many cases had come back.
 */
export const replayErasures = (
  keeper: Keeper,
  parts: { data: Data; keys: Keys },
  journal: readonly ErasureLine[],
): Promise<number> =>
  keeper.asKeeper(async kysely => {
    const back = await backAgain(kysely, parts.data, parts.keys, journal)
    for (const at of back) await eraseCase(kysely, parts.data, at)
    for (const line of journal)
      await sql`insert into govern.erasure (organisation, digest, cause, rows, at)
        values (${line.organisation}, decode(${line.erased}, 'hex'), ${line.cause}, ${line.rows}, ${line.at}) on conflict do nothing`.execute(
        kysely,
      )
    return back.length
  })

/** The journal as the database has it: beside the file, for whoever has lost the file. */
export const journalInside = async (kysely: Kysely<unknown>): Promise<Pick<ErasureLine, 'erased'>[]> => {
  const { rows } = await sql<{ erased: string }>`select encode(digest, 'hex') as erased from govern.erasure`.execute(
    kysely,
  )
  return rows
}

/** That what the journal says is erased is not there: a restore without its replay is found by it. */
export const journalCheck = (data: Data, keys: Keys, outside: readonly ErasureLine[]): Check => ({
  promise: 'No case stands here that the journal says is erased',
  broken: async kysely =>
    (await backAgain(kysely, data, keys, [...outside, ...(await journalInside(kysely))])).map(
      ({ organisation }) => `a case at ${organisation} is back: run brobygger erase --replay`,
    ),
})
