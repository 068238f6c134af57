import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, instantOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import { endOfWeek } from './promise.ts'
import type { Schema } from './schema.ts'
import type { Stage, Step } from './steps.ts'
import type { Holding } from './store.ts'

export const views = ['mine', 'ufordelte', 'venter', 'overskredne', 'afsluttede'] as const
export type View = (typeof views)[number]

/** Where a page of the list ends: the next begins after it, however many rows have come and gone meanwhile. */
export interface Place {
  due: Day
  dueAt: Date | null
  family: Id
}

export const pageSize = 50

const tables = (db: Db) => db.tables<Schema>()

/** 'YYYY-MM-DD~ms~family', or undefined when it is not one. */
export const readPlace = (text: string | undefined): Place | undefined => {
  const [due = '', at = '', family] = (text ?? '').split('~')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due) || !/^\d{0,15}$/.test(at) || !isId(family)) return undefined
  return { due, dueAt: at ? new Date(Number(at)) : null, family }
}
export const writePlace = ({ due, dueAt, family }: Place): string => `${due}~${dueAt?.getTime() ?? ''}~${family}`

/** Where a page of the ended ones ends. */
export interface EndedPlace {
  at: Date
  id: Id
}
export const readEndedPlace = (text: string | undefined): EndedPlace | undefined => {
  const [at = '', id] = (text ?? '').split('~')
  return /^\d{1,15}$/.test(at) && isId(id) ? { at: new Date(Number(at)), id } : undefined
}
export const writeEndedPlace = ({ at, id }: EndedPlace): string => `${at.getTime()}~${id}`

const whose = (view: View, holders: Id[], today: Day): RawBuilder<boolean> => {
  switch (view) {
    case 'ufordelte':
      return sql<boolean>`stage = 'unassigned'`
    case 'venter':
      return sql<boolean>`stage = 'waiting'`
    case 'overskredne':
      return sql<boolean>`due < ${today}`
    default:
      return sql<boolean>`holder = any(${holders}::uuid[])`
  }
}

interface Row {
  family: Id
  holder: Id
  stage: Stage
  step: Step
  due: Day
  due_at: Date | null
  subject: Holding['subject']
  subject_id: Id
  site: Id | null
}

/** One row of a list: what is promised to a family, and who has her. */
export type Listed = Pick<
  Holding,
  'family' | 'holder' | 'stage' | 'step' | 'due' | 'dueAt' | 'subject' | 'subjectId' | 'site'
>

const toListed = (row: Row): Listed => ({
  family: row.family,
  holder: row.holder,
  stage: row.stage,
  step: row.step,
  due: row.due,
  dueAt: row.due_at && new Date(row.due_at),
  subject: row.subject,
  subjectId: row.subject_id,
  site: row.site,
})

const listed = sql.raw('family, holder, stage, step, due, due_at, subject, subject_id, site')

/** One page of a list in the order of `byPromise`, and where the next begins. */
export const listPage = async (
  db: Db,
  view: Exclude<View, 'afsluttede'>,
  holders: Id[],
  today: Day,
  after?: Place,
): Promise<{ rows: Listed[]; next?: Place }> => {
  // A step without a time of day comes after the appointments of its day.
  const late = sql`coalesce(due_at, 'infinity'::timestamptz)`
  const beyond = after
    ? sql`and (due, ${late}, family) > (${after.due}::date, coalesce(${after.dueAt}::timestamptz, 'infinity'), ${after.family}::uuid)`
    : sql``
  const { rows } = await sql<Row>`
    select ${listed} from caseload.holding
    where organisation = ${db.actor.organisation} and ${whose(view, holders, today)} ${beyond}
    order by due, ${late}, family limit ${pageSize + 1}`.execute(tables(db))
  const shown = rows.slice(0, pageSize).map(toListed)
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1) : undefined }
}

interface Group {
  holder: Id
  stage: Stage
  families: number
  broken: number
  today: number
  week: number
}

/** Everything around the list, counted in one round trip. */
export interface Overview {
  groups: Group[]
  ended: number
  /** Everybody in the actor's own list. */
  families: Id[]
  /**
   * Families touched this week that somebody had, that nobody let go, and that nobody has: always none. The whole
   * history is proved by the command check; here it would cost as much as the list itself.
   */
  lost: number
  initials: boolean
  appointments: Listed[]
}

interface OverviewRow extends Omit<Overview, 'appointments' | 'initials'> {
  initials: boolean | null
  appointments: Row[]
}

/** `endedBy` narrows the ended ones to those that person ended. */
export const overview = async (
  db: Db,
  holders: Id[],
  today: Day,
  ended: { since: Date; by: Id | null },
): Promise<Overview> => {
  const { organisation, staff } = db.actor
  const weekAgo = instantOf(addDays(today, -7), '00:00')
  const { rows } = await sql<OverviewRow>`select
    (select coalesce(json_agg(g), '[]') from (
      select holder, stage, count(*) as families, count(*) filter (where due < ${today}) as broken,
        count(*) filter (where due = ${today}) as today, count(*) filter (where due > ${today} and due <= ${endOfWeek(today)}) as week
      from caseload.holding where organisation = ${organisation} group by holder, stage) g) as groups,
    (select coalesce(json_agg(family), '[]') from caseload.holding
      where organisation = ${organisation} and holder = any(${holders}::uuid[])) as families,
    (select count(distinct t.family) ${endedRows(organisation, ended)}) as ended,
    (select count(*) from (select distinct on (family) family, holder from caseload.turn
        where organisation = ${organisation} and at > ${weekAgo}::timestamptz order by family, at desc, holder nulls first) last
      where last.holder is not null and not exists (select from caseload.holding h
        where h.organisation = ${organisation} and h.family = last.family)) as lost,
    (select initials from caseload.preference where organisation = ${organisation} and staff = ${staff}) as initials,
    (select coalesce(json_agg(a order by a.due_at), '[]') from (
      select ${listed} from caseload.holding where organisation = ${organisation} and holder = any(${holders}::uuid[])
        and due = ${today} and due_at is not null order by due_at limit 20) a) as appointments`.execute(tables(db))
  const row = rows[0]
  if (!row) throw new Error('an overview is always one row')
  return { ...row, initials: row.initials ?? false, appointments: row.appointments.map(toListed) }
}

const endedRows = (organisation: Id, { since, by }: { since: Date; by: Id | null }) =>
  sql`from caseload.turn t where t.organisation = ${organisation} and t.holder is null and t.at > ${since}
    and (${by}::uuid is null or t.by = ${by}::uuid)
    and not exists (select from caseload.holding h where h.organisation = t.organisation and h.family = t.family)`

/** The end of the help for one family, as the turn tells it. */
export interface Ended {
  id: Id
  family: Id
  at: Date
  by: Id
  reason: string | null
  subject: Holding['subject']
  subjectId: Id
}

/** Those whose help has ended, newest first. */
export const endedPage = async (
  db: Db,
  ended: { since: Date; by: Id | null },
  after?: EndedPlace,
): Promise<{ rows: Ended[]; next?: EndedPlace }> => {
  const beyond = after ? sql`and (t.at, t.id) < (${after.at}, ${after.id}::uuid)` : sql``
  const { rows } = await sql<Ended & { subject_id: Id }>`
    select t.id, t.family, t.at, t.by, t.reason, t.subject, t.subject_id ${endedRows(db.actor.organisation, ended)} ${beyond}
      and not exists (select from caseload.turn later where later.organisation = t.organisation and later.family = t.family
        and later.holder is null and (later.at, later.id) > (t.at, t.id))
    order by t.at desc, t.id desc limit ${pageSize + 1}`.execute(tables(db))
  const shown = rows.slice(0, pageSize).map(row => ({ ...row, subjectId: row.subject_id }))
  return { rows: shown, next: rows.length > pageSize ? shown.at(-1) : undefined }
}

/** How the actor wants names shown from now on. */
export const setInitials = async (db: Db, initials: boolean, at: Date): Promise<void> => {
  const { organisation, staff } = db.actor
  await tables(db)
    .insertInto('caseload.preference')
    .values({ organisation, staff, initials, at })
    .onConflict(c => c.columns(['organisation', 'staff']).doUpdateSet({ initials, at }))
    .execute()
}

/** Somebody looks along at the actor's screen, or not any more. */
export const setShield = async (db: Db, on: boolean): Promise<void> => {
  await sql`select kernel.shield(${on})`.execute(tables(db))
}
