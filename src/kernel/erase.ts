import { createHmac } from 'node:crypto'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Keys } from './crypto.ts'
import { type Data, isTied } from './data.ts'
import type { Id } from './ids.ts'

/** A case at one organisation: the other side's is another controller's. */
export interface CaseAt {
  organisation: Id
  family: Id
}

/** Which rows of a table belong to a case, as a condition on the table itself. */
export const rowsOf = (data: Data, table: string, { organisation, family }: CaseAt, isCopy = false) => {
  const one = data[table]
  if (!one) throw new Error(`${table} has no class`)
  const mine = sql`${sql.ref(`${table}.organisation`)} = ${organisation}`
  if (one.case && one.also && !isCopy)
    return sql<boolean>`${mine} and ${family} in (${sql.ref(`${table}.${one.case}`)}, ${sql.ref(`${table}.${one.also}`)})`
  if (one.case) return sql<boolean>`${mine} and ${sql.ref(`${table}.${one.case}`)} = ${family}`
  if (one.by) {
    const of = data[one.by.of]
    if (!of?.case) throw new Error(`${table}: ${one.by.of} is tied to no case`)
    return sql<boolean>`${mine} and ${sql.ref(`${table}.${one.by.column}`)} in (select o.${sql.ref(one.by.key)} from ${sql.table(one.by.of)} o
      where o.organisation = ${organisation} and o.${sql.ref(of.case)} = ${family})`
  }
  if (one.mentions) return sql<boolean>`${mine} and ${sql.ref(`${table}.${one.mentions}`)}::text like ${`%${family}%`}`
  return sql<boolean>`false`
}

/** The tables whose rows go with a case: those that point at others first. */
export const tablesToErase = async (kysely: Kysely<unknown>, data: Data): Promise<string[]> => {
  const wanted = Object.entries(data)
    .filter(([, one]) => (one.case || one.by || one.mentions) && !one.stays)
    .map(([table]) => table)
  const { rows } = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
    where contype = 'f' and conrelid <> confrelid and conparentid = 0`.execute(kysely)
  const pointsAt = (table: string): Set<string> =>
    new Set([
      ...rows.filter(({ from }) => from === table).map(({ to }) => to),
      ...(data[table]?.by ? [data[table].by.of] : []),
    ])
  const ordered: string[] = []
  let left = wanted
  while (left.length > 0) {
    const free = left.filter(table => !left.some(other => other !== table && pointsAt(other).has(table)))
    if (free.length === 0) throw new Error(`tables point at each other: ${left.join(', ')}`)
    ordered.push(...free)
    left = left.filter(table => !free.includes(table))
  }
  return ordered
}

/** What erasing a case would take with it, what stays and why, and what stands in the way. */
export interface ErasePlan {
  goes: { table: string; rows: number }[]
  stays: { table: string; rows: number; why: string }[]
  inTheWay: string[]
}

/** `may`: the tables the asker reads; what she cannot read is erased all the same, and not counted for her. */
export const planErasure = async (
  kysely: Kysely<unknown>,
  data: Data,
  at: CaseAt,
  may: (table: string) => boolean = () => true,
): Promise<ErasePlan> => {
  const tables = Object.keys(data).filter(table => data[table] && isTied(data[table]) && may(table))
  const { rows } = await sql<{ counts: Record<string, number> }>`select ${byTable(
    tables,
    table => sql`(select count(*) from ${sql.table(table)} where ${rowsOf(data, table, at)})`,
  )} as counts`.execute(kysely)
  const found = Object.entries(rows[0]?.counts ?? {}).flatMap(([table, n]) => {
    const one = data[table]
    return one && n > 0 ? [{ table, rows: n, one }] : []
  })
  return {
    goes: found.filter(({ one }) => !one.stays).map(({ table, rows }) => ({ table, rows })),
    stays: found.flatMap(({ table, rows, one }) => (one.stays ? [{ table, rows, why: one.stays }] : [])),
    inTheWay: found.some(({ one }) => one.open) ? ['Hjælpen er i gang. Afslut sagen først.'] : [],
  }
}

// A function of the database takes a hundred arguments, and a house has more tables than fifty.
const atATime = 40

/** One object with something of each table, in one question. */
export const byTable = (tables: readonly string[], of: (table: string) => RawBuilder<unknown>): RawBuilder<unknown> => {
  const parts: RawBuilder<unknown>[] = [sql`'{}'::jsonb`]
  for (let at = 0; at < tables.length; at += atATime)
    parts.push(
      sql`jsonb_build_object(${sql.join(tables.slice(at, at + atATime).flatMap(table => [sql`${table}::text`, of(table)]))})`,
    )
  return sql.join(parts, sql` || `)
}

/** How many cases a house has erased, as its trail says: what a check may find missing on the other side. */
export const erasedAt = (house: string): RawBuilder<number> =>
  sql`(select count(*) from kernel.audit e where e.organisation = ${sql.ref(house)} and e.role = 'system' and e.what = 'forgotten')`

/** Names an erased case to nobody but whoever has the master key and the number itself. */
export const erasureDigest = (keys: Keys, { organisation, family }: CaseAt): Buffer =>
  createHmac('sha256', keys.index(organisation)).update(`erasure\0${family}`).digest()

// Nobody's id: the trail reads "the system".
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Takes a case out of every table, as the keeper, and out of the trail: her number there gives way to its commitment, so
 * that the seals stay whole. Returns how many rows went. Nothing happens the second time.
 */
export const eraseCase = async (kysely: Kysely<unknown>, data: Data, at: CaseAt): Promise<number> => {
  await sql`select set_config('app.erasing', 'yes', true)`.execute(kysely)
  let rows = 0
  for (const table of await tablesToErase(kysely, data)) {
    const gone = await sql`delete from ${sql.table(table)} where ${rowsOf(data, table, at)}`.execute(kysely)
    rows += Number(gone.numAffectedRows ?? 0)
  }
  await sql`select set_config('app.erasing', '', true)`.execute(kysely)
  if (rows > 0) await sql`select kernel.forget_subject(${at.organisation}, ${at.family}, ${nobody})`.execute(kysely)
  return rows
}
