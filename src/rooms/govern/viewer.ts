import type { Db } from '../../kernel/database.ts'
import type { Viewer } from '../../kernel/visit.ts'
import type { Schema } from './schema.ts'

export const viewerOf = async (db: Db): Promise<Viewer> =>
  db
    .tables<Schema>()
    .selectFrom('govern.staff as s')
    .innerJoin('govern.organisation as o', 'o.id', 's.organisation')
    .where('s.organisation', '=', db.actor.organisation)
    .where('s.id', '=', db.actor.staff)
    .select(['s.name', 's.title', 'o.name as organisation'])
    .executeTakeFirstOrThrow()
