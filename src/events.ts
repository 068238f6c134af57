import type { Day } from './kernel/clock.ts'
import type { Id } from './kernel/ids.ts'

/**
 * Every event in the system: types only. News goes up by these. pregnancy.lost, consent.withdrawn, holder.changed,
 * staff.left, staff.away and site.closed are handled inside the transaction; all others after commit, from the outbox.
 */
export type Event =
  | { kind: 'referral.sent'; referral: Id; family: Id }
  | { kind: 'referral.changed'; referral: Id; family: Id; state: string }
  | { kind: 'course.started'; course: Id; referral: Id; family: Id }
  | { kind: 'course.ended'; course: Id; referral: Id; family: Id }
  | { kind: 'staff.left'; staff: Id }
  /** Asked before it is saved, and again when it is. */
  | { kind: 'staff.away'; staff: Id; from: Day; to: Day }
  | { kind: 'review.wanted'; subject: 'break-glass' | 'sample'; about: Id | null }
  | { kind: 'consent.given'; consent: Id; family: Id }
  | { kind: 'consent.withdrawn'; consent: Id; family: Id }
  | { kind: 'pregnancy.lost'; family: Id }
  | { kind: 'pregnancy.lossTakenBack'; family: Id }
  | { kind: 'holder.changed'; family: Id; from: Id; to: Id }
  | { kind: 'feedback.given'; referral: Id; family: Id; to: Id }
  | { kind: 'invitation.made'; staff: Id; invitation: Id }
  | { kind: 'access.lost'; staff: Id; by: Id; invitation: Id }

export type EventKind = Event['kind']
