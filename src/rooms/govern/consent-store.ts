import { sql } from 'kysely'
import { addDays, type Clock, type Day, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId, newId } from '../../kernel/ids.ts'
import { tellInside } from '../../kernel/news.ts'
import { Refusal } from '../../kernel/refusal.ts'
import {
  type Basis,
  type ConsentPart,
  type Feedback,
  latestUntil,
  type Purpose,
  renewalDays,
  type Standing,
  standingOf,
} from './consent.ts'
import type { Schema } from './schema.ts'

const tables = (db: Db) => db.tables<Schema>()

/** A consent as the house that gave it, or its recipient, reads it. */
export interface Consent {
  id: Id
  /** The house that gives, and her file there. */
  organisation: Id
  family: Id
  recipient: Id
  recipientFamily: Id | null
  basis: Basis
  form: 'written' | 'oral'
  oralReason: string | null
  givenBy: 'woman' | 'custodian'
  custodian: string | null
  witness: Id
  parts: ConsentPart[]
  purpose: Purpose
  feedback: Feedback
  givenOn: Day
  until: Day
  replaces: Id | null
  withdrawnAt: Date | null
  standing: Standing
  /** Decided here that it may run out, or seen here that it was taken back. */
  decided: 'lapse' | 'seen' | null
}

export interface NewConsent {
  family: Id
  recipient: Id
  recipientFamily?: Id | null
  basis: Basis
  form: 'written' | 'oral'
  oralReason: string | null
  givenBy: 'woman' | 'custodian'
  custodian?: string | null
  parts: readonly ConsentPart[]
  purpose: Purpose
  feedback: Feedback
  givenOn: Day
  until: Day
  replaces?: Id | null
  synthetic?: boolean
}

/**
 * Writes down that she said yes. The house that gives is the actor's own, and she is the witness. Refused by a throw when
 * it is dated tomorrow or for more than a year: the page has said so before, and the database says so again.
 */
export const giveConsent = async (db: Db, given: NewConsent, clock: Clock): Promise<Id> => {
  const id = newId()
  if (given.givenOn > today(clock)) throw new Error('a consent from tomorrow')
  if (given.until > latestUntil(given.givenOn)) throw new Error('a consent for more than a year')
  const before = given.replaces ? await consentOf(db, given.replaces, today(clock)) : undefined
  if (before && (before.standing === 'withdrawn' || before.standing === 'replaced'))
    throw new Refusal('alreadyDone', before.standing)
  await tables(db)
    .insertInto('govern.consent')
    .values({
      organisation: db.actor.organisation,
      id,
      family: given.family,
      other_organisation: given.recipient,
      other_family: given.recipientFamily ?? before?.recipientFamily ?? null,
      basis: given.basis,
      form: given.form,
      oral_reason: given.form === 'oral' ? given.oralReason : null,
      given_by: given.givenBy,
      custodian: given.givenBy === 'custodian' ? (given.custodian ?? null) : null,
      witness: db.actor.staff,
      parts: [...given.parts],
      purpose: given.purpose,
      feedback: given.feedback,
      given_on: given.givenOn,
      until: given.until,
      replaces: before?.id ?? null,
      at: clock.now(),
      by: db.actor.staff,
      synthetic: given.synthetic ?? false,
    })
    .execute()
  db.audit('write', 'consent', given.family)
  return id
}

interface Row {
  id: Id
  organisation: Id
  family: Id
  other_organisation: Id
  other_family: Id | null
  basis: string
  form: string
  oral_reason: string | null
  given_by: string
  custodian: string | null
  witness: Id
  parts: string[]
  purpose: string
  feedback: string
  given_on: Day
  until: Day
  replaces: Id | null
  withdrawn_at: Date | null
  replaced: boolean
  decided: string | null
}

// Codes are text to the database; its checks keep them to the lists.
const toConsent = (row: Row, day: Day): Consent => ({
  id: row.id,
  organisation: row.organisation,
  family: row.family,
  recipient: row.other_organisation,
  recipientFamily: row.other_family,
  basis: row.basis as Basis,
  form: row.form as Consent['form'],
  oralReason: row.oral_reason,
  givenBy: row.given_by as Consent['givenBy'],
  custodian: row.custodian,
  witness: row.witness,
  parts: row.parts as ConsentPart[],
  purpose: row.purpose as Purpose,
  feedback: row.feedback as Feedback,
  givenOn: row.given_on,
  until: row.until,
  replaces: row.replaces,
  withdrawnAt: row.withdrawn_at,
  standing: standingOf({ until: row.until, withdrawnAt: row.withdrawn_at, replaced: row.replaced }, day),
  decided: row.decided as Consent['decided'],
})

const columns = (db: Db) => sql`c.*,
  (select e.at from govern.consent_end e where e.organisation = c.organisation and e.consent = c.id) as withdrawn_at,
  exists (select from govern.consent n where n.organisation = c.organisation and n.replaces = c.id) as replaced,
  (select max(d.outcome) from govern.consent_decision d where d.organisation = ${db.actor.organisation} and d.consent = c.id) as decided`

/** Hers that this house gave or got, newest first. `family` is her file here. */
export const consentsOf = async (db: Db, family: Id, day: Day): Promise<Consent[]> => {
  const here = db.actor.organisation
  const { rows } = await sql<Row>`select ${columns(db)} from govern.consent c
    where (c.organisation = ${here} and c.family = ${family}) or (c.other_organisation = ${here} and c.other_family = ${family})
    order by c.at desc, c.id limit 100`.execute(tables(db))
  db.audit('read', 'consent', family)
  return rows.map(row => toConsent(row, day))
}

/** One consent this house gave or got, or a refusal. */
export const consentOf = async (db: Db, id: string, day: Day): Promise<Consent> => {
  if (!isId(id)) throw new Refusal('unknown')
  const here = db.actor.organisation
  const { rows } = await sql<Row>`select ${columns(db)} from govern.consent c
    where c.id = ${id} and ${here} in (c.organisation, c.other_organisation)`.execute(tables(db))
  if (!rows[0]) throw new Refusal('unknown')
  const consent = toConsent(rows[0], day)
  db.audit('read', 'consent', consent.organisation === here ? consent.family : (consent.recipientFamily ?? []))
  return consent
}

/** She takes it back: from now on nothing more is read by it, and what rests on it stops in this transaction. */
export const withdrawConsent = async (
  db: Db,
  consent: Consent,
  saidBy: 'woman' | 'custodian',
  clock: Clock,
): Promise<string[]> => {
  const done = await db.attempt(() =>
    tables(db)
      .insertInto('govern.consent_end')
      .values({
        organisation: db.actor.organisation,
        consent: consent.id,
        family: consent.family,
        other_organisation: consent.recipient,
        other_family: consent.recipientFamily,
        said_by: saidBy,
        at: clock.now(),
        by: db.actor.staff,
      })
      .execute(),
  )
  if (!done.ok) throw new Refusal('alreadyDone', 'withdrawn')
  db.audit('write', 'consent withdrawn', consent.family)
  return tellInside(db, { kind: 'consent.withdrawn', consent: consent.id, family: consent.family }, clock)
}

/** What was decided here: that it may run out, with why, or that it was seen. Said twice it is said once. */
export const decideConsent = async (
  db: Db,
  consent: Consent,
  outcome: 'lapse' | 'seen',
  words: string,
  at: Date,
): Promise<void> => {
  const family = consent.organisation === db.actor.organisation ? consent.family : consent.recipientFamily
  if (!family) throw new Refusal('unknown')
  await tables(db)
    .insertInto('govern.consent_decision')
    .values({
      organisation: db.actor.organisation,
      consent: consent.id,
      family,
      outcome,
      words,
      at,
      by: db.actor.staff,
    })
    .onConflict(c => c.doNothing())
    .execute()
  db.audit('write', `consent: ${outcome}`, family)
}

/** Something to do about a consent of a family held here. */
export interface ConsentTask {
  family: Id
  consent: Id | null
  kind: 'renew' | 'withdrawn' | 'tellHer'
  due: Day
}

/**
 * What the holder of these families has to do about consents: renew one that runs out within thirty days, see that one
 * was taken back, tell a woman what was told about her without her yes. Told by the rows themselves, so that none is lost.
 */
export const consentTasks = async (db: Db, families: readonly Id[], day: Day): Promise<ConsentTask[]> => {
  if (families.length === 0) return []
  const here = db.actor.organisation
  const ids = [...families]
  const open = sql`not exists (select from govern.consent_decision d where d.organisation = ${here} and d.consent = c.id)`
  const { rows } = await sql<ConsentTask>`
    select case when c.organisation = ${here} then c.family else c.other_family end as family, c.id as consent, 'renew' as kind, c.until as due
    from govern.consent c
    where ((c.organisation = ${here} and c.family = any(${ids}::uuid[])) or (c.other_organisation = ${here} and c.other_family = any(${ids}::uuid[])))
      and c.until between ${day}::date and ${addDays(day, renewalDays)}::date and ${open}
      and not exists (select from govern.consent_end e where e.organisation = c.organisation and e.consent = c.id)
      and not exists (select from govern.consent n where n.organisation = c.organisation and n.replaces = c.id)
    union all
    select c.other_family, c.consent, 'withdrawn', (c.at at time zone 'Europe/Copenhagen')::date
    from (select e.*, e.consent as id from govern.consent_end e where e.other_organisation = ${here} and e.other_family = any(${ids}::uuid[])) c
    where ${open}
    union all
    select d.family, null, 'tellHer', d.tell_by from govern.disclosure d
    where d.organisation = ${here} and d.family = any(${ids}::uuid[]) and d.told_on is null
      and not exists (select from govern.disclosure_told t where t.organisation = d.organisation and t.disclosure = d.id)
    order by due limit 50`.execute(tables(db))
  return rows
}

/** How many of the house's consents since a day are oral: for those who watch over it. */
export const consentForms = async (db: Db, from: Day): Promise<{ oral: number; total: number }> => {
  const { rows } = await sql<{ oral: number; total: number }>`
    select oral::int as oral, total::int as total from govern.consent_forms(${from}::date)`.execute(tables(db))
  return rows[0] ?? { oral: 0, total: 0 }
}

/** Organisations something may be given to: every other house, one at a time. */
export const recipientsOf = async (db: Db): Promise<{ id: Id; name: string }[]> =>
  tables(db)
    .selectFrom('govern.organisation')
    .select(['id', 'name'])
    .where('id', '<>', db.actor.organisation)
    .orderBy('name')
    .execute()

export const kindOfHouse = async (db: Db): Promise<string> =>
  (
    await tables(db)
      .selectFrom('govern.organisation')
      .select('kind')
      .where('id', '=', db.actor.organisation)
      .executeTakeFirstOrThrow()
  ).kind
