import type { Db } from './database.ts'
import { type Id, newId } from './ids.ts'
import type { Schema } from './schema.ts'

/** Joins a case of the actor's organisation to the same family's case at another. Returns the link's id. */
export const joinCases = async (db: Db, own: Id, other: { organisation: Id; case: Id }): Promise<Id> => {
  const id = newId()
  await db
    .tables<Schema>()
    .insertInto('kernel.link')
    .values({
      id,
      organisation: db.actor.organisation,
      case: own,
      other_organisation: other.organisation,
      other_case: other.case,
    })
    .execute()
  return id
}
