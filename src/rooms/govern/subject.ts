import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Part } from '../../kernel/data.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { addMonths } from './retention.ts'
import type { Schema } from './schema.ts'

export const requestKinds = {
  copy: 'Se sine oplysninger',
  correction: 'Få noget rettet',
  restriction: 'Begrænse brugen',
  erasure: 'Få noget slettet',
} as const
export type RequestKind = keyof typeof requestKinds

export const askers = {
  woman: 'Kvinden selv',
  child: 'Barnet selv (15 år eller ældre)',
  partner: 'Partneren',
  custodian: 'Forældremyndighedens indehaver, for et barn under 15 år',
} as const
export type Asker = keyof typeof askers

export const ways = { paper: 'På papir', talk: 'I en samtale', digital: 'Digitalt' } as const
export type Way = keyof typeof ways

export const decisions = { granted: 'Ja', partly: 'Delvist', refused: 'Nej' } as const
export type Decision = keyof typeof decisions

export const marks = {
  restriction: 'Brugen er begrænset',
  hold: 'Må ikke slettes',
  archived: 'Afleveret til arkivet',
} as const
export type Mark = keyof typeof marks

/** Whose data somebody may be given who asks: her own; a custodian's are the child's. */
export const mayBeGiven = (asker: Asker): Part => (asker === 'custodian' ? 'child' : asker)

/** An answer is due within a month of the day it was received (art. 12(3)). */
export const answerDue = (received: Day): Day => addMonths(received, 1)

const tables = (db: Db) => db.tables<Schema>()

export interface SubjectRequest {
  id: Id
  family: Id
  kind: RequestKind
  asked_by: Asker
  how: Way
  words: string
  received_on: Day
  decision: Decision | null
  answer: string | null
  told: string | null
}

/** What has been asked for: about one family, or (the officer's list) at the whole house; unanswered and oldest first. */
export const requestsAbout = async (db: Db, family?: Id): Promise<SubjectRequest[]> => {
  const { rows } = await sql<SubjectRequest>`
    select r.id, r.family, r.kind, r.asked_by, r.how, r.words, r.received_on, a.decision, a.words as answer, a.told
    from govern.subject_request r left join govern.subject_answer a on a.organisation = r.organisation and a.request = r.id
    where r.organisation = ${db.actor.organisation} ${family ? sql`and r.family = ${family}` : sql``}
    order by a.decision is not null, r.received_on, r.id limit 200`.execute(tables(db))
  return rows
}

const stamp = (db: Db, family: Id, at: Date) => ({
  organisation: db.actor.organisation,
  id: newId(),
  family,
  at,
  by: db.actor.staff,
})

export const noteRequest = async (
  db: Db,
  family: Id,
  r: { kind: RequestKind; asked_by: Asker; how: Way; words: string; received_on: Day },
  at: Date,
): Promise<void> => {
  await tables(db)
    .insertInto('govern.subject_request')
    .values({ ...stamp(db, family, at), ...r })
    .execute()
  db.audit('write', `request: ${r.kind}`, family)
}

/** Her claim and the answer both stand. Answered once. */
export const answerRequest = async (
  db: Db,
  family: Id,
  a: { request: Id; decision: Decision; words: string; told: string },
  at: Date,
): Promise<void> => {
  const done = await db.attempt(() =>
    tables(db)
      .insertInto('govern.subject_answer')
      .values({ ...stamp(db, family, at), ...a })
      .execute(),
  )
  if (!done.ok) throw new Refusal('alreadyDone', 'answered')
  db.audit('write', 'request answered', family)
}

export interface Marked {
  kind: Mark
  stands: boolean
  reason: string
  at: Date
}

/** The marks of a case as they stand now. */
export const marksOf = async (db: Db, family: Id): Promise<Marked[]> => {
  const { rows } = await sql<Marked>`select distinct on (kind) kind, stands, reason, at from govern.case_mark
    where organisation = ${db.actor.organisation} and family = ${family} order by kind, nth desc`.execute(tables(db))
  return rows
}

export const setMark = async (
  db: Db,
  family: Id,
  m: { kind: Mark; stands: boolean; reason: string },
  at: Date,
): Promise<void> => {
  const row = stamp(db, family, at)
  const done = await db.attempt(() =>
    sql`insert into govern.case_mark (organisation, id, family, kind, nth, stands, reason, at, by)
      select ${row.organisation}, ${row.id}, ${family}, ${m.kind}, coalesce(max(c.nth), 0) + 1, ${m.stands}, ${m.reason}, ${at}, ${row.by}
      from govern.case_mark c where c.organisation = ${row.organisation} and c.family = ${family} and c.kind = ${m.kind}`.execute(
      tables(db),
    ),
  )
  if (!done.ok) throw new Refusal('stale', 'marked by another')
  db.audit('write', `mark: ${m.kind}`, family)
}

/** Whether the use of a case is limited: then no message goes out of it and nothing of it is shared. */
export const isRestricted = async (db: Db, family: Id): Promise<boolean> =>
  (await marksOf(db, family)).some(mark => mark.kind === 'restriction' && mark.stands)

/** What every page about the family says while the use of the case is limited. */
export const restrictionOf = async (db: Db, family: Id): Promise<string | undefined> =>
  ['referrer', 'counsellor', 'coordinator'].includes(db.actor.role) && (await isRestricted(db, family))
    ? 'Brugen af sagen er begrænset. Send ingen beskeder, og del ikke noget, før koordinatoren har ophævet det.'
    : undefined

export interface Copy {
  id: Id
  family: Id
  about: Part
  until: Date
}

const copyMinutes = 10

/** Opens a copy for a short while, to this session alone. */
export const openCopy = async (db: Db, family: Id, about: Part, reason: string, at: Date): Promise<Id> => {
  const row = stamp(db, family, at)
  const until = new Date(at.getTime() + copyMinutes * 60_000)
  await tables(db)
    .insertInto('govern.subject_copy')
    .values({ ...row, about, reason, session: db.actor.session, until })
    .execute()
  db.audit('write', `copy opened: ${about}`, family)
  return row.id
}

/** The copy that this very session opened a moment ago, or a refusal. */
export const openedCopy = async (db: Db, family: Id, id: Id, now: Date): Promise<Copy> => {
  const found = await tables(db)
    .selectFrom('govern.subject_copy')
    .select(['id', 'family', 'about', 'until'])
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', id)
    .where('family', '=', family)
    .where('session', '=', db.actor.session)
    .where('until', '>', now)
    .executeTakeFirst()
  if (!found) throw new Refusal('unknown')
  return { ...found, about: found.about as Part }
}

export const orderErasure = async (
  db: Db,
  family: Id,
  o: { cause: 'asked' | 'retention'; words: string },
  at: Date,
): Promise<void> => {
  await tables(db)
    .insertInto('govern.erasure_order')
    .values({ ...stamp(db, family, at), ...o })
    .execute()
  db.audit('write', 'erasure ordered', family)
}

export const isOrdered = async (db: Db, family: Id): Promise<boolean> =>
  (await tables(db)
    .selectFrom('govern.erasure_order')
    .select('id')
    .where('organisation', '=', db.actor.organisation)
    .where('family', '=', family)
    .executeTakeFirst()) !== undefined

/** Cases whose time is over and how many were erased: for the officer. */
export const overseen = async (db: Db): Promise<{ due: { family: Id; due_on: Day }[]; erased: number }> => {
  const { organisation } = db.actor
  const due = await tables(db)
    .selectFrom('govern.retention_due')
    .select(['family', 'due_on'])
    .where('organisation', '=', organisation)
    .orderBy('due_on')
    .limit(200)
    .execute()
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from govern.erasure where organisation = ${organisation}`.execute(tables(db))
  return { due, erased: rows[0]?.n ?? 0 }
}

/** The houses the case has been passed on to, or came from. */
export const sharedWith = async (db: Db, family: Id): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select distinct o.name from kernel.link l join govern.organisation o
      on o.id = case when l.organisation = ${db.actor.organisation} then l.other_organisation else l.organisation end
    where (l.organisation = ${db.actor.organisation} and l."case" = ${family})
      or (l.other_organisation = ${db.actor.organisation} and l.other_case = ${family}) order by 1`.execute(tables(db))
  return rows.map(row => row.name)
}
