import type { AmendableField, Reason, ReasonCode } from './reasons.ts'
import type { ClockKey, FeedbackLevel, Side, State } from './states.ts'
import type { Verb } from './transitions.ts'

export type Person = { org: string; person: string }
/** When somebody called. Outside the hours she named it is noted, and is no try. */
export type Call = { day: string; time: string; outside: boolean }
/** `promised` is the agreement's date and only a new promise moves it; `due` is the date somebody has planned. */
export type NextStep = { clock: ClockKey; side: Side; promised: string; due: string }
/** After a closing before start: who talks with her about another way, and by when. */
export type FollowUp = Person & { side: 'sender' | 'receiver'; due: string }

/** Everything a state row fixes. Undo is a new row that brings the one before the last back. */
export type Snapshot = {
  state: State
  holder: Person | null
  nextStep: NextStep | null
  followUp: FollowUp | null
  referrer: Person
  attempts: number
  /** The calls since somebody last talked with her, as far as their time was noted. */
  calls?: readonly Call[]
  assigned: boolean
  /** Where an answered question leads back to. */
  resume: 'received' | 'contacted' | null
  stopped: 'pregnancyLost' | null
  /** Last day of the consent, or null when there is none. */
  consentUntil: string | null
  feedback: FeedbackLevel
}

export type ReferralModel = {
  receiverOrg: string
  now: Snapshot
  last: { verb: Verb; before: Snapshot } | null
}

export type Command = { note?: string } & (
  | { verb: 'send' | 'askForInformation' | 'answerInformation' | 'contact' | 'accept' | 'giveUp' | 'start' | 'undo' }
  | { verb: 'receive' | 'assign' | 'handOver'; person: string }
  | { verb: 'recordAttempt'; reached: boolean; call?: Call }
  | { verb: 'plan'; due: string }
  | { verb: 'putOnWaitingList'; reason: ReasonCode<'waiting'> }
  | { verb: 'redirect'; to: ReasonCode<'redirected'> }
  | { verb: 'decline'; reason: ReasonCode<'declinedByReceiver'> }
  | { verb: 'womanDeclines'; reason: ReasonCode<'declinedByWoman'> }
  | { verb: 'end'; reason: ReasonCode<'ended'> }
  | { verb: 'withdraw'; reason: ReasonCode<'withdrawn'> }
  | { verb: 'closeAsMistaken'; reason: ReasonCode<'falseEnrolment'> }
  | { verb: 'amend'; field: AmendableField; value: unknown; reason: ReasonCode<'amend'> }
  | { verb: 'acknowledge'; outcome: ReasonCode<'followUp'> }
  | { verb: 'pregnancyLost' | 'lossTakenBack' | 'consentWithdrawn' }
)

export type Context = {
  /** The instant, for the row's "when". */
  now: string
  /** The same moment as a Danish calendar day, for everything that is promised. */
  today: string
  side: Side
  by: Person
  /** The agreement's promise, counted from today in its own weekdays. */
  due: (clock: ClockKey) => string
}

export type StateRow = {
  verb: Verb
  from: State
  to: State
  side: Side
  by: Person
  at: string
  reason: Reason | null
  note: string | null
  change: { field: AmendableField; value: unknown } | null
  after: Snapshot
}

export type RefusalCode =
  | 'notFromThisState'
  | 'notYourSide'
  | 'noConsent'
  | 'personMissing'
  | 'reasonUnknown'
  | 'noteMissing'
  | 'attemptsMissing'
  | 'notAssigned'
  | 'fieldNotAmendable'
  | 'dateInPast'
  | 'dateTooFar'
  | 'nothingToFollowUp'
  | 'nothingToUndo'
  | 'alreadyStopped'

export type Outcome =
  | {
      ok: true
      referral: ReferralModel
      rows: readonly [StateRow]
      holder: Person | null
      nextStep: NextStep | null
      followUp: FollowUp | null
    }
  | { ok: false; refusal: RefusalCode }

export type NewReferral = {
  referrer: Person
  receiverOrg: string
  consentUntil: string | null
  feedback: FeedbackLevel
}
