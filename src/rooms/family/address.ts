import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import { type Keys, newKey, seal, unseal, unwrapKey, wrapKey } from '../../kernel/crypto.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'

/** 'special': no address is kept at all. */
export type ProtectionKind = 'none' | 'protected' | 'special'

export interface Protection {
  kind: ProtectionKind
  fromOn: Day
  untilOn: Day | null
  reviewOn: Day | null
}

export interface Address {
  address: string
  municipality: string | null
}

const place = (column: string, id: Id) => `family.address.${column}.${id}`

/** The columns of a sealed address, with a key of its own. */
export const sealAddress = (keys: Keys, organisation: Id, id: Id, where: Address) => {
  const key = newKey()
  return {
    wrapped_key: wrapKey(keys, organisation, id, key),
    address: seal(key, place('address', id), where.address),
    municipality: where.municipality ? seal(key, place('municipality', id), where.municipality) : null,
  }
}

interface Row {
  id: Id
  organisation: Id
  wrapped_key: Buffer
  address: Buffer
  municipality: Buffer | null
}

/** How she is protected, and since when. It stands until somebody ends it: a date that has passed opens nothing. */
export const protectionOf = async (db: Db, family: Id): Promise<Protection> => {
  const { rows } =
    await sql<Protection>`select kind, from_on as "fromOn", until_on as "untilOn", review_on as "reviewOn"
    from family.protection where organisation = ${db.actor.organisation} and family = ${family} order by set_at desc limit 1`.execute(
      db.tables<Schema>(),
    )
  return rows[0] ?? { kind: 'none', fromOn: '', untilOn: null, reviewOn: null }
}

/** Her address as far as the actor may see it: a protected one only for those who are named. Noted in the log. */
export const addressOf = async (db: Db, family: Id): Promise<Address | undefined> => {
  const { rows } = await sql<Row>`
    select id, organisation, wrapped_key, address, municipality from family.address where organisation = ${db.actor.organisation} and family = ${family}
    union all
    select id, organisation, wrapped_key, address, municipality from family.hidden_address where organisation = ${db.actor.organisation} and family = ${family}`.execute(
    db.tables<Schema>(),
  )
  const row = rows[0]
  if (!row) return undefined
  db.audit('read', 'address', family)
  const key = unwrapKey(db.keys, row.organisation, row.id, row.wrapped_key)
  return {
    address: unseal(key, place('address', row.id), row.address),
    municipality: row.municipality && unseal(key, place('municipality', row.id), row.municipality),
  }
}

/** Writes where she lives, where the protection says. False: she is protected, and the actor is not named for it. */
export const setAddress = async (db: Db, family: Id, where: Address, at: Date): Promise<boolean> => {
  const { organisation, staff } = db.actor
  const { kind } = await protectionOf(db, family)
  if (kind === 'special') return false
  const table = kind === 'none' ? 'family.address' : 'family.hidden_address'
  if (kind === 'protected' && !(await isNamedForAddress(db, family))) return false
  const id = newId()
  const row = { id, ...sealAddress(db.keys, organisation, id, where), set_at: at, set_by: staff }
  await db
    .tables<Schema>()
    .insertInto(table)
    .values({ organisation, family, ...row })
    .onConflict(c => c.columns(['organisation', 'family']).doUpdateSet(row))
    .execute()
  db.audit('write', 'address', family)
  return true
}

/** Whether the actor by name may see a protected address of this family. */
export const isNamedForAddress = async (db: Db, family: Id): Promise<boolean> => {
  const { rows } = await sql<{ named: boolean }>`select exists (select from family.address_named
    where organisation = ${db.actor.organisation} and family = ${family}) as named`.execute(db.tables<Schema>())
  return rows[0]?.named === true
}

/** How she is protected from now on. The address goes with it in the same moment, or is forgotten. */
export const setProtection = async (db: Db, family: Id, protection: Protection, at: Date): Promise<void> => {
  const { organisation, staff } = db.actor
  await db
    .tables<Schema>()
    .insertInto('family.protection')
    .values({
      organisation,
      family,
      kind: protection.kind,
      from_on: protection.fromOn,
      until_on: protection.untilOn,
      review_on: protection.reviewOn,
      set_at: at,
      set_by: staff,
    })
    .execute()
  db.audit('write', 'address', family)
}

/** Names a colleague for a protected address; whoever does is named herself. */
export const nameForAddress = async (
  db: Db,
  named: { family: Id; staff: Id; reason: string; until: Date },
  at: Date,
): Promise<void> => {
  const { organisation, staff: by } = db.actor
  await db
    .tables<Schema>()
    .insertInto('family.address_named')
    .values({ organisation, ...named, at, by })
    .execute()
  db.audit('write', 'address', named.family)
}
