import { entries, list, nullable, type Of, object, optional } from './shape.ts'
import { amount, choice, code, day, defines, factId, names, text, time, whole } from './values.ts'

/** What every element carries: where it stands, and which facts of the sources it states. */
export const origin = { source: names('source'), facts: optional(list(factId)), note: optional(text) }

export const sourceKinds = { dokument: 'document', udefra: 'outside', vores: 'own' } as const
export const source = object('en kilde', {
  kind: choice(sourceKinds),
  title: text,
  publisher: optional(text),
  date: nullable(day),
  address: optional(text),
  note: optional(text),
})

/** Something a source says, in our own words. */
export const said = object('et punkt', { code: optional(code), text, ...origin })
/** Short words of one element, `code: ord`. */
export const words = entries(code, text)

export const organisationKinds = {
  region: 'region',
  kommune: 'municipality',
  'kommunal enhed': 'municipalUnit',
  hospital: 'hospital',
  hospitalsafdeling: 'hospitalUnit',
  civilsamfund: 'ngo',
  fond: 'foundation',
  investeringsfond: 'investmentFund',
  'uddelende forening': 'grantmaker',
  universitet: 'university',
  forskningscenter: 'researchCentre',
  statistikkontor: 'statisticsOffice',
} as const
export const organisation = object('en organisation', {
  key: defines('organisation'),
  name: text,
  kind: choice(organisationKinds),
  role: text,
  profile: optional(text),
  partOf: optional(names('organisation')),
  units: optional(list(said)),
  website: optional(text),
  contact: optional(object('en kontakt', { role: text, email: text, phone: text })),
  regionCode: optional(nullable(text)),
  municipality: optional(text),
  validFrom: optional(day),
  validTo: optional(day),
  successor: optional(names('organisation')),
  ...origin,
})

export const weekdays = {
  mandag: 'monday',
  tirsdag: 'tuesday',
  onsdag: 'wednesday',
  torsdag: 'thursday',
  fredag: 'friday',
  lørdag: 'saturday',
  søndag: 'sunday',
} as const
export const modes = { fysisk: 'physical', video: 'video', telefon: 'phone', skriftligt: 'written' } as const
export const siteKinds = {
  fødested: 'birthPlace',
  konsultationssted: 'clinic',
  hjemmefødselsklinik: 'homeBirthClinic',
  sundhedshus: 'healthHouse',
  hospital: 'hospital',
  hospitalsafdeling: 'hospitalUnit',
  kommune: 'municipality',
} as const
export const site = object('et sted', {
  key: defines('site'),
  name: text,
  kind: choice(siteKinds),
  organisation: names('organisation'),
  municipality: optional(text),
  address: optional(text),
  serves: optional(list(names('site'))),
  rooms: optional(list(said)),
  modes: optional(list(object('en form', { mode: choice(modes), ...origin }), 'mode')),
  windows: optional(
    list(
      object('et tidsrum', {
        weekday: choice(weekdays),
        room: optional(text),
        from: nullable(time),
        to: nullable(time),
        ...origin,
      }),
    ),
  ),
  ...origin,
})

export const staff = object('en medarbejdergruppe', {
  role: text,
  organisation: optional(names('organisation')),
  people: nullable(whole),
  fte: nullable(amount),
  text: optional(text),
  ...origin,
})

export const domains = {
  krop: 'body',
  psyke: 'mind',
  socialt: 'social',
  økonomi: 'economy',
  relationer: 'relations',
  'tidligere tab': 'earlierLoss',
  rusmidler: 'substances',
  andet: 'other',
  målgruppe: 'targetGroup',
} as const
export const criterion = object('et kriterium', {
  code: defines('criterion'),
  domain: choice(domains),
  text,
  exampleOf: optional(names('criterion')),
  decidedBy: optional(choice({ fødested: 'birthPlace', 'barnets alder': 'childAge' })),
  childAgeYears: optional(object('en alder', { from: whole, to: whole })),
  ...origin,
})

export const clockAfter = {
  sendt: 'sent',
  modtaget: 'received',
  kontaktet: 'contacted',
  tildelt: 'assigned',
  'forsøgt forgæves': 'missed',
  spurgt: 'asked',
  'skrevet på venteliste': 'queued',
  'forløb begyndt': 'started',
  'tab oplyst': 'lost',
  'lukket før start': 'closed',
  'plan aftalt': 'planned',
  'forløb afsluttet': 'ended',
} as const
export const clock = object('en frist', { key: code, text, after: choice(clockAfter), weekdays: whole, ...origin })

export const point = object('et tal i rækken', {
  period: text,
  value: amount,
  kind: optional(choice({ cirka: 'about', skøn: 'estimate' })),
  ...origin,
})
export const denominator = object('en nævner', {
  key: code,
  what: text,
  area: text,
  unit: choice({ antal: 'count', andel: 'share' }),
  series: list(point, 'period'),
  forecast: optional(said),
})

export const statement = object('en udmelding', { office: text, gist: text, ...origin })
export const goal = object('et mål', { text, measure: optional(names('measure')), ...origin })
export const measure = object('en måling', { code: defines('measure'), text, ...origin })
export const conflict = object('en uenighed', {
  topic: text,
  variants: list(object('en udgave', { value: text, ...origin })),
  handling: text,
})

export type Said = Of<typeof said>
export type Organisation = Of<typeof organisation>
export type Site = Of<typeof site>
export type Staff = Of<typeof staff>
export type Criterion = Of<typeof criterion>
export type Domain = Criterion['domain']
export type Clock = Of<typeof clock>
export type Denominator = Of<typeof denominator>
export type Goal = Of<typeof goal>
