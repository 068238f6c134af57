import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'
import type { Stage } from './steps.ts'

/** How many families one person has at one site, stage by stage. */
export interface Load {
  holder: Id
  site: Id | null
  stage: Stage
  families: number
}

/** What everybody at the actor's own organisation has in hand now, counted; for capacity. */
export const loadOf = async (db: Db): Promise<Load[]> => {
  const { rows } = await sql<Load>`select holder, site, stage, count(*)::int as families from caseload.holding
    where organisation = ${db.actor.organisation} group by holder, site, stage`.execute(db.tables<Schema>())
  return rows
}
