import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Viewer } from '../../kernel/visit.ts'
import type { Schema } from './schema.ts'
import type { StaffRole } from './staff.ts'
import { roleWords } from './words.ts'

/** Who is signed in, in words. In another role than the one she is employed in, the role stands where her title would. */
export const viewerOf = async (db: Db): Promise<Viewer> => {
  const { role: main, ...row } = await db
    .tables<Schema>()
    .selectFrom('govern.staff as s')
    .innerJoin('govern.organisation as o', 'o.id', 's.organisation')
    .where('s.organisation', '=', db.actor.organisation)
    .where('s.id', '=', db.actor.staff)
    .select(['s.name', 's.title', 's.role', 'o.name as organisation'])
    .select(sql<number>`(select count(*) from govern.my_roles())`.as('roles'))
    .executeTakeFirstOrThrow()
  const { role } = db.actor
  if (role === main || role === 'system' || role === 'across') return row
  return { ...row, title: role === 'unchosen' ? 'Ingen rolle valgt' : roleWords[role satisfies StaffRole] }
}
