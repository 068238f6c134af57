import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { DisclosureBasis, ExchangeType } from './consent.ts'
import type { Schema } from './schema.ts'

const tables = (db: Db) => db.tables<Schema>()

/** Something told to another without her consent. */
export interface Disclosure {
  id: Id
  family: Id
  basis: DisclosureBasis
  justification: string
  recipient: string
  what: string
  /** Null until she has been told. */
  toldOn: Day | null
  notToldReason: string | null
  tellBy: Day | null
  at: Date
  by: Id
}

export type NewDisclosure = Omit<Disclosure, 'id' | 'at' | 'by'>

export const disclose = async (db: Db, one: NewDisclosure, at: Date): Promise<void> => {
  await tables(db)
    .insertInto('govern.disclosure')
    .values({
      organisation: db.actor.organisation,
      family: one.family,
      basis: one.basis,
      justification: one.justification,
      recipient: one.recipient,
      what: one.what,
      told_on: one.toldOn,
      not_told_reason: one.notToldReason,
      tell_by: one.tellBy,
      at,
      by: db.actor.staff,
    })
    .execute()
  db.audit('write', 'disclosure without consent', one.family)
}

const columns = sql`d.id, d.family, d.basis, d.justification, d.recipient, d.what, coalesce(d.told_on, t.told_on) as "toldOn",
  d.not_told_reason as "notToldReason", d.tell_by as "tellBy", d.at, d.by
  from govern.disclosure d left join govern.disclosure_told t on t.organisation = d.organisation and t.disclosure = d.id`

export const disclosuresOf = async (db: Db, family: Id): Promise<Disclosure[]> => {
  const { rows } = await sql<Disclosure>`select ${columns}
    where d.organisation = ${db.actor.organisation} and d.family = ${family} order by d.at desc limit 100`.execute(
    tables(db),
  )
  return rows
}

/** Every one of the house, those where she has not been told on top, the soonest day first. */
export const allDisclosures = async (db: Db): Promise<Disclosure[]> => {
  const { rows } = await sql<Disclosure>`select ${columns}
    where d.organisation = ${db.actor.organisation}
    order by coalesce(d.told_on, t.told_on) is not null, d.tell_by, d.at desc limit 200`.execute(tables(db))
  db.audit(
    'read',
    'disclosures without consent',
    rows.map(row => row.family),
  )
  return rows
}

/** She has been told now: a row beside what was written. */
export const noteTold = async (db: Db, one: Disclosure, toldOn: Day, at: Date): Promise<void> => {
  const done = await db.attempt(() =>
    tables(db)
      .insertInto('govern.disclosure_told')
      .values({
        organisation: db.actor.organisation,
        disclosure: one.id,
        family: one.family,
        told_on: toldOn,
        at,
        by: db.actor.staff,
      })
      .execute(),
  )
  if (!done.ok) throw new Refusal('alreadyDone', 'told')
  db.audit('write', 'told of a disclosure', one.family)
}

/** A meeting between the municipality's own, as basis for exchange without consent. */
export interface Exchange {
  child: string
  nth: number
  reason: string | null
  heldOn: Day
  participants: ExchangeType[]
}

export const exchangesOf = async (db: Db, family: Id): Promise<Exchange[]> => {
  const { rows } = await sql<Exchange>`select child, nth, reason, held_on as "heldOn", participants from govern.exchange
    where organisation = ${db.actor.organisation} and family = ${family} order by child, nth`.execute(tables(db))
  return rows
}

/** Undefined when it is written, else the rule that the database says it breaks. */
export const holdExchange = async (db: Db, family: Id, one: Exchange, at: Date): Promise<string | undefined> => {
  const done = await db.attempt(() =>
    tables(db)
      .insertInto('govern.exchange')
      .values({
        organisation: db.actor.organisation,
        family,
        child: one.child,
        nth: one.nth,
        reason: one.reason,
        held_on: one.heldOn,
        participants: one.participants,
        at,
        by: db.actor.staff,
      })
      .execute(),
  )
  if (!done.ok) return done.constraint
  db.audit('write', 'exchange', family)
  return undefined
}
