import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { tell } from '../../kernel/outbox.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { holdingOf } from '../caseload/index.ts'
import { agreementById, trackOf } from '../programme/index.ts'
import { perform, type Refused, referralOf } from '../referral/index.ts'
import type { Appointment } from './appointment.ts'
import { holdFor, putSession, type Taken, takenOf, writeCourse } from './keep.ts'
import { fileOf, tables } from './store.ts'

export interface NewCourse {
  track: string
  site: Id | null
  first?: Appointment | null
}

export type Started =
  | { ok: true; id: Id; family: Id }
  | {
      ok: false
      refusal: 'trackUnknown' | 'alreadyOpen' | 'notAssigned' | 'notFromThisState' | Refused['refusal'] | Taken
    }

/**
 * Begins the help: the referral starts, the course opens under the referral's own agreement, and the family's next step
 * becomes the first appointment, or to find one. All in this transaction, or nothing.
 */
export const startCourse = async (db: Db, referralId: Id, start: NewCourse, clock: Clock): Promise<Started> => {
  const referral = await referralOf(db, referralId)
  if (referral.side !== 'receiver') throw new Refusal('unknown')
  // A course closed by mistake can be taken back on the referral: then it has started, and has no course.
  const again = referral.state === 'started'
  if (!again && referral.state !== 'accepted') return { ok: false, refusal: 'notFromThisState' }
  if (!referral.assigned) return { ok: false, refusal: 'notAssigned' }
  const track = trackOf(await agreementById(db, referral.agreement), start.track)
  if (!track) return { ok: false, refusal: 'trackUnknown' }

  const at = clock.now()
  const id = newId()
  const made = await db.attempt(async () => {
    await tables(db)
      .insertInto('course.course')
      .values({
        organisation: db.actor.organisation,
        id,
        family: referral.family,
        referral: referralId,
        programme: referral.programme,
        agreement: referral.agreement,
        track: start.track,
        cap: track.maxSessions,
        site: start.site,
        started_at: at,
        started_by: db.actor.staff,
        synthetic: referral.synthetic,
      })
      .execute()
    const file = await fileOf(db, id)
    await writeCourse(db, file, { verb: 'start', to: 'open' }, at)
    if (start.first) await putSession(db, file, start.first, at)
  })
  if (!made.ok)
    return { ok: false, refusal: made.constraint === 'course_one_open' ? 'alreadyOpen' : takenOf(made.constraint) }

  const held = await holdingOf(db, referral.family)
  await holdFor(db, await fileOf(db, id), held, held?.holder ?? db.actor.staff, 'Forløbet er begyndt', clock)
  const started = again ? null : await perform(db, referralId, { verb: 'start' }, clock)
  if (started && !started.ok) throw new Refusal('stale', started.refusal)
  await tell(db, { kind: 'course.started', course: id, referral: referralId, family: referral.family })
  return { ok: true, id, family: referral.family }
}
