export type Side = 'sender' | 'receiver' | 'system'

/** Each promise of the agreement that a referral can be waiting on. */
export const clockKeys = [
  'receive',
  'contact',
  'nextAttempt',
  'giveUp',
  'answer',
  'decide',
  'assign',
  'waiting',
  'firstSession',
  'course',
  'afterLoss',
  'followUp',
] as const
export type ClockKey = (typeof clockKeys)[number]

type StateFacts = {
  /** An open state has exactly one holder and one dated next step. */
  open: boolean
  clock?: ClockKey
  /** Who must act before the clock runs out. The holder keeps the responsibility all the while. */
  acts?: 'sender' | 'receiver'
  /** Closed before any help began: somebody must talk with her about another way. */
  followUp?: true
}

export const states = {
  draft: { open: false },
  sent: { open: true, clock: 'receive', acts: 'receiver' },
  received: { open: true, clock: 'contact', acts: 'receiver' },
  needsInformation: { open: true, clock: 'answer', acts: 'sender' },
  contacted: { open: true, clock: 'decide', acts: 'receiver' },
  // Until somebody has taken charge the promise is 'assign', after that 'firstSession'.
  accepted: { open: true, clock: 'assign', acts: 'receiver' },
  waiting: { open: true, clock: 'waiting', acts: 'receiver' },
  redirected: { open: false, followUp: true },
  declinedByReceiver: { open: false, followUp: true },
  declinedByWoman: { open: false, followUp: true },
  notReached: { open: false, followUp: true },
  started: { open: true, clock: 'course', acts: 'receiver' },
  ended: { open: false },
  withdrawn: { open: false },
  // False enrolment: the referral should never have been. Not a withdrawal, and never counted as one.
  mistaken: { open: false, followUp: true },
} as const satisfies Record<string, StateFacts>

export type State = keyof typeof states
export const stateNames = Object.keys(states) as State[]

const facts: Record<State, StateFacts> = states

export const isOpen = (state: State): boolean => facts[state].open
/** Nobody has talked with her yet. */
export const beforeTalk: readonly State[] = ['sent', 'received', 'needsInformation']
export const leavesFollowUp = (state: State): boolean => facts[state].followUp === true
export const actsIn = (state: State): 'sender' | 'receiver' => facts[state].acts ?? 'receiver'

export const clockOf = (state: State, assigned: boolean): ClockKey | undefined =>
  state === 'accepted' && assigned ? 'firstSession' : facts[state].clock

/** How much the woman lets the referrer know: nothing, where it stands, or also the summary she approved. */
export type FeedbackLevel = 'none' | 'status' | 'summary'
