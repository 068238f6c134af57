import { sql } from 'kysely'
import type { Look } from '../../kernel/audit-read.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Holding } from './store.ts'

/** Who has the family the actor has opened in an emergency; undefined when nobody has, or her hour is over. */
export const holdingThroughGlass = async (
  db: Db,
  family: Id,
): Promise<Pick<Holding, 'holder' | 'step' | 'due' | 'dueAt'> | undefined> => {
  const { rows } = await sql<Pick<Holding, 'holder' | 'step' | 'due' | 'dueAt'>>`
    select holder, step, due, due_at as "dueAt" from caseload.glass_holding(${family})`.execute(db.tables())
  return rows[0]
}

/** Those of the looks that a relation explains: she holds or has held the family, or has written in her turns. As the system. */
export const explainedLooks = async (db: Db, looks: Look[]): Promise<Look[]> => {
  if (looks.length === 0) return []
  const staff = [...new Set(looks.map(look => look.staff))]
  const cases = [...new Set(looks.map(look => look.subject))]
  const { rows } = await sql<{ staff: Id; case: Id }>`
    select staff, "case" from caseload.related(${staff}::uuid[], ${cases}::uuid[])`.execute(db.tables())
  const known = new Set(rows.map(row => row.staff + row.case))
  return looks.filter(look => known.has(look.staff + look.subject))
}
