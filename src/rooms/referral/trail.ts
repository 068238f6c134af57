import type { Db } from '../../kernel/database.ts'
import type { StateRow } from './commands.ts'
import { type Change, type Referral, tables } from './store.ts'

/** Adds a row to the actor's own trail; the database moves the referral with it, or refuses. */
export const write = async (
  db: Db,
  referral: Pick<Referral, 'id' | 'family' | 'version'>,
  row: StateRow,
  change: Change | null = row.change,
): Promise<void> => {
  await tables(db)
    .insertInto('referral.state')
    .values({
      organisation: db.actor.organisation,
      referral: referral.id,
      nth: referral.version + 1,
      family: referral.family,
      at: row.at,
      by_organisation: row.by.org,
      // The people of the other house are its own: its name is enough.
      by_staff: (row.by.org === db.actor.organisation && row.by.person) || null,
      verb: row.verb,
      from_state: row.from,
      to_state: row.to,
      side: row.side,
      reason_list: row.reason?.list ?? null,
      reason: row.reason?.code ?? null,
      note: row.note?.trim() || null,
      change: change && JSON.stringify(change),
      after: JSON.stringify(row.after),
    })
    .execute()
  db.audit('write', `referral: ${row.verb}`, referral.family)
}
