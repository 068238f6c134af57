import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Appointment } from './appointment.ts'
import { roomForOneMore } from './cap.ts'
import { putSession, settle, type Taken, takenOf, writeCourse, writeSession } from './keep.ts'
import { isOpen, moveSession, type SessionRefusal, type SessionVerb } from './session.ts'
import { type CourseFile, lockFile, sessionIn } from './store.ts'

export type Refusals = SessionRefusal | Taken | 'courseClosed' | 'changedSince'
export type Result = { ok: true; id: Id } | { ok: false; refusal: Refusals }
export const refuse = (refusal: Refusals): Result & { ok: false } => ({ ok: false, refusal })

/** Puts an appointment into the calendar: within the cap, and with nobody in two places. */
export const bookSession = async (db: Db, course: Id, appointment: Appointment, clock: Clock): Promise<Result> => {
  const file = await lockFile(db, course)
  if (!isOpen(file.course.state)) return refuse('courseClosed')
  if (!roomForOneMore(file.count)) return refuse('cap')
  const made = await db.attempt(() => book(db, file, appointment, clock))
  if (!made.ok) return refuse(takenOf(made.constraint))
  await settle(db, course, 'Ny aftale', clock)
  return { ok: true, id: made.value }
}

/** The booking alone, inside somebody else's attempt. A new appointment means that the course goes on. */
export const book = async (db: Db, file: CourseFile, appointment: Appointment, clock: Clock): Promise<Id> => {
  if (file.course.state === 'closing') await writeCourse(db, file, { verb: 'goOn', to: 'open' }, clock.now())
  return putSession(db, file, appointment, clock.now())
}

/** Moves an appointment: the old one stays with the reason, and the new one points at it. */
export const rescheduleSession = async (
  db: Db,
  course: Id,
  session: Id,
  to: { appointment: Appointment; reason: string; note: string | null; seen: number },
  clock: Clock,
): Promise<Result> => {
  const file = await lockFile(db, course)
  const old = sessionIn(file, session)
  if (!isOpen(file.course.state)) return refuse('courseClosed')
  if (old.version !== to.seen) return refuse('changedSince')
  const moved = moveSession(old, 'reschedule', clock.now())
  if (!moved.ok) return refuse(moved.refusal)
  const made = await db.attempt(async () => {
    await writeSession(
      db,
      file,
      old,
      { verb: 'reschedule', to: moved.to, reason: to.reason, note: to.note },
      clock.now(),
    )
    return putSession(db, file, to.appointment, clock.now(), old.id)
  })
  if (!made.ok) return refuse(takenOf(made.constraint))
  await settle(db, course, 'Aftalen er flyttet', clock)
  return { ok: true, id: made.value }
}

const said: Record<Exclude<SessionVerb, 'hold' | 'reschedule' | 'handOver'>, string> = {
  miss: 'Hun kom ikke',
  cancelByHer: 'Hun har aflyst',
  cancelByUs: 'Vi har aflyst',
  undo: 'En fejl er rettet',
}

/** She did not come, somebody cancelled, or it was a slip: a row each, and the next step follows. */
export const closeSession = async (
  db: Db,
  course: Id,
  session: Id,
  move: { verb: keyof typeof said; reason?: string | null; note?: string | null; seen: number },
  clock: Clock,
): Promise<Result> => {
  const file = await lockFile(db, course)
  const old = sessionIn(file, session)
  if (!isOpen(file.course.state)) return refuse('courseClosed')
  if (old.version !== move.seen) return refuse('changedSince')
  const moved = moveSession(old, move.verb, clock.now())
  if (!moved.ok) return refuse(moved.refusal)
  const made = await db.attempt(() => writeSession(db, file, old, { ...move, to: moved.to }, clock.now()))
  if (!made.ok) return refuse(takenOf(made.constraint))
  await settle(db, course, said[move.verb], clock)
  return { ok: true, id: session }
}
