import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Html, Visit } from '../../kernel/visit.ts'

/** What a room above shows beside a family, to those whom it concerns; nothing to the others. */
export type Beside = (db: Db, family: Id, visit: Visit) => Promise<Html | ''>

const parts: Beside[] = []

/** Bound once, where all rooms are known. */
export const bindBeside = (...more: Beside[]): void => {
  parts.push(...more)
}

/** Nothing while somebody looks along: what stands here is for one pair of eyes. */
export const besideFamily = async (visit: Visit, family: Id): Promise<(Html | '')[]> => {
  if (visit.actor.shielded) return []
  const shown: (Html | '')[] = []
  for (const part of parts) shown.push(await part(visit.db, family, visit))
  return shown
}
