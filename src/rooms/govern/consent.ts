import { type Day, isDay } from '../../kernel/clock.ts'

// What makes a consent a consent, without database or page.

/** By which law she says yes. Each lapses at most a year after it was given. */
export const bases = {
  SUL43: 'Sundhedsloven § 43: sundhedspersoner giver videre til andet end behandling',
  FVL28: 'Forvaltningsloven § 28: en myndighed giver videre til en anden',
  GDPR9: 'Databeskyttelsesforordningen artikel 6 og 9: en forening giver videre',
} as const
export type Basis = keyof typeof bases

export const parts = ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'] as const
export type ConsentPart = (typeof parts)[number]
export const feedbackLevels = ['none', 'status', 'summary'] as const
export type Feedback = (typeof feedbackLevels)[number]
export const purposes = {
  help: 'At de kan kontakte og hjælpe hende',
  cooperation: 'At I kan samarbejde om hendes forløb',
  handOver: 'At de kan følge op, når hjælpen slutter her',
} as const
export type Purpose = keyof typeof purposes

/** Why something was told without her yes: the paragraph and what it says. */
export const disclosureBases = {
  'SUL43-2-1': 'Sundhedsloven § 43, stk. 2, nr. 1: loven kræver det',
  'SUL43-2-2': 'Sundhedsloven § 43, stk. 2, nr. 2: væsentlige hensyn til hende eller andre vejer tungere end tavsheden',
  'SUL43-2-3': 'Sundhedsloven § 43, stk. 2, nr. 3: en myndighed skal føre tilsyn',
  'FVL28-2-2': 'Forvaltningsloven § 28, stk. 2, nr. 2: det følger af en lov',
  'FVL28-2-3': 'Forvaltningsloven § 28, stk. 2, nr. 3: hensyn til andre eller til hende vejer tungere',
} as const
export type DisclosureBasis = keyof typeof disclosureBases

/** Who may meet to exchange for early help, without a consent. Regions and associations may not. */
export const exchangeTypes = {
  school: 'Skole',
  dayCare: 'Dagtilbud',
  municipalHealth: 'Kommunens sundhedstjeneste',
  municipalFamily: 'Kommunens familieafdeling',
  privateForThem: 'Privat institution, der løser opgaver for dem',
} as const
export type ExchangeType = keyof typeof exchangeTypes

/** The last day a consent given on this day can hold; from 29 February to 28 February. */
export const latestUntil = (givenOn: Day): Day => {
  const [year = '', rest = ''] = [givenOn.slice(0, 4), givenOn.slice(4)]
  const same = `${String(Number(year) + 1).padStart(4, '0')}${rest}`
  return isDay(same) ? same : `${same.slice(0, 5)}02-28`
}

export interface Terms {
  form: string
  oralReason: string
  givenBy: string
  custodian: string
  parts: readonly string[]
  givenOn: Day | undefined
  until: Day | undefined
}

export type TermFault =
  | 'oralWithoutReason'
  | 'giverUnknown'
  | 'custodianMissing'
  | 'tooYoung'
  | 'partsMissing'
  | 'givenMissing'
  | 'givenTomorrow'
  | 'untilMissing'
  | 'tooLong'
  | 'over'

/** Fifteen and older she says yes herself; younger, whoever has custody does. */
export const isFifteen = (born: Day, day: Day): boolean => {
  const at = `${Number(born.slice(0, 4)) + 15}${born.slice(4)}`
  return day >= (isDay(at) ? at : `${at.slice(0, 5)}03-01`)
}

/** What is wrong with a consent, if anything; empty when it holds today. */
export const faultsOf = (terms: Terms, today: Day, born?: Day | null): TermFault[] => {
  const faults: TermFault[] = []
  if (terms.form === 'oral' && terms.oralReason.trim() === '') faults.push('oralWithoutReason')
  if (terms.givenBy !== 'woman' && terms.givenBy !== 'custodian') faults.push('giverUnknown')
  if (terms.givenBy === 'custodian' && terms.custodian.trim() === '') faults.push('custodianMissing')
  if (terms.givenBy === 'woman' && born && !isFifteen(born, today)) faults.push('tooYoung')
  if (terms.parts.length === 0 || terms.parts.some(one => !parts.some(part => part === one)))
    faults.push('partsMissing')
  if (!terms.givenOn) faults.push('givenMissing')
  else if (terms.givenOn > today) faults.push('givenTomorrow')
  if (!terms.until) faults.push('untilMissing')
  else if (terms.givenOn && terms.until > latestUntil(terms.givenOn)) faults.push('tooLong')
  else if (terms.until < today) faults.push('over')
  return faults
}

export type Standing = 'live' | 'expired' | 'withdrawn' | 'replaced'

/** Where a consent stands on a day. It holds to the end of its last day. */
export const standingOf = (
  consent: { until: Day; withdrawnAt: Date | null; replaced: boolean },
  today: Day,
): Standing => {
  if (consent.withdrawnAt) return 'withdrawn'
  if (consent.replaced) return 'replaced'
  return consent.until < today ? 'expired' : 'live'
}

/** So many days before it runs out somebody is asked to talk with her about it. */
export const renewalDays = 30
