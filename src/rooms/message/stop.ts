import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'

/** Mail of this house about a referral that has not gone out does not go: the consent it rests on is taken back. */
export const stopNews = async (db: Db, referral: Id): Promise<void> => {
  await sql`select message.stop_news(${referral})`.execute(db.tables<Schema>())
}
