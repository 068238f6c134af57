import { type Kysely, sql } from 'kysely'

type Value = string | number | boolean | null | Date | Buffer | readonly Value[] | { readonly [key: string]: unknown }
export type BulkRow = Record<string, Value | undefined>

const asJson = (value: Value | undefined): unknown => {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return value.map(asJson)
  return value
}

const chunk = 2_000

/**
 * Puts many rows into a table in few statements, as the keeper. COPY is refused on a table with row-level security;
 * this goes through the policies. All rows have the columns of the first.
 */
export const bulkInsert = async (kysely: Kysely<unknown>, table: string, rows: BulkRow[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {})
  if (columns.length === 0) return
  const names = sql.join(columns.map(name => sql.ref(name)))
  for (let at = 0; at < rows.length; at += chunk) {
    const part = rows
      .slice(at, at + chunk)
      .map(row => Object.fromEntries(columns.map(name => [name, asJson(row[name])])))
    await sql`insert into ${sql.table(table)} (${names})
      select ${names} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(part)}::json)`.execute(
      kysely,
    )
  }
}
