import type { FeedbackLevel, State } from './states.ts'
import { stateWords } from './words.da.ts'

export type ReferrerStatus = { label: string; explanation: string }

const explanations: Record<State, string> = {
  draft: 'Intet er sendt endnu.',
  sent: 'Modtageren har den endnu ikke. Du har ansvaret, indtil de tager imod.',
  received: 'Modtageren har ansvaret nu og kontakter hende.',
  needsInformation: 'Modtageren har et spørgsmål til dig. Svar, så kan de komme videre.',
  contacted: 'De har talt med hende.',
  accepted: 'De tager imod hende og finder en tid.',
  waiting: 'Hun venter på en plads. De holder øje med hende imens.',
  redirected: 'De foreslår et andet sted. Tal med hende om det.',
  declinedByReceiver: 'De kan ikke hjælpe her. Tal med hende om en anden vej.',
  declinedByWoman: 'Hun ønsker det ikke nu. Spørg, om en anden vej passer bedre.',
  notReached: 'De har prøvet mindst tre gange. Tal med hende om en anden vej.',
  started: 'Forløbet er begyndt.',
  ended: 'Forløbet er slut.',
  withdrawn: 'Der sker ikke mere.',
  mistaken: 'Den skulle ikke have været oprettet. Se, om en anden skulle være henvist.',
}

// Her own doing, or a question she must answer: no news of the woman.
const alwaysShown: readonly State[] = ['draft', 'needsInformation', 'withdrawn']

/**
 * Where the referral stands, in the words the referrer may read. At level 'none' all other states read the same,
 * 'sent' among them, so that not even a changed word tells that something has happened.
 */
export function statusForReferrer(state: State, level: FeedbackLevel): ReferrerStatus {
  if (level === 'none' && !alwaysShown.includes(state))
    return { label: stateWords.sent, explanation: 'Hun har valgt, at du ikke får besked om, hvad der sker.' }
  return { label: stateWords[state], explanation: explanations[state] }
}

/** Whether the coded reason and the approved summary may be shown beside the status. */
export const maySeeReason = (state: State, level: FeedbackLevel): boolean =>
  level === 'summary' || (level === 'status' && state !== 'declinedByWoman' && state !== 'ended')

export const maySeeSummary = (level: FeedbackLevel): boolean => level === 'summary'
