import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { OpenedIdentity } from './sealing.ts'

const bytes = (value: unknown): Buffer | null =>
  typeof value === 'string' ? Buffer.from(value.replace(/^\\x/, ''), 'hex') : null

/** A person's row as the database gives it as JSON, with what is sealed in it opened: for her own copy. */
export const openPersonRow = (db: Db, row: Record<string, unknown>): Record<string, unknown> => {
  const who = new OpenedIdentity(db.keys, {
    id: row.id as Id,
    organisation: row.organisation as Id,
    wrapped_key: bytes(row.wrapped_key) ?? Buffer.alloc(0),
    name: bytes(row.name),
    cpr: bytes(row.cpr),
    birth_date: bytes(row.birth_date),
    phone: bytes(row.phone),
  })
  return { ...row, name: who.name || null, cpr: who.cpr, birth_date: who.birthDate, phone: who.phone }
}
