/** Refer, receive, triage, waiting list, assign, answer back: everything another room may use of a referral. */

export { nextRealisticWeek, type Room, refreshAllCapacity, roomAt } from './capacity.ts'
export type { Command, FollowUp, NextStep, Person, Snapshot } from './commands.ts'
export { fromContactRule } from './contact-rule.ts'
export { forgetDrafts } from './draft.ts'
export { giveFeedback } from './feedback.ts'
export { followGiven, followWithdrawn } from './follow-consent.ts'
export { type Performed, perform, performFrom, type Refused } from './perform.ts'
export { type AmendableField, type ReasonCode, reasonCodes } from './reasons.ts'
export { type NotSent, type Sending, type Sent, send } from './send.ts'
export { type ClockKey, type FeedbackLevel, isOpen, type State } from './states.ts'
export {
  fileOf,
  type Referral,
  type ReferralFilter,
  referralOf,
  referralsOf,
  statesOf,
  type TrailRow,
} from './store.ts'
export { type Mark, type Waiting, waitingOf } from './waiting.ts'
export { clockWords, feedbackWords, reasonWords, stateWords } from './words.da.ts'
