import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import type { Inside } from '../../kernel/news.ts'
import { holdingOf } from '../caseload/index.ts'
import { performFrom, referralsOf } from '../referral/index.ts'
import { settle, writeCourse } from './keep.ts'
import { awaitsTalk } from './next-step.ts'
import { isOpen } from './session.ts'
import { type CourseFile, lockFile, openCourseOf } from './store.ts'

/** What was to happen by itself stops here, in her referrals and in her course; taking it back is a row of its own. */
const noteInAll =
  (verb: 'pregnancyLost' | 'lossTakenBack', reason: string): Inside =>
  async (db, { family }, clock) => {
    if (!isId(family)) throw new Error('news of a loss without an id')
    const { rows } = await referralsOf(db, { family, side: 'receiver' })
    // One that has ended, or where it is noted already, refuses: then there is nothing left to stop.
    for (const referral of rows) await performFrom(db, referral.id, { verb }, clock, 'system')
    const course = await openCourseOf(db, family)
    if (!course) return undefined
    const file = await lockFile(db, course.id)
    if (awaitsTalk(file.states) === (verb === 'pregnancyLost')) return undefined
    await writeCourse(db, file, { verb, to: course.state }, clock.now())
    await settle(db, course.id, reason, clock)
    return undefined
  }

export const stopForLoss = noteInAll('pregnancyLost', 'Graviditeten er ophørt')
export const takeLossBack = noteInAll('lossTakenBack', 'Tabet var noteret ved en fejl')

/** She has been asked how she may be reached: the task to ask is done, and the course goes on with its own. */
export const followContact: Inside = async (db, { family }, clock) => {
  if (!isId(family)) throw new Error('news of a contact rule without an id')
  const held = await holdingOf(db, family)
  if (held?.step === 'askContact') await settle(db, held.subjectId, 'Hun er spurgt', clock)
  return undefined
}

/** Somebody has talked with her: the course goes on, or it is decided that it ends. */
export const talkAfterLoss = async (
  db: Db,
  id: Id,
  choice: 'goOn' | 'end',
  clock: Clock,
  seen: number,
): Promise<{ ok: true } | { ok: false; refusal: 'courseClosed' | 'changedSince' }> => {
  const file = await lockFile(db, id)
  const { course } = file
  if (!isOpen(course.state)) return { ok: false, refusal: 'courseClosed' }
  if (seen !== course.version || !awaitsTalk(file.states)) return { ok: false, refusal: 'changedSince' }
  await noteTalk(db, file, clock)
  const now = await lockFile(db, id)
  if (choice === 'end' && course.state === 'open')
    await writeCourse(db, now, { verb: 'decideEnd', to: 'closing' }, clock.now())
  if (choice === 'goOn' && course.state === 'closing')
    await writeCourse(db, now, { verb: 'goOn', to: 'open' }, clock.now())
  await settle(db, id, 'Vi har talt med hende', clock)
  return { ok: true }
}

export const noteTalk = (db: Db, file: CourseFile, clock: Clock): Promise<void> =>
  writeCourse(db, file, { verb: 'talkedAfterLoss', to: file.course.state }, clock.now())
