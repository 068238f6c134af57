import { isMap } from 'yaml'
import { origin, said, words } from './parts.ts'
import { list, nothing, nullable, type Of, object, optional, type Shape } from './shape.ts'
import { choice, code, names, text, whole, yesNo } from './values.ts'
import { when } from './when.ts'

/** `600`, or `{ from: 600, to: 800 }` where the source gives a span. */
export type Span = { from: number; to: number }
const span = object('et spænd', { from: whole, to: whole })
const count: Shape<Span> = {
  says: 'et helt tal fra 0 og op (fx 600) eller et spænd (from: 600, to: 800)',
  read(node, name, reading) {
    if (!isMap(node)) {
      const value = whole.read(node, name, reading)
      return value === nothing ? nothing : { from: value, to: value }
    }
    const value = span.read(node, name, reading)
    if (value !== nothing && value.to < value.from) {
      reading.fault(node, `"${name}" går fra ${value.from} til ${value.to}. Skriv det mindste tal først.`)
    }
    return value
  },
}

export const units = {
  familier: 'families',
  gravide: 'pregnantWomen',
  'gravide og deres familier': 'pregnantWomenAndFamilies',
  'gravide og deres børn': 'pregnantWomenAndChildren',
} as const
export const target = object('et måltal', {
  amount: count,
  unit: choice(units),
  per: choice({ år: 'year', 'hele perioden': 'period' }),
  about: optional(yesNo),
  what: optional(text),
  ...origin,
})

export const money = object('et beløb', {
  dkk: count,
  per: choice({ år: 'year', 'hele perioden': 'period' }),
  about: optional(yesNo),
  what: optional(text),
  ...origin,
})

export const trackKinds = {
  rådgivning: 'counselling',
  'individuelt forløb': 'individualCourse',
  gruppe: 'group',
  gruppeforløb: 'groupProgramme',
  frivillige: 'volunteer',
  'åben rådgivning': 'openCounselling',
  netværk: 'network',
  screening: 'screening',
  indsats: 'intervention',
  børneundersøgelser: 'examinationProgramme',
  overlevering: 'handover',
  følgeperson: 'followPerson',
} as const
export const track = object('et spor', {
  key: code,
  number: optional(whole),
  name: text,
  kind: choice(trackKinds),
  text: optional(text),
  planned: optional(yesNo),
  target: nullable(target),
  maxSessions: nullable(whole),
  anonymous: nullable(object('et svar', { possible: yesNo, ...origin })),
  referralNeeded: nullable(yesNo),
  topics: optional(words),
  areas: optional(words),
  offers: optional(words),
  municipalities: optional(object('kommunerne', { count: whole, names: nullable(list(text)) })),
  responsible: optional(list(names('organisation'))),
  site: optional(names('site')),
  followUntil: optional(said),
  examinations: optional(object('undersøgelser', { months: list(whole), ...origin })),
  ...origin,
})

export const funding = object('et bidrag', {
  funders: list(names('organisation')),
  dkk: nullable(whole),
  kind: choice({ bevilling: 'grant', egenfinansiering: 'ownFunding', 'anden støtte': 'otherSupport' }),
  ...origin,
})

export const scenario = object('et scenarie', { key: code, name: text, dkkPerYear: whole, ...origin })
export const standings = { aftale: 'agreement', bevilling: 'grant', forslag: 'proposal' } as const
export const unstated = {
  'dato for underskrift': 'signed',
  startdato: 'from',
  slutdato: 'to',
  beløb: 'budget',
  måltal: 'targets',
  evaluator: 'evaluator',
} as const

export const version = object('en aftale', {
  version: whole,
  name: text,
  standing: choice(standings),
  amends: optional(whole),
  source: names('source'),
  note: optional(text),
  term: optional(said),
  signed: nullable(when),
  goLive: optional(when),
  from: nullable(when),
  to: nullable(when),
  durationStatements: optional(list(said)),
  history: optional(list(said)),
  payer: nullable(names('organisation')),
  budget: nullable(list(money)),
  funding: optional(list(funding)),
  scenarios: optional(list(scenario, 'key')),
  terms: optional(list(said)),
  notStated: optional(list(choice(unstated))),
  targets: nullable(list(target)),
  sites: nullable(list(names('site'))),
  criteria: nullable(list(names('criterion'))),
  criteriaSource: optional(names('source')),
  tracks: list(track, 'key'),
})

export type Target = Of<typeof target>
export type Money = Of<typeof money>
export type Track = Of<typeof track>
export type Funding = Of<typeof funding>
export type Scenario = Of<typeof scenario>
export type VersionEntry = Of<typeof version>
