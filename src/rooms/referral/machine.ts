import { addDays } from '../../kernel/clock.ts'
import type {
  Call,
  Command,
  Context,
  FollowUp,
  NewReferral,
  NextStep,
  Outcome,
  ReferralModel,
  RefusalCode,
  Snapshot,
  StateRow,
} from './commands.ts'
import { amendable, isReason, type Reason, waysToReachHer } from './reasons.ts'
import { actsIn, type ClockKey, clockOf, isOpen, leavesFollowUp, type Side, type State } from './states.ts'
import { type Transition, transitions, undoable } from './transitions.ts'

export const attemptsBeforeGivingUp = 3
/** How many days ahead somebody may put her own date: no family is moved out of sight. */
export const furthestPlan = 90

/** A draft: nobody holds it, nothing has left the house. */
export const draft = ({ receiverOrg, ...start }: NewReferral): ReferralModel => ({
  receiverOrg,
  now: {
    ...start,
    state: 'draft',
    holder: null,
    nextStep: null,
    followUp: null,
    attempts: 0,
    calls: [],
    assigned: false,
    resume: null,
    stopped: null,
  },
  last: null,
})

function reasonOf(command: Command): Reason | null {
  switch (command.verb) {
    case 'putOnWaitingList':
      return { list: 'waiting', code: command.reason }
    case 'redirect':
      return { list: 'redirected', code: command.to }
    case 'decline':
      return { list: 'declinedByReceiver', code: command.reason }
    case 'womanDeclines':
      return { list: 'declinedByWoman', code: command.reason }
    case 'end':
      return { list: 'ended', code: command.reason }
    case 'withdraw':
      return { list: 'withdrawn', code: command.reason }
    case 'closeAsMistaken':
      return { list: 'falseEnrolment', code: command.reason }
    case 'amend':
      return { list: 'amend', code: command.reason }
    case 'acknowledge':
      return { list: 'followUp', code: command.outcome }
    case 'consentWithdrawn':
      return { list: 'consent', code: 'consentWithdrawn' }
    default:
      return null
  }
}

/** What stands in the way although state and side are right. */
function refusalOf(referral: ReferralModel, command: Command, context: Context): RefusalCode | null {
  const { now, last } = referral
  const reason = reasonOf(command)
  if (reason && !isReason(reason.list, reason.code)) return 'reasonUnknown'
  const mustExplain =
    reason?.code === 'other' || command.verb === 'askForInformation' || command.verb === 'answerInformation'
  if (mustExplain && !command.note?.trim()) return 'noteMissing'
  switch (command.verb) {
    case 'send':
      return now.consentUntil === null || now.consentUntil < context.today ? 'noConsent' : null
    case 'receive':
    case 'assign':
      return command.person ? null : 'personMissing'
    case 'handOver':
      if (!command.person) return 'personMissing'
      if (isOpen(now.state)) return null
      if (!now.followUp) return 'nothingToFollowUp'
      return context.side === 'system' || context.side === now.followUp.side ? null : 'notYourSide'
    case 'plan':
      if (command.due < context.today) return 'dateInPast'
      if (command.due > addDays(context.today, furthestPlan)) return 'dateTooFar'
      return now.nextStep && command.due > now.nextStep.promised && !command.note?.trim() ? 'noteMissing' : null
    case 'giveUp':
      return now.attempts < attemptsBeforeGivingUp ? 'attemptsMissing' : null
    case 'start':
      return now.assigned ? null : 'notAssigned'
    case 'amend':
      return amendable.includes(command.field) ? null : 'fieldNotAmendable'
    case 'acknowledge':
      if (!now.followUp) return 'nothingToFollowUp'
      return context.side === now.followUp.side ? null : 'notYourSide'
    case 'undo':
      return last && undoable.includes(last.verb) ? null : 'nothingToUndo'
    case 'pregnancyLost':
      return now.stopped ? 'alreadyStopped' : null
    case 'lossTakenBack':
      return now.stopped ? null : 'nothingToUndo'
    case 'consentWithdrawn':
      return now.consentUntil === null ? 'alreadyStopped' : null
    default:
      return null
  }
}

/** Where the command leads when the table leaves more than one way open. */
function chosenWay(referral: ReferralModel, command: Command): State | null {
  const { now, last } = referral
  switch (command.verb) {
    case 'undo':
      return last?.before.state ?? null
    case 'answerInformation':
      return now.resume
    case 'recordAttempt':
      return command.reached && (now.state === 'received' || now.state === 'needsInformation') ? 'contacted' : now.state
    default:
      return null
  }
}

/** The part of the change that the verb itself makes; holder, clock and follow-up come from the states. */
function changed(referral: ReferralModel, command: Command, context: Context): Partial<Snapshot> {
  const { now } = referral
  switch (command.verb) {
    case 'send':
      return { holder: context.by, referrer: context.by }
    case 'receive':
      return { holder: { org: referral.receiverOrg, person: command.person } }
    case 'assign':
      return { holder: { org: referral.receiverOrg, person: command.person }, assigned: true }
    case 'handOver':
      return handedOver(now, command.person)
    case 'askForInformation':
      return { resume: now.state === 'contacted' ? 'contacted' : 'received' }
    case 'recordAttempt':
      return command.reached ? reached(now) : missed(now, command.call, context)
    case 'contact':
      return reached(now)
    case 'amend':
      return now.attempts > 0 && waysToReachHer.includes(command.field)
        ? { attempts: 0, calls: [], nextStep: now.nextStep && { ...now.nextStep, due: context.due('nextAttempt') } }
        : {}
    case 'plan':
      return { nextStep: now.nextStep && { ...now.nextStep, due: command.due } }
    case 'acknowledge':
      return { followUp: null }
    case 'pregnancyLost':
      return isOpen(now.state)
        ? { stopped: 'pregnancyLost', nextStep: newStep('afterLoss', holderSide(now), context) }
        : { stopped: 'pregnancyLost' }
    case 'lossTakenBack':
      return { stopped: null, nextStep: promisedAnew(now, context) }
    case 'consentWithdrawn':
      return { consentUntil: null, feedback: 'none' }
    default:
      return {}
  }
}

const reached = (now: Snapshot): Partial<Snapshot> => ({
  attempts: 0,
  calls: [],
  nextStep: now.nextStep && { ...now.nextStep, due: now.nextStep.promised },
})

// Four parts of a day, as she is asked which hours suit her.
const partStarts = ['11', '13', '15']
const partOf = ({ day, time }: Call): string => `${day} ${partStarts.filter(hour => time.slice(0, 2) >= hour).length}`

/** Whether a call is a try of its own: within her hours, and in another part of the day than the calls before. */
export const isNewTry = (calls: readonly Call[], call: Call): boolean =>
  !call.outside && !calls.some(before => !before.outside && partOf(before) === partOf(call))

function missed(now: Snapshot, call: Call | undefined, context: Context): Partial<Snapshot> {
  const before = now.calls ?? []
  const calls = call ? [...before, call] : before
  if (call && !isNewTry(before, call)) return { calls }
  const attempts = now.attempts + 1
  const due = context.due(attempts < attemptsBeforeGivingUp ? 'nextAttempt' : 'giveUp')
  return { attempts, calls, nextStep: now.nextStep && { ...now.nextStep, due } }
}

function handedOver(now: Snapshot, person: string): Partial<Snapshot> {
  if (now.followUp) {
    const followUp = { ...now.followUp, person }
    return followUp.side === 'sender' ? { followUp, referrer: { org: followUp.org, person } } : { followUp }
  }
  const holder = now.holder && { ...now.holder, person }
  return now.state === 'sent' && holder ? { holder, referrer: holder } : { holder }
}

const holderSide = (now: Snapshot): Side => (now.state === 'sent' ? 'sender' : 'receiver')

/** What the state promises, counted from today: no promise was broken while nobody was to ring her. */
const promisedAnew = (now: Snapshot, context: Context): NextStep | null => {
  const clock = clockOf(now.state, now.assigned)
  return clock ? newStep(clock, actsIn(now.state), context) : null
}

const newStep = (clock: ClockKey, side: Side, context: Context): NextStep => {
  const promised = context.due(clock)
  return { clock, side, promised, due: promised }
}

/**
 * Who talks with her after a closing. The referrer, if she may know; otherwise the receiver's own holder keeps the
 * task, because a task at the referrer would tell what the woman did not want told.
 */
function followUpOf(before: Snapshot, after: Snapshot, context: Context): FollowUp {
  const due = context.due('followUp')
  const mayKnow = after.feedback !== 'none' || after.state === 'withdrawn'
  return mayKnow || !before.holder
    ? { side: 'sender', ...before.referrer, due }
    : { side: 'receiver', ...before.holder, due }
}

/** Gives the new state what every state must have: a holder and a dated next step while open, a follow-up after. */
function settle(before: Snapshot, after: Snapshot, command: Command, context: Context): Snapshot {
  if (!isOpen(after.state)) {
    const asked = leavesFollowUp(after.state) || command.verb === 'consentWithdrawn'
    const followUp = after.state !== before.state && asked ? followUpOf(before, after, context) : after.followUp
    return { ...after, holder: null, nextStep: null, resume: null, followUp }
  }
  const clock = clockOf(after.state, after.assigned)
  const resume = after.state === 'needsInformation' ? after.resume : null
  return clock && clock !== clockOf(before.state, before.assigned)
    ? { ...after, resume, nextStep: newStep(clock, actsIn(after.state), context) }
    : { ...after, resume }
}

/** One command on a referral: the row it writes and what follows, or why not. Changes nothing itself. */
export function step(
  referral: ReferralModel,
  command: Command,
  context: Context,
  table: readonly Transition[] = transitions,
): Outcome {
  const refuse = (refusal: RefusalCode): Outcome => ({ ok: false, refusal })
  const before = referral.now
  const ways = table.filter(row => row.from === before.state && row.verb === command.verb)
  if (ways.length === 0) return refuse('notFromThisState')
  const mine = ways.filter(row => row.side === context.side)
  if (mine.length === 0) return refuse('notYourSide')
  const refusal = refusalOf(referral, command, context)
  if (refusal) return refuse(refusal)
  const chosen = chosenWay(referral, command)
  const way = chosen ? mine.find(row => row.to === chosen) : mine[0]
  if (!way) return refuse('notFromThisState')

  const after =
    command.verb === 'undo' && referral.last
      ? { ...referral.last.before, state: way.to }
      : settle(before, { ...before, ...changed(referral, command, context), state: way.to }, command, context)
  const row: StateRow = {
    verb: command.verb,
    from: before.state,
    to: after.state,
    side: context.side,
    by: context.by,
    at: context.now,
    reason: reasonOf(command),
    note: command.note ?? null,
    change: command.verb === 'amend' ? { field: command.field, value: command.value } : null,
    after,
  }
  const { holder, nextStep, followUp } = after
  const next = { receiverOrg: referral.receiverOrg, now: after, last: { verb: command.verb, before } }
  return { ok: true, referral: next, rows: [row], holder, nextStep, followUp }
}

/** Says what is broken about "nobody is lost", or null. The database check asks the same question. */
export function broken(now: Snapshot): string | null {
  if (isOpen(now.state)) {
    if (!now.holder?.org || !now.holder.person) return `${now.state}: no named holder`
    if (!now.nextStep?.due || !now.nextStep.promised) return `${now.state}: no dated next step`
    return now.followUp ? `${now.state}: followed up while still open` : null
  }
  if (now.holder || now.nextStep) return `${now.state}: closed, but somebody still holds it`
  if (now.followUp && (!now.followUp.person || !now.followUp.due)) return `${now.state}: follow-up without name or date`
  return null
}
