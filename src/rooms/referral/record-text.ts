import { writeDay } from '../family/index.ts'
import type { Consent } from './steps/consent.ts'
import { feedbackWords, scopeWords } from './words.da.ts'

export type RecordFacts = {
  /** As she is called in the referrer's own record; never the CPR number, which must not lie on a clipboard. */
  woman: string
  referrer: string
  sentOn: string
  reference: string
  recipient: string
  site: string
  /** The offer's name, or null when she left it to the receiver. */
  offer: string | null
  consent: Consent
}

const list = new Intl.ListFormat('da')

/**
 * The lines the midwife copies into the patient record: who, what, to whom, consent until when. Her reasons and how
 * she may be contacted are left out: a partner with access to the record could read them.
 */
export function recordText(facts: RecordFacts): string {
  const { consent } = facts
  const given =
    consent.form === 'written' ? 'skriftligt' : `mundtligt (${(consent.oralReason ?? '').replace(/\s+/g, ' ').trim()})`
  return [
    `${facts.woman} er ${writeDay(facts.sentOn)} henvist til ${facts.recipient}, ${facts.site}, af ${facts.referrer}.`,
    `Tilbud: ${facts.offer ?? 'aftales med modtageren'}. Reference: ${facts.reference}.`,
    `Samtykke: ${given}, givet ${writeDay(consent.givenOn)}, gælder til og med ${writeDay(consent.until)}.`,
    `Samtykket omfatter ${list.format(consent.scope.map(scope => scopeWords[scope]))}.`,
    `Tilbagemelding til henviser: ${feedbackWords[consent.feedback].toLowerCase()}.`,
  ].join('\n')
}
