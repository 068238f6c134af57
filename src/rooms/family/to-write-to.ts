import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { OpenedIdentity, type SealedRow } from './sealing.ts'
import { type ContactRule, contactOf } from './store.ts'

/** All that may be known by whoever writes to her. */
export interface Addressee {
  contact: ContactRule | null
  phone: string | null
  /** When it was noted that the pregnancy has ended, while that stands. */
  lostAt: Date | null
  /** When she was asked last. */
  askedAt: Date | null
}

interface Row extends SealedRow {
  lost_at: Date | null
  contact: Record<string, unknown> | null
}

/** Her rule and her number as they are at this moment; undefined for a family that is not the actor's own house's. */
export const addresseeOf = async (db: Db, family: Id): Promise<Addressee | undefined> => {
  const { rows } = await sql<Row>`select *, null::bytea as name, null::bytea as cpr, null::bytea as birth_date
    from family.to_write_to(${family})`.execute(db.tables())
  const row = rows[0]
  if (!row) return undefined
  db.audit('read', 'contact rule', family)
  return {
    contact: contactOf(row.contact),
    phone: new OpenedIdentity(db.keys, row).phone,
    lostAt: row.lost_at,
    askedAt: row.contact && new Date(String(row.contact.set_at)),
  }
}
