import type { Mode } from './appointment.ts'
import type { StepDoer, StepResult } from './end-report.ts'
import type { Participant } from './record.ts'
import type { CourseState, MoveReason, SessionState } from './session.ts'

export const sessionWords: Record<SessionState, string> = {
  planned: 'Aftalt',
  held: 'Holdt',
  noShow: 'Hun kom ikke',
  cancelledByHer: 'Aflyst af hende',
  cancelledByUs: 'Aflyst af os',
  rescheduled: 'Flyttet',
}

export const courseWords: Record<CourseState, string> = {
  open: 'I gang',
  closing: 'Slutter, når slutrapporten er skrevet',
  ended: 'Afsluttet',
  mistaken: 'Oprettet ved en fejl',
}

export const modeWords: Record<Mode, string> = { physical: 'Ved fremmøde', video: 'Video', phone: 'Telefon' }

export const reasonWords: Record<MoveReason, string> = {
  sheCannot: 'Hun kan ikke',
  sheIsIll: 'Hun eller barnet er syg',
  weCannot: 'Vi kan ikke',
  weAreIll: 'Rådgiveren er syg',
  interpreter: 'Tolken kan ikke',
  room: 'Lokalet kan ikke bruges',
  other: 'Andet, skriv hvad',
}

/** A reason as it stands in the history: codes this room writes itself have words too. */
export const sayReason = (reason: string | null): string =>
  reason === null
    ? ''
    : (ownReasons[reason] ?? ((reasonWords as Record<string, string>)[reason] ?? '').replace(', skriv hvad', ''))

const ownReasons: Record<string, string> = {
  courseMistaken: 'Forløbet var oprettet ved en fejl',
  holderChanged: 'Ansvaret for hende skiftede',
  counsellorLeft: 'Rådgiveren er stoppet',
}

/** Her own first name stands instead of 'woman'. */
export const participantWords: Record<Exclude<Participant, 'woman'>, string> = {
  partner: 'Partner, far eller medmor',
  child: 'Barn',
  interpreter: 'Tolk',
}

export const doerWords: Record<Exclude<StepDoer, 'woman'>, string> = {
  counsellor: 'Vi',
  both: 'Begge',
  other: 'En anden',
}

export const resultWords: Record<StepResult, string> = {
  reached: 'Opnået',
  partly: 'Delvist',
  notReached: 'Ikke opnået',
  noLongerRelevant: 'Ikke længere relevant',
}

/** Why nothing was saved, in a sentence that says what to do. */
export const refusalWords = {
  notFromThisState: 'En anden har ændret aftalen imens. Se siden igen, før du gør mere.',
  notYet: 'Samtalen er ikke begyndt endnu. Flyt eller aflys den i stedet.',
  courseClosed: 'Forløbet er afsluttet, så der kan ikke skrives mere.',
  changedSince: 'En anden har gemt imens. Se siden igen, før du gør mere.',
  counsellor: 'Rådgiveren har en anden aftale på det tidspunkt.',
  room: 'Lokalet er optaget på det tidspunkt.',
  interpreter: 'Tolken har en anden aftale på det tidspunkt.',
  cap: 'Aftalen giver ikke flere samtaler i sporet. Vælg sammen med hende, hvad der sker nu.',
  trackUnknown: 'Vælg et af aftalens spor.',
  alreadyOpen: 'Familien har allerede et forløb i gang.',
  notAssigned: 'Vælg først, hvem der tager ansvaret for hende.',
  stillPlanned: 'Der er stadig en aftale i kalenderen. Skriv om den, eller aflys den, før forløbet slutter.',
  stepWithoutResult: 'Et aftalt skridt mangler et resultat.',
} as const
