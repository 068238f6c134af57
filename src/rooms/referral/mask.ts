import type { Person, ReferralModel, Snapshot, StateRow } from './commands.ts'
import type { FeedbackLevel, State } from './states.ts'
import { maySeeReason } from './status.ts'
import { type Transition, transitions, type Verb } from './transitions.ts'

// What the sender's copy holds of a referral at the receiver. All of it is decided here, before anything is written:
// what is not in the sender's rows cannot leak from a list, a count or an error.

// Her own doing or a question to her: no news of the woman. The database has the same list in referral.masked.
const plain: readonly State[] = ['draft', 'needsInformation', 'withdrawn']
export const masked = (state: State): State => (plain.includes(state) ? state : 'sent')

/** Whether her consent holds: after that nothing more passes from one house to the other. */
export const consented = (now: Snapshot, today: string): boolean =>
  now.consentUntil !== null && now.consentUntil >= today

/** How much the sender may be told today: what the woman chose, while her consent holds. */
export const sightOf = (now: Snapshot, today: string): FeedbackLevel => (consented(now, today) ? now.feedback : 'none')

/**
 * The table for acts of a sender who is told nothing. They are judged by what she knows herself, so that not even
 * a refusal tells where the referral stands.
 */
export const blindTransitions: readonly Transition[] = [
  ...transitions.map(row => ({ ...row, from: masked(row.from), to: masked(row.to) })),
  ...transitions,
]

// Notes the receiver writes to the referrer; all others stay with the receiver.
const addressed: readonly Verb[] = ['askForInformation', 'redirect', 'decline']

const otherHouse = (person: Person | null, sender: string): Person | null =>
  person && person.org !== sender ? { org: person.org, person: '' } : person

/** The snapshot as the sender may keep it: no colleague of the other house, no tries, no date but the promised one. */
const known = (after: Snapshot, sender: string): Snapshot => ({
  ...after,
  holder: otherHouse(after.holder, sender),
  nextStep:
    after.nextStep && after.nextStep.clock !== 'afterLoss' ? { ...after.nextStep, due: after.nextStep.promised } : null,
  followUp: after.followUp?.side === 'sender' ? after.followUp : null,
  attempts: 0,
  calls: [],
  assigned: false,
  resume: null,
  stopped: null,
})

const changesForSender = (before: Snapshot, after: Snapshot): boolean =>
  before.state !== after.state ||
  before.nextStep?.promised !== after.nextStep?.promised ||
  JSON.stringify(before.followUp) !== JSON.stringify(after.followUp) ||
  before.consentUntil !== after.consentUntil

/** Whether the sender's copy can have anything to do with a row at all: a receipt relieves her, at every level. */
export const concernsSender = (row: StateRow, before: Snapshot, sight: FeedbackLevel): boolean => {
  if (row.side !== 'receiver' || row.verb === 'receive' || row.from === 'sent') return true
  return sight === 'none' ? blindVerbs.includes(row.verb) : changesForSender(before, row.after)
}
const blindVerbs: readonly Verb[] = ['askForInformation', 'undo']

/**
 * The row for the sender's copy of what happened at the receiver, or null when it is none of the sender's business.
 * `copy` is the sender's copy as it stands.
 */
export function newsFor(row: StateRow, before: Snapshot, copy: Snapshot, sight: FeedbackLevel): StateRow | null {
  const sender = copy.referrer.org
  const own = row.side === 'sender'
  if (row.verb === 'pregnancyLost' || row.verb === 'lossTakenBack') return null
  if (sight === 'none') return blindNews(row, copy)
  if (!own && !changesForSender(before, row.after)) return null
  return {
    ...row,
    from: copy.state,
    by: own ? row.by : { org: row.by.org, person: '' },
    reason: own || row.verb === 'consentWithdrawn' || maySeeReason(row.to, sight) ? row.reason : null,
    note: own || (addressed.includes(row.verb) && maySeeReason(row.to, sight)) ? row.note : null,
    change: own ? row.change : null,
    after: known(row.after, sender),
  }
}

/** At level none: a question to her, and that the question was taken back. */
function blindNews(row: StateRow, copy: Snapshot): StateRow | null {
  const asks = row.verb === 'askForInformation' && copy.state !== 'withdrawn'
  const takesBack = row.verb === 'undo' && row.from === 'needsInformation' && copy.state === 'needsInformation'
  if (!asks && !takesBack) return null
  const { nextStep } = row.after
  return {
    ...row,
    from: copy.state,
    to: asks ? 'needsInformation' : 'sent',
    by: { org: row.by.org, person: '' },
    reason: null,
    note: asks ? row.note : null,
    change: null,
    after: {
      ...copy,
      state: asks ? 'needsInformation' : 'sent',
      nextStep: asks && nextStep ? { ...nextStep, due: nextStep.promised } : null,
    },
  }
}

/** The sender's copy as a model of its own, for acts of a sender who is told nothing. */
export const copyModel = (receiverOrg: string, now: Snapshot): ReferralModel => ({ receiverOrg, now, last: null })
