import { type Clock, type Day, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { type Holding, hold, holdingOf } from '../caseload/index.ts'
import { mustAskHer, mustTellHer, tellAppointment, untellAppointment } from '../message/index.ts'
import { agreementById } from '../programme/index.ts'
import type { Appointment } from './appointment.ts'
import { awaitsTalk, nextStep } from './next-step.ts'
import type { SessionVerb } from './session.ts'
import { type CourseFile, fileOf, type Session, tables } from './store.ts'

/**
 * Brings the caseload into step with the course: one holder, one dated next step. A step that is the same as before
 * keeps its date: saving something again must not push a promise ahead.
 */
export const settle = async (
  db: Db,
  course: Id,
  reason: string | null,
  clock: Clock,
  /** The next step may not wait longer than this day. */
  latest?: Day,
): Promise<void> => {
  const file = await fileOf(db, course)
  const held = await holdingOf(db, file.course.family)
  await holdFor(db, file, held, held?.holder ?? db.actor.staff, reason, clock, latest)
}

export const holdFor = async (
  db: Db,
  { course, states, sessions, count }: CourseFile,
  held: Holding | undefined,
  holder: Id,
  reason: string | null,
  clock: Clock,
  latest?: Day,
): Promise<void> => {
  const { clocks } = await agreementById(db, course.agreement)
  const wanted = nextStep(
    {
      state: course.state,
      sessions,
      count,
      awaitsTalk: awaitsTalk(states),
      mustAsk: await mustAskHer(db, course.family, clock.now()),
      mustTell: await mustTellHer(db, course.family, clock.now()),
    },
    today(clock),
    clocks,
  )
  const next = latest && wanted.dueAt === null && wanted.due > latest ? { ...wanted, due: latest } : wanted
  const mine = held?.subject === 'course' && held.subjectId === course.id ? held : undefined
  if (mine?.step === next.step && mine.dueAt?.getTime() === next.dueAt?.getTime() && mine.track === course.track) return
  await hold(
    db,
    {
      family: course.family,
      holder,
      stage: 'active',
      ...next,
      subject: 'course',
      subjectId: course.id,
      track: course.track,
      site: course.site,
    },
    reason,
    clock.now(),
  )
}

export type Taken = 'counsellor' | 'room' | 'interpreter' | 'cap'
const takenBy: Record<string, Taken> = {
  counsellor_twice: 'counsellor',
  room_twice: 'room',
  interpreter_twice: 'interpreter',
  within_cap: 'cap',
}

/** Which of our own rules the database answered with; any other refusal is a bug. */
export const takenOf = (constraint: string): Taken => {
  const taken = takenBy[constraint]
  if (!taken) throw new Error(`the database refused a session: ${constraint}`)
  return taken
}

/** Puts an appointment into the calendar. The database refuses one that has somebody in two places: use inside attempt. */
export const putSession = async (
  db: Db,
  { course }: CourseFile,
  appointment: Appointment,
  at: Date,
  replaces: Id | null = null,
): Promise<Id> => {
  const id = newId()
  await tables(db)
    .insertInto('course.session')
    .values({
      organisation: db.actor.organisation,
      id,
      family: course.family,
      course: course.id,
      planned_from: appointment.from,
      planned_to: appointment.to,
      mode: appointment.mode,
      site: appointment.site,
      room: appointment.room,
      counsellor: appointment.counsellor,
      interpreter: appointment.interpreter,
      replaces,
      planned_at: at,
      planned_by: db.actor.staff,
    })
    .execute()
  db.audit('write', 'appointment', course.family)
  await tellAppointment(db, { family: course.family, session: id, at: appointment.from, moved: replaces !== null }, at)
  return id
}

/** A row about a session: the database moves the session with it, or refuses. */
export const writeSession = async (
  db: Db,
  file: CourseFile,
  session: Pick<Session, 'id' | 'state' | 'version' | 'from'>,
  move: { verb: SessionVerb; to: string; reason?: string | null; note?: string | null; counsellor?: Id },
  at: Date,
): Promise<void> => {
  await tables(db)
    .insertInto('course.session_state')
    .values({
      organisation: db.actor.organisation,
      session: session.id,
      nth: session.version + 1,
      family: file.course.family,
      at,
      by: db.actor.staff,
      verb: move.verb,
      from_state: session.state,
      to_state: move.to,
      reason: move.reason ?? null,
      note: move.note || null,
      counsellor: move.counsellor ?? null,
    })
    .execute()
  db.audit('write', `session: ${move.verb}`, file.course.family)
  await sayIt(db, file.course.family, session, move.verb, at)
}

/** What she hears of it: a new colleague at the same time is no news, an appointment that stands again is. */
const sayIt = async (
  db: Db,
  family: Id,
  session: Pick<Session, 'id' | 'from'>,
  verb: SessionVerb,
  at: Date,
): Promise<void> => {
  const about = { family, session: session.id, at: session.from }
  if (verb === 'handOver') return
  await untellAppointment(db, { ...about, calledOff: verb === 'cancelByUs' }, at)
  if (verb === 'undo') await tellAppointment(db, { ...about, moved: false }, at)
}

type CourseVerb =
  | 'start'
  | 'decideEnd'
  | 'goOn'
  | 'changeTrack'
  | 'end'
  | 'closeAsMistaken'
  | 'pregnancyLost'
  | 'talkedAfterLoss'
  | 'lossTakenBack'

export const writeCourse = async (
  db: Db,
  { course }: CourseFile,
  move: {
    verb: CourseVerb
    to: string
    reason?: string | null
    note?: string | null
    track?: string
    cap?: number | null
  },
  at: Date,
): Promise<void> => {
  await tables(db)
    .insertInto('course.state')
    .values({
      organisation: db.actor.organisation,
      course: course.id,
      nth: course.version + 1,
      family: course.family,
      at,
      by: db.actor.staff,
      verb: move.verb,
      from_state: course.state,
      to_state: move.to,
      reason: move.reason ?? null,
      note: move.note || null,
      track: move.track ?? null,
      cap: move.cap ?? null,
    })
    .execute()
  db.audit('write', `course: ${move.verb}`, course.family)
}
