import type { Db } from '../../../kernel/database.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Visit } from '../../../kernel/visit.ts'

/** What the pages about consent must know of a woman; the room that keeps families tells it. */
export interface Her {
  name: string
  born: string | null
}
/** Refuses a family that is not there, or not hers to see. */
export type FindHer = (db: Db, family: Id) => Promise<Her>

export const herOf = async ({ db, params }: Visit, find: FindHer): Promise<{ family: Id; her: Her }> => {
  if (!isId(params.id)) throw new Refusal('unknown')
  return { family: params.id, her: await find(db, params.id) }
}
