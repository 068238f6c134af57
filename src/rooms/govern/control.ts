import { sql } from 'kysely'
import { type Look, looksAtChance } from '../../kernel/audit-read.ts'
import { addDays, type Day, instantOf, weekday } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Schema } from './schema.ts'
import { colleagues, type StaffRole } from './staff.ts'

export const glassCodes = {
  danger: 'Der kan være fare for hende eller barnet',
  contact: 'Hun har ringet eller er mødt op og skal have svar nu',
  absence: 'Den, der har ansvaret, kan ikke nås',
  other: 'Andet',
} as const
export type GlassCode = keyof typeof glassCodes

export const outcomes = {
  fine: 'I orden',
  talk: 'Vi har talt med kollegaen',
  breach: 'Brud på reglerne, sagen går videre',
} as const
export type Outcome = keyof typeof outcomes

export const longestGlass = 60

const tables = (db: Db) => db.tables<Schema>()

/** One time somebody without a relation opened a case, or tried to. */
export interface Glass {
  id: Id
  staff: Id
  role: StaffRole
  /** Null: nobody here fitted what she asked for. */
  case: Id | null
  code: GlassCode
  words: string
  minutes: number
  openedAt: Date
}

/** Opens a case for the actor alone. The database sets the end by its own clock, at most an hour away. */
export const breakGlass = async (
  db: Db,
  g: { case: Id | null; code: GlassCode; words: string; minutes: number },
  at: Date,
): Promise<Id> => {
  const id = newId()
  await tables(db)
    .insertInto('govern.break_glass')
    .values({
      organisation: db.actor.organisation,
      id,
      staff: db.actor.staff,
      role: db.actor.role,
      case: g.case,
      code: g.code,
      words: g.words,
      minutes: g.minutes,
      opened_at: at,
      // Set by the database, whatever stands here.
      until: at,
    })
    .execute()
  return id
}

const glassColumns = ['id', 'staff', 'role', 'case', 'code', 'words', 'minutes', 'opened_at'] as const
const toGlass = (row: {
  id: string
  staff: string
  role: string
  case: string | null
  code: string
  words: string
  minutes: number
  opened_at: Date
}): Glass => ({
  id: row.id,
  staff: row.staff,
  role: row.role as StaffRole,
  case: row.case,
  code: row.code as GlassCode,
  words: row.words,
  minutes: row.minutes,
  openedAt: row.opened_at,
})

/** The actor's own emergency accesses since a moment, newest first. */
export const myGlasses = async (db: Db, since: Date): Promise<Glass[]> => {
  const rows = await tables(db)
    .selectFrom('govern.break_glass')
    .select(glassColumns)
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', db.actor.staff)
    .where('opened_at', '>=', since)
    .orderBy('opened_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(toGlass)
}

/** A look that was drawn by chance. */
export interface Sample {
  id: Id
  week: Day
  staff: Id
  role: StaffRole
  lookedAt: Date
  case: Id
  what: string
  purpose: string
}

const perWeek = 10

/** The Monday of the week before the one the day is in: the week that is drawn from. */
export const weekBefore = (day: Day): Day => addDays(day, 1 - weekday(day) - 7)

/**
 * Draws the week's looks at families that no relation explains, as the system, once a week. Chance is the database's
 * strong one, so that nobody can know beforehand which look will be asked about. Returns what was drawn, or undefined
 * when the week is drawn already.
 */
export const drawSample = async (
  db: Db,
  week: Day,
  at: Date,
  related: (db: Db, looks: Look[]) => Promise<Look[]>,
): Promise<number | undefined> => {
  const { organisation } = db.actor
  const looks = await looksAtChance(db, instantOf(week, '00:00'), instantOf(addDays(week, 7), '00:00'))
  const explained = new Set((await related(db, looks)).map(look => look.id))
  const drawn = looks.filter(look => !look.wrote && !explained.has(look.id)).slice(0, perWeek)
  const { rows } = await sql<{ week: Day }>`insert into govern.sample_week (organisation, week, looks, drawn, at)
    values (${organisation}, ${week}, ${looks.length}, ${drawn.length}, ${at}) on conflict do nothing returning week`.execute(
    tables(db),
  )
  if (rows.length === 0) return undefined
  for (const look of drawn)
    await tables(db)
      .insertInto('govern.sample')
      .values({
        organisation,
        week,
        staff: look.staff,
        role: look.role,
        looked_at: look.at,
        case: look.subject,
        what: look.what,
        purpose: look.purpose,
        drawn_at: at,
      })
      .execute()
  return drawn.length
}

export const isDrawn = async (db: Db, week: Day): Promise<boolean> =>
  (await tables(db)
    .selectFrom('govern.sample_week')
    .select('week')
    .where('organisation', '=', db.actor.organisation)
    .where('week', '=', week)
    .executeTakeFirst()) !== undefined

export interface Reviewed {
  outcome: Outcome
  words: string
  at: Date
  by: Id
}

export type Watched = ({ kind: 'break-glass' } & Glass) | ({ kind: 'sample' } & Sample)
export type Watch = Watched & { review: Reviewed | null }

/** Everything there is to look through and what was found, open ones first and oldest of them first. */
export const watchList = async (db: Db): Promise<Watch[]> => {
  const { organisation } = db.actor
  const glasses = await tables(db)
    .selectFrom('govern.break_glass')
    .select(glassColumns)
    .where('organisation', '=', organisation)
    .orderBy('opened_at', 'desc')
    .limit(200)
    .execute()
  const samples = await tables(db)
    .selectFrom('govern.sample')
    .select(['id', 'week', 'staff', 'role', 'looked_at', 'case', 'what', 'purpose'])
    .where('organisation', '=', organisation)
    .orderBy('drawn_at', 'desc')
    .limit(200)
    .execute()
  const reviews = await tables(db)
    .selectFrom('govern.review')
    .select(['subject_id', 'outcome', 'words', 'at', 'by'])
    .where('organisation', '=', organisation)
    .where('subject_id', 'in', [newId(), ...glasses.map(row => row.id), ...samples.map(row => row.id)])
    .execute()
  const found = new Map(reviews.map(row => [row.subject_id, row]))
  const reviewOf = (id: Id): Reviewed | null => {
    const row = found.get(id)
    return row ? { outcome: row.outcome as Outcome, words: row.words, at: row.at, by: row.by } : null
  }
  const all: Watch[] = [
    ...glasses.map(row => ({ kind: 'break-glass' as const, ...toGlass(row), review: reviewOf(row.id) })),
    ...samples.map(row => ({
      kind: 'sample' as const,
      id: row.id,
      week: row.week,
      staff: row.staff,
      role: row.role as StaffRole,
      lookedAt: row.looked_at,
      case: row.case,
      what: row.what,
      purpose: row.purpose,
      review: reviewOf(row.id),
    })),
  ]
  const when = (one: Watch) => (one.kind === 'sample' ? one.lookedAt : one.openedAt).getTime()
  return all.sort((a, b) => Number(a.review !== null) - Number(b.review !== null) || when(a) - when(b))
}

/** Notes what was found. Nobody reviews herself, and what has been reviewed stays so. */
export const review = async (db: Db, watched: Watched, outcome: Outcome, words: string, at: Date): Promise<void> => {
  if (watched.staff === db.actor.staff) throw new Refusal('forbidden', 'nobody reviews herself')
  const done = await db.attempt(() =>
    tables(db)
      .insertInto('govern.review')
      .values({
        organisation: db.actor.organisation,
        subject: watched.kind,
        subject_id: watched.id,
        about: watched.staff,
        outcome,
        words,
        at,
        by: db.actor.staff,
      })
      .execute(),
  )
  if (!done.ok) throw new Refusal('alreadyDone', 'reviewed')
  db.audit('write', `review: ${watched.kind}`, watched.case ?? [])
}

/** Who looks through: the data-protection officer, and the leader; where there is none, the coordinators, else the administrators. */
export const reviewersOf = async (db: Db, day: Day, about: Id | null): Promise<Id[]> => {
  const all = (await colleagues(db, day)).filter(one => one.id !== about)
  const having = (role: StaffRole) => all.filter(one => one.role === role)
  const leaders = (['programmeLeader', 'coordinator', 'administrator'] as const)
    .map(having)
    .find(some => some.length > 0)
  return [...having('dataProtectionOfficer'), ...(leaders ?? [])].map(one => one.id)
}
