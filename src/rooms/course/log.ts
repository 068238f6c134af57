import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Appointment } from './appointment.ts'
import { book, type Refusals } from './book.ts'
import type { StepResult } from './end-report.ts'
import { settle, takenOf, writeSession } from './keep.ts'
import { noteTalk } from './loss.ts'
import { awaitsTalk } from './next-step.ts'
import type { NewStep, SessionRecord } from './record.ts'
import { isOpen, moveSession } from './session.ts'
import { type CourseFile, lockFile, type SavedRecord, type Session, sessionIn, tables } from './store.ts'

export interface Logged {
  record: SessionRecord
  steps: NewStep[]
  results: Record<Id, StepResult>
  next: Appointment | null
  /** Which record she had before her when she wrote: 0 = none. */
  seen: number
}

export type LogResult =
  | { ok: true }
  | { ok: false; refusal: Exclude<Refusals, 'changedSince'> }
  /** Somebody saved in between: hers is not saved, and both are shown. */
  | { ok: false; refusal: 'changedSince'; saved: SavedRecord | null; file: CourseFile }

/** Writes about a session that was held, with what was agreed and the next appointment: all of it, or nothing. */
export const logSession = async (db: Db, course: Id, id: Id, log: Logged, clock: Clock): Promise<LogResult> => {
  const file = await lockFile(db, course)
  const session = sessionIn(file, id)
  if (!isOpen(file.course.state)) return { ok: false, refusal: 'courseClosed' }
  if ((session.record?.nth ?? 0) !== log.seen)
    return { ok: false, refusal: 'changedSince', saved: session.record, file }
  const moved = session.state === 'held' ? null : moveSession(session, 'hold', clock.now())
  if (moved && !moved.ok) return { ok: false, refusal: moved.refusal }
  const made = await db.attempt(async () => {
    if (moved) await writeSession(db, file, session, { verb: 'hold', to: moved.to }, clock.now())
    await writeRecord(db, file, session, log, clock.now())
    if (log.next) await book(db, file, log.next, clock)
  })
  if (!made.ok) return { ok: false, refusal: takenOf(made.constraint) }
  await addSteps(db, file, id, log.steps, clock.now())
  await writeResults(db, file, log.results, clock.now())
  if (moved && awaitsTalk(file.states)) await noteTalk(db, await lockFile(db, course), clock)
  await settle(db, course, moved ? 'Samtalen er holdt' : null, clock)
  return { ok: true }
}

const writeRecord = async (db: Db, file: CourseFile, session: Session, log: Logged, at: Date) => {
  const { minutes, tookPart, topics, note } = log.record
  await tables(db)
    .insertInto('course.record')
    .values({
      organisation: db.actor.organisation,
      session: session.id,
      nth: log.seen + 1,
      family: file.course.family,
      at,
      by: db.actor.staff,
      minutes,
      took_part: tookPart,
      topics,
      note,
    })
    .execute()
  db.audit('write', 'session note', file.course.family)
}

/** What they agreed to do before next time. */
export const addSteps = async (
  db: Db,
  { course }: CourseFile,
  session: Id | null,
  steps: readonly NewStep[],
  at: Date,
): Promise<void> => {
  if (steps.length === 0) return
  const { organisation, staff } = db.actor
  await tables(db)
    .insertInto('course.agreed_step')
    .values(
      steps.map(step => ({ organisation, family: course.family, course: course.id, session, ...step, at, by: staff })),
    )
    .execute()
  db.audit('write', 'agreed steps', course.family)
}

/** How it went with the steps: a row for each that is new or other than before. */
export const writeResults = async (
  db: Db,
  { course, steps }: CourseFile,
  results: Record<Id, StepResult>,
  at: Date,
): Promise<void> => {
  const { organisation, staff } = db.actor
  const rows = steps.flatMap(step => {
    const result = results[step.id]
    return result && result !== step.result
      ? [{ organisation, step: step.id, family: course.family, result, at, by: staff }]
      : []
  })
  if (rows.length === 0) return
  await tables(db).insertInto('course.step_result').values(rows).execute()
  db.audit('write', 'results of agreed steps', course.family)
}
