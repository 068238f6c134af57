import { sql } from 'kysely'
import { columnsOf, type Data, type Part } from '../../kernel/data.ts'
import type { Db } from '../../kernel/database.ts'
import { byTable, rowsOf } from '../../kernel/erase.ts'
import type { Id } from '../../kernel/ids.ts'

type Row = Record<string, unknown>
/** Opens what is sealed in a row of a table; the room that seals it gives this. */
export type Openers = Readonly<Record<string, (db: Db, row: Row) => Row>>

export interface CopiedTable {
  table: string
  purpose: string
  rows: Row[]
}

const shown = ['identifier', 'contact', 'health', 'case', 'safety', 'operational']
const isNumberOfARow = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

/**
 * What of one row is about this person: never keys, never an employee, never the numbers that tie rows together, and of
 * safety nothing but to the woman herself.
 */
export const partOfRow = (data: Data, table: string, row: Row, about: Part): Row => {
  const one = data[table]
  if (!one || one.notCopied) return {}
  const owner = one.partOf ? one.partOf.parts[String(row[one.partOf.column])] : one.whose
  const hers = columnsOf(one).filter(
    ({ name, is, whose }) =>
      shown.includes(is) &&
      (whose === one.whose ? owner : whose) === about &&
      (is !== 'safety' || about === 'woman') &&
      row[name] !== null &&
      row[name] !== undefined &&
      !isNumberOfARow(row[name]),
  )
  const isSaid = hers.some(({ is }) => is !== 'operational')
  return isSaid || about === 'woman' ? Object.fromEntries(hers.map(({ name }) => [name, row[name]])) : {}
}

/** Everything this house has about one of the family, table by table, as the actor may read it. */
export const copyOf = async (
  db: Db,
  parts: { data: Data; openers: Openers; may(table: string): boolean },
  family: Id,
  about: Part,
): Promise<CopiedTable[]> => {
  const { data, openers, may } = parts
  const tables = Object.entries(data).filter(
    ([table, one]) => (one.case || one.by || one.mentions) && !one.notCopied && may(table),
  )
  const at = { organisation: db.actor.organisation, family }
  const { rows } = await sql<{ found: Record<string, Row[] | null> }>`select ${byTable(
    tables.map(([table]) => table),
    table =>
      sql`(select json_agg(to_jsonb(${sql.table(table)}.*)) from ${sql.table(table)} where ${rowsOf(data, table, at, true)})`,
  )} as found`.execute(db.tables())
  db.audit('read', `copy: ${about}`, family)
  return tables.flatMap(([table, { purpose }]) => {
    const found = (rows[0]?.found[table] ?? [])
      .map(row => partOfRow(data, table, openers[table]?.(db, row) ?? row, about))
      .filter(row => Object.keys(row).length > 0)
    return found.length > 0 ? [{ table, purpose, rows: found }] : []
  })
}
