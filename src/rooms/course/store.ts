import { type Selectable, sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Mode } from './appointment.ts'
import { type Count, countOf } from './cap.ts'
import type { StepDoer, StepResult } from './end-report.ts'
import type { Participant } from './record.ts'
import type {
  CourseAgreedStep,
  CourseCourse,
  CourseEndReport,
  CourseRecord,
  CourseSession,
  CourseSessionState,
  CourseState as CourseStateRow,
  Schema,
} from './schema.ts'
import type { CourseState, SessionState } from './session.ts'

export interface Course {
  id: Id
  family: Id
  referral: Id
  programme: string
  agreement: Id
  track: string
  cap: number | null
  site: Id | null
  startedAt: Date
  startedBy: Id
  state: CourseState
  endedAt: Date | null
  endReason: string | null
  version: number
}

export interface StateRow {
  nth: number
  at: Date
  by: Id
  verb: string
  to: string
  reason: string | null
  note: string | null
  track: string | null
}

export interface SavedRecord {
  nth: number
  at: Date
  by: Id
  minutes: number
  tookPart: Participant[]
  topics: string[]
  note: string
}

export interface Session {
  id: Id
  from: Date
  to: Date
  mode: Mode
  site: Id | null
  room: string | null
  counsellor: Id
  interpreter: string | null
  replaces: Id | null
  plannedAt: Date
  plannedBy: Id
  state: SessionState
  version: number
  states: StateRow[]
  /** The newest record, when somebody has written about it. */
  record: SavedRecord | null
}

export interface AgreedStep {
  id: Id
  session: Id | null
  text: string
  who: StepDoer
  due: Day | null
  at: Date
  by: Id
  result: StepResult | null
}

export interface SavedReport {
  at: Date
  by: Id
  reason: string
  note: string | null
  summary: string
  approved: boolean
}

export interface CourseFile {
  course: Course
  states: StateRow[]
  sessions: Session[]
  steps: AgreedStep[]
  report: SavedReport | null
  count: Count
}

export const tables = (db: Db) => db.tables<Schema>()

// Rows that come inside another row come as JSON: instants are texts there.
type Inside<T> = { [K in keyof Selectable<T>]: Selectable<T>[K] extends Date | null ? string : Selectable<T>[K] }
type CourseRow = Selectable<CourseCourse>
interface FileRow extends CourseRow {
  states: Inside<CourseStateRow>[] | null
  sessions:
    | (Inside<CourseSession> & { states: Inside<CourseSessionState>[] | null; record: Inside<CourseRecord> | null })[]
    | null
  steps: (Inside<CourseAgreedStep> & { result: string | null })[] | null
  report: Inside<CourseEndReport> | null
}

const toState = (
  r: Omit<Inside<CourseSessionState>, 'session' | 'counsellor'> & { track?: string | null },
): StateRow => ({
  nth: r.nth,
  at: new Date(r.at),
  by: r.by,
  verb: r.verb,
  to: r.to_state,
  reason: r.reason,
  note: r.note,
  track: r.track ?? null,
})

const toRecord = (r: Inside<CourseRecord>): SavedRecord => ({
  nth: r.nth,
  at: new Date(r.at),
  by: r.by,
  minutes: r.minutes,
  tookPart: r.took_part as Participant[],
  topics: r.topics,
  note: r.note,
})

const toSession = (r: NonNullable<FileRow['sessions']>[number]): Session => ({
  id: r.id,
  from: new Date(r.planned_from),
  to: new Date(r.planned_to),
  mode: r.mode as Mode,
  site: r.site,
  room: r.room,
  counsellor: r.counsellor,
  interpreter: r.interpreter,
  replaces: r.replaces,
  plannedAt: new Date(r.planned_at),
  plannedBy: r.planned_by,
  state: r.state as SessionState,
  version: r.version,
  states: (r.states ?? []).map(toState),
  record: r.record && toRecord(r.record),
})

const toStep = (r: NonNullable<FileRow['steps']>[number]): AgreedStep => ({
  id: r.id,
  session: r.session,
  text: r.text,
  who: r.who as StepDoer,
  due: r.due,
  at: new Date(r.at),
  by: r.by,
  result: r.result as StepResult | null,
})

const toReport = (r: Inside<CourseEndReport>): SavedReport => ({ ...r, at: new Date(r.at) })

const toCourse = (r: CourseRow): Course => ({
  id: r.id,
  family: r.family,
  referral: r.referral,
  programme: r.programme,
  agreement: r.agreement,
  track: r.track,
  cap: r.cap,
  site: r.site,
  startedAt: r.started_at,
  startedBy: r.started_by,
  state: r.state as CourseState,
  endedAt: r.ended_at,
  endReason: r.end_reason,
  version: r.version,
})

// json and not jsonb: the rows are only written out, and taking them apart first costs twice the time.
const everything = sql`select c.*,
  (select json_agg(s order by s.nth) from course.state s
    where s.organisation = c.organisation and s.course = c.id) as states,
  (select json_agg(x order by x.planned_from) from (select s.*,
      (select json_agg(t order by t.nth) from course.session_state t
        where t.organisation = s.organisation and t.session = s.id) as states,
      (select row_to_json(r) from course.record r
        where r.organisation = s.organisation and r.session = s.id order by r.nth desc limit 1) as record
    from course.session s where s.organisation = c.organisation and s.course = c.id) x) as sessions,
  (select json_agg(x order by x.at, x.id) from (select a.*, (select r.result from course.step_result r
        where r.organisation = a.organisation and r.step = a.id order by r.at desc, r.id desc limit 1) as result
    from course.agreed_step a where a.organisation = c.organisation and a.course = c.id) x) as steps,
  (select row_to_json(e) from course.end_report e where e.organisation = c.organisation and e.course = c.id) as report
  from course.course c`

const toFile = (row: FileRow): CourseFile => {
  const sessions = (row.sessions ?? []).map(toSession)
  return {
    course: toCourse(row),
    states: (row.states ?? []).map(toState),
    sessions,
    steps: (row.steps ?? []).map(toStep),
    report: row.report && toReport(row.report),
    count: countOf(sessions, row.cap),
  }
}

/** The whole course in one query, or a refusal: unknown and forbidden look alike. Reading is noted in the audit. */
export const fileOf = async (db: Db, id: Id | undefined): Promise<CourseFile> => {
  if (!isId(id)) throw new Refusal('unknown')
  const { rows } =
    await sql<FileRow>`${everything} where c.organisation = ${db.actor.organisation} and c.id = ${id}`.execute(
      tables(db),
    )
  if (!rows[0]) throw new Refusal('unknown')
  const file = toFile(rows[0])
  db.audit('read', 'course', file.course.family)
  return file
}

/** Locks the course until the transaction ends, then reads it: of two people the second sees what the first did. */
export const lockFile = async (db: Db, id: Id | undefined): Promise<CourseFile> => {
  if (!isId(id)) throw new Refusal('unknown')
  await sql`select id from course.course where organisation = ${db.actor.organisation} and id = ${id} for update`.execute(
    tables(db),
  )
  return fileOf(db, id)
}

export const sessionIn = (file: CourseFile, id: Id | undefined): Session => {
  const session = file.sessions.find(one => one.id === id)
  if (!session) throw new Refusal('unknown')
  return session
}

/** The open course of a family at the actor's own organisation. */
export const openCourseOf = async (db: Db, family: Id): Promise<Course | undefined> => {
  const { rows } = await sql<CourseRow>`select * from course.course
    where organisation = ${db.actor.organisation} and held = ${family}`.execute(tables(db))
  if (!rows[0]) return undefined
  db.audit('read', 'course', family)
  return toCourse(rows[0])
}
