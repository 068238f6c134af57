import { sql } from 'kysely'
import type { Db } from './database.ts'
import { type Id, newId } from './ids.ts'

/**
 * Joins a case of the actor's organisation to a new case at another. Returns the link's id and the number the other
 * side's case must have: drawn by the database, so that a link never leads to a case that is there already.
 */
export const joinCases = async (db: Db, own: Id, organisation: Id): Promise<{ link: Id; theirs: Id }> => {
  const link = newId()
  const { rows } = await sql<{
    theirs: Id
  }>`select kernel.join_cases(${link}, ${own}, ${organisation}) as theirs`.execute(db.tables())
  if (!rows[0]) throw new Error('a link always has another side')
  return { link, theirs: rows[0].theirs }
}
