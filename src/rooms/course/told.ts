import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { holdingOf } from '../caseload/index.ts'
import { noteTold } from '../message/index.ts'
import { settle } from './keep.ts'
import { isOpen } from './session.ts'
import { lockFile } from './store.ts'

/** Only these give way to telling her a time; what else is under way comes first. */
const givesWay: readonly string[] = ['session', 'bookSession', 'askContact']

/** A message did not come, or nobody knows: whoever has her is asked to tell her. Told twice, it is one task. */
export const followNotCome = async (db: Db, family: Id, clock: Clock): Promise<void> => {
  const held = await holdingOf(db, family)
  if (held?.subject !== 'course' || !givesWay.includes(held.step)) return
  await settle(db, held.subjectId, 'En besked er måske ikke nået frem', clock)
}

/** She knows the time now: the course goes on with its own next step. */
export const toldHer = async (db: Db, id: Id, clock: Clock): Promise<void> => {
  const { course } = await lockFile(db, id)
  await noteTold(db, course.family, clock.now())
  if (isOpen(course.state)) await settle(db, id, 'Hun kender tiden', clock)
}
