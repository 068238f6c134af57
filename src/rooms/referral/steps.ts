import type { FieldError, Words } from './form.ts'
import { type Consent, readConsent, type Scope } from './steps/consent.ts'
import { type Contact, readContact } from './steps/contact.ts'
import { readWho, type Who } from './steps/who.ts'
import { readWhy, type Why } from './steps/why.ts'
import { readWish, type Wish } from './steps/wish.ts'

/** What the agreement, the place and the day allow; the steps know none of it by themselves. */
export type StepContext = {
  today: string
  /** Reason chips of the agreement in force, e.g. by domain. */
  reasons: readonly string[]
  tracks: readonly string[]
  /** The track the criteria advise, with the reason shown on the page. A person chooses. */
  advisedTrack: string | null
  sites: readonly string[]
  /** Consent is for one of these, never for all partners. */
  recipients: readonly string[]
}

export const stepNames = ['who', 'why', 'wish', 'contact', 'consent', 'check'] as const
export type StepName = (typeof stepNames)[number]
export type AnswerStep = Exclude<StepName, 'check'>

/** A draft keeps the words of each step as they were written, complete or not. */
export type ReferralDraft = Partial<Record<AnswerStep, Words>>

export type ReferralContent = { who: Who; why: Why; wish: Wish; contact: Contact; consent: Consent }

/**
 * The shortest honest referral: seven acts of the midwife's hand. All else is either filled in by the page for her to
 * see and change (`prefilled`) or left unanswered, and an unanswered question of contact means no contact that way.
 *
 * | # | step    | input      | why it cannot be left out                                       |
 * |---|---------|------------|-----------------------------------------------------------------|
 * | 1 | who     | cpr        | who she is; gives the birth date                                |
 * | 2 | who     | phone      | somebody must be able to call                                   |
 * | 3 | why     | reasons    | one tap; without it nobody can tell whether the offer is right  |
 * | 4 | why     | week       | or the due date: it decides how much it hurries                 |
 * | 5 | contact | alone      | answers given while somebody listens are not hers               |
 * | 6 | contact | call       | yes, or nobody may ring                                         |
 * | 7 | consent | consent    | written, oral or no: without it nothing is sent                 |
 */
export const shortestHonestCase = ['cpr', 'phone', 'reasons', 'week', 'alone', 'call', 'consent'] as const

/** Filled in by the page from sign-in, agreement and day; shown, and changed with one tap. */
export const prefilled = [
  'track',
  'site',
  'language',
  'interpreter',
  'recipient',
  'scope',
  'until',
  'feedback',
] as const

const read = (draft: ReferralDraft, context: StepContext) => ({
  who: readWho(draft.who ?? {}, context),
  why: readWhy(draft.why ?? {}, context),
  wish: readWish(draft.wish ?? {}, context),
  contact: readContact(draft.contact ?? {}),
  consent: readConsent(draft.consent ?? {}, context),
})

export type StepError = FieldError & { step: AnswerStep }

export type Check = { content: ReferralContent | null; errors: StepError[]; complete: Record<AnswerStep, boolean> }

/** The sixth step: everything once more, and what only shows when the answers are seen together. */
export function checkAnswers(draft: ReferralDraft, context: StepContext): Check {
  const { who, why, wish, contact, consent } = read(draft, context)
  const readings = { who, why, wish, contact, consent }
  const steps = Object.keys(readings) as AnswerStep[]
  const errors: StepError[] = steps.flatMap(step => readings[step].errors.map(error => ({ ...error, step })))

  const mustReach = contact.value?.call === 'yes' || contact.value?.text === 'yes' || contact.value?.message === 'yes'
  if (who.value && mustReach && !who.value.phone)
    errors.push({
      step: 'who',
      field: 'phone',
      message: 'Skriv hendes telefonnummer, for eksempel 00 00 12 34. Eller svar nej til, at vi må ringe og skrive.',
    })
  if (consent.value?.given === false)
    errors.push({
      step: 'consent',
      field: 'consent',
      message: 'Hun har ikke sagt ja. Vi sender intet. Giv et kodekort i stedet.',
    })

  const complete = Object.fromEntries(
    steps.map(step => [step, !errors.some(error => error.step === step)]),
  ) as Check['complete']
  if (errors.length > 0 || !who.value || !why.value || !wish.value || !contact.value || !consent.value?.given)
    return { content: null, errors, complete }
  const content = {
    who: who.value,
    why: why.value,
    wish: wish.value,
    contact: contact.value,
    consent: consent.value.consent,
  }
  return { content, errors, complete }
}

/** What may leave the house: only the answers she said yes to. Who she is and how to reach her safely always are. */
export function withinConsent({ who, why, wish, contact, consent }: ReferralContent): ReferralContent {
  const may = (scope: Scope): boolean => consent.scope.includes(scope)
  const pregnancy = may('pregnancy')
  return {
    who,
    why: {
      reasons: may('reasons') ? why.reasons : [],
      dueDate: pregnancy ? why.dueDate : null,
      week: pregnancy ? why.week : null,
      childBirthDate: pregnancy ? why.childBirthDate : null,
      note: may('note') ? why.note : null,
    },
    // The place and the language are how she is met, not what she wishes told.
    wish: may('wish') ? wish : { ...wish, track: null, trackReason: null, mode: null },
    contact,
    consent,
  }
}
