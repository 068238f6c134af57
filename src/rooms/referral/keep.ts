import type { Db } from '../../kernel/database.ts'
import { type Holding, hold, letGo, type Stage, type Step } from '../caseload/index.ts'
import type { Snapshot } from './commands.ts'
import { attemptsBeforeGivingUp } from './machine.ts'
import { isOpen } from './states.ts'
import { type Referral, tables, toReferral } from './store.ts'
import { stateWords } from './words.da.ts'

// What the referral tells the caseload: who has the family on this side, and the one dated next step. Nothing when it
// is the other side's turn.

type Duty = { holder: string; stage: Stage; step: Step; due: string }

/** Where an open referral stands for those who plan the week: a place is taken only when somebody has her. */
export const stageOf = (now: Snapshot): Stage => {
  if (now.followUp) return 'returned'
  if (now.state === 'waiting') return 'waiting'
  return now.assigned || now.state === 'sent' ? 'active' : 'unassigned'
}

const stepOf = ({ nextStep, attempts, state, assigned }: Snapshot): Step => {
  if (nextStep?.clock === 'afterLoss') return 'afterLoss'
  if (attempts > 0) return attempts < attemptsBeforeGivingUp ? 'nextAttempt' : 'giveUp'
  if (state === 'received' && !assigned) return 'assign'
  const clock = nextStep?.clock ?? 'followUp'
  return clock === 'course' ? 'bookSession' : clock
}

/** The duty this side has in this state, or null. */
export const dutyOf = (now: Snapshot, side: 'sender' | 'receiver'): Duty | null => {
  const { followUp, holder, nextStep } = now
  if (followUp)
    return followUp.side === side
      ? { holder: followUp.person, stage: 'returned', step: 'followUp', due: followUp.due }
      : null
  if (!isOpen(now.state) || !holder || !nextStep) return null
  const holds = now.state === 'sent' ? 'sender' : 'receiver'
  return holds === side ? { holder: holder.person, stage: stageOf(now), step: stepOf(now), due: nextStep.due } : null
}

const holdFor = (db: Db, referral: Referral, duty: Duty, reason: string | null, at: Date) =>
  hold(
    db,
    {
      family: referral.family,
      ...duty,
      dueAt: null,
      subject: 'referral',
      subjectId: referral.id,
      track: referral.track,
      site: referral.site,
    },
    reason,
    at,
  )

/** Brings the caseload into step with the referral on this side. A course under way keeps its own next step. */
export const keep = async (
  db: Db,
  referral: Referral,
  after: Snapshot,
  held: Holding | undefined,
  at: Date,
): Promise<void> => {
  const duty = dutyOf(after, referral.side)
  if (duty) {
    if (after.state === 'started' && held?.subject === 'course') return
    return holdFor(db, referral, duty, stateWords[after.state], at)
  }
  if (held?.subject !== 'referral' || held.subjectId !== referral.id) return
  const other = await otherDuty(db, referral)
  if (other) await holdFor(db, other.referral, other.duty, null, at)
  else await letGo(db, referral.family, { kind: 'referral', id: referral.id }, stateWords[after.state], at)
}

/** Another referral of the same family that still needs somebody here: she may be referred to two places. */
const otherDuty = async (db: Db, referral: Referral): Promise<{ referral: Referral; duty: Duty } | undefined> => {
  const row = await tables(db)
    .selectFrom('referral.referral')
    .selectAll()
    .where('organisation', '=', db.actor.organisation)
    .where('family', '=', referral.family)
    .where('id', '<>', referral.id)
    .where('held', 'is not', null)
    .orderBy('due')
    .executeTakeFirst()
  if (!row) return undefined
  const other = toReferral(row)
  const duty = dutyOf(other.snapshot, other.side)
  return duty ? { referral: other, duty } : undefined
}

/**
 * The snapshot with the holder as the caseload has it: a colleague who left or went on leave handed her families over
 * there, and the caseload's word counts.
 */
export const withHolder = (now: Snapshot, referral: Referral, held: Holding | undefined): Snapshot => {
  const { organisation } = referral
  if (!held || (held.subject === 'referral' && held.subjectId !== referral.id)) return now
  if (now.holder?.org === organisation) return { ...now, holder: { org: organisation, person: held.holder } }
  if (now.followUp?.org === organisation) return { ...now, followUp: { ...now.followUp, person: held.holder } }
  return now
}
