import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { tell } from '../../kernel/outbox.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { hold, holdingOf } from '../caseload/index.ts'
import { agreementById, trackOf } from '../programme/index.ts'
import { giveFeedback, perform, type ReasonCode } from '../referral/index.ts'
import type { EndReport } from './end-report.ts'
import { holdFor, settle, writeCourse, writeSession } from './keep.ts'
import { writeResults } from './log.ts'
import { isOpen } from './session.ts'
import { type CourseFile, fileOf, lockFile, tables } from './store.ts'

export type Ended =
  /** `shared`: the referrer may read the summary now. */
  | { ok: true; shared: boolean }
  | { ok: false; refusal: 'courseClosed' | 'changedSince' | 'stillPlanned' | 'stepWithoutResult' }

/**
 * Ends the course with its report: a result for every agreed step, the reason, and the summary, which goes to the
 * referrer when the woman has said yes to it. The family is let go of in the same transaction.
 */
export const endCourse = async (db: Db, id: Id, report: EndReport, clock: Clock, seen?: number): Promise<Ended> => {
  const file = await lockFile(db, id)
  const { course } = file
  if (!isOpen(course.state)) return { ok: false, refusal: 'courseClosed' }
  if (seen !== undefined && seen !== course.version) return { ok: false, refusal: 'changedSince' }
  if (file.count.planned > 0) return { ok: false, refusal: 'stillPlanned' }
  if (file.steps.some(step => !report.results[step.id])) return { ok: false, refusal: 'stepWithoutResult' }
  const at = clock.now()
  await writeResults(db, file, report.results, at)
  await tables(db)
    .insertInto('course.end_report')
    .values({
      organisation: db.actor.organisation,
      course: id,
      family: course.family,
      at,
      by: db.actor.staff,
      reason: report.reason,
      note: report.note,
      summary: report.summary,
      approved: report.approved,
    })
    .execute()
  db.audit('write', 'end report', course.family)
  await writeCourse(db, file, { verb: 'end', to: 'ended', reason: report.reason, note: report.note }, at)
  await handBack(db, file, at)
  const reason = report.reason as ReasonCode<'ended'>
  const ended = await perform(db, course.referral, { verb: 'end', reason, note: report.note ?? undefined }, clock)
  if (!ended.ok) throw new Refusal('stale', ended.refusal)
  const { shared } = report.approved
    ? await giveFeedback(db, course.referral, { summary: report.summary }, clock)
    : { shared: false }
  await tell(db, { kind: 'course.ended', course: id, referral: course.referral, family: course.family })
  return { ok: true, shared }
}

/**
 * Closes a course that should never have been. Not a withdrawal, and never counted as one: it stands apart, and
 * somebody still talks with the woman about another way.
 */
export const closeAsMistaken = async (
  db: Db,
  id: Id,
  why: { reason: ReasonCode<'falseEnrolment'>; note: string | null; seen?: number },
  clock: Clock,
): Promise<Ended> => {
  const file = await lockFile(db, id)
  const { course } = file
  if (!isOpen(course.state)) return { ok: false, refusal: 'courseClosed' }
  if (why.seen !== undefined && why.seen !== course.version) return { ok: false, refusal: 'changedSince' }
  const at = clock.now()
  for (const session of file.sessions.filter(one => one.state === 'planned'))
    await writeSession(db, file, session, { verb: 'cancelByUs', to: 'cancelledByUs', reason: 'courseMistaken' }, at)
  await writeCourse(db, file, { verb: 'closeAsMistaken', to: 'mistaken', reason: why.reason, note: why.note }, at)
  await handBack(db, file, at)
  const { reason, note } = why
  const closed = await perform(db, course.referral, { verb: 'closeAsMistaken', reason, note: note ?? undefined }, clock)
  if (!closed.ok) throw new Refusal('stale', closed.refusal)
  return { ok: true, shared: false }
}

/** The family goes back to the referral, which lets go of it, or knows of another reason to hold it here. */
const handBack = async (db: Db, { course }: CourseFile, at: Date): Promise<void> => {
  const held = await holdingOf(db, course.family)
  if (held?.subject !== 'course' || held.subjectId !== course.id) return
  await hold(db, { ...held, subject: 'referral', subjectId: course.referral }, 'Forløbet er slut', at)
}

export type WhatNow =
  | { choice: 'end'; reason?: string | null }
  | { choice: 'track'; track: string }
  | { choice: 'later'; note: string }
  | { choice: 'goOn' }

/** What happens when all the track allows has been held: chosen with her, written down, and dated. */
export const decideWhatNow = async (
  db: Db,
  id: Id,
  decision: WhatNow,
  clock: Clock,
  seen: number,
): Promise<{ ok: true } | { ok: false; refusal: 'courseClosed' | 'changedSince' | 'trackUnknown' }> => {
  const file = await lockFile(db, id)
  const { course } = file
  if (!isOpen(course.state)) return { ok: false, refusal: 'courseClosed' }
  if (seen !== course.version) return { ok: false, refusal: 'changedSince' }
  const at = clock.now()
  if (decision.choice === 'later') {
    const held = await holdingOf(db, course.family)
    await holdFor(db, file, undefined, held?.holder ?? db.actor.staff, decision.note, clock)
    db.audit('write', 'what now', course.family)
    return { ok: true }
  }
  if (decision.choice === 'end') {
    if (course.state === 'open')
      await writeCourse(db, file, { verb: 'decideEnd', to: 'closing', reason: decision.reason }, at)
  } else if (decision.choice === 'goOn') {
    if (course.state === 'closing') await writeCourse(db, file, { verb: 'goOn', to: 'open' }, at)
  } else {
    const track = trackOf(await agreementById(db, course.agreement), decision.track)
    if (!track || track.key === course.track) return { ok: false, refusal: 'trackUnknown' }
    if (course.state === 'closing') await writeCourse(db, file, { verb: 'goOn', to: 'open' }, at)
    await writeCourse(
      db,
      await fileOf(db, id),
      { verb: 'changeTrack', to: 'open', track: track.key, cap: track.maxSessions },
      at,
    )
  }
  await settle(db, id, 'Det er besluttet, hvad der sker nu', clock)
  return { ok: true }
}
