import { sql } from 'kysely'
import { blindIndex } from '../../kernel/crypto.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { phoneDigits } from './names.ts'
import { OpenedIdentity, type SealedRow } from './sealing.ts'
import { type ContactRule, contactOf } from './store.ts'

/** What an emergency opens of a family: enough to reach her and to know how far she is. */
export interface GlassFamily {
  name: string
  phone: string | null
  birthDate: string | null
  dueDate: string | null
  bornOn: string | null
  lostOn: string | null
  contact: ContactRule | null
}

/** By a whole CPR number, or by phone and birth date together: never by part of a name. At most three. */
export const findThroughGlass = async (
  db: Db,
  wanted: { cpr?: string; phone?: string; birthDate?: string },
): Promise<Id[]> => {
  const { organisation } = db.actor
  const index = (use: string, value: string | undefined) =>
    value ? blindIndex(db.keys, organisation, use, value) : null
  const { rows } = await sql<{ family: Id }>`select * from family.glass_find(
    ${index('phone', wanted.phone && phoneDigits(wanted.phone))}, ${index('birth', wanted.birthDate)}, ${index('cpr', wanted.cpr)}) as family`.execute(
    db.tables(),
  )
  return rows.map(row => row.family)
}

interface GlassRow extends SealedRow {
  due_date: string | null
  born_on: string | null
  lost_on: string | null
  contact: Record<string, unknown> | null
}

/** The family the actor has opened in an emergency; undefined when her hour is over. Noted like every read. */
export const familyThroughGlass = async (db: Db, family: Id): Promise<GlassFamily | undefined> => {
  const { rows } = await sql<GlassRow>`select *, null::bytea as cpr from family.glass_person(${family})`.execute(
    db.tables(),
  )
  const row = rows[0]
  if (!row) return undefined
  db.audit('read', 'break-glass', family)
  const who = new OpenedIdentity(db.keys, row)
  return {
    name: who.name,
    phone: who.phone,
    birthDate: who.birthDate,
    dueDate: row.due_date,
    bornOn: row.born_on,
    lostOn: row.lost_on,
    contact: contactOf(row.contact),
  }
}
