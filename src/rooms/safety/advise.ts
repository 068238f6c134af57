import { sql } from 'kysely'
import { addDays, type Clock, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import type { Inside } from '../../kernel/news.ts'
import type { Schema } from './schema.ts'

/** What other rooms may ask: does a visit in her home need her counsellor's word first? */
export type Question = 'homeVisit'

/**
 * All that other rooms may ask. Yes or no, and never why: yes is also the answer when nobody has asked her, so that
 * nothing can be read off it.
 */
export const advise = async (db: Db, family: Id, question: Question): Promise<boolean> => {
  const { rows } = await sql<{ yes: boolean | null }>`select safety.advise(${family}, ${question}) as yes`.execute(
    db.tables<Schema>(),
  )
  return rows[0]?.yes ?? true
}

const daysAfterLoss = 14

/** After a loss nothing is deleted: what was put off becomes a day to talk with her, for whoever has her. */
export const askAfterLoss: Inside = async (db, { family }, clock: Clock) => {
  if (!isId(family)) throw new Error('news of a loss without an id')
  const due = addDays(today(clock), daysAfterLoss)
  await sql`select safety.after_loss(${family}, ${due}, ${clock.now()})`.execute(db.tables<Schema>())
  return undefined
}
