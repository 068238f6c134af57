import type { ProgrammeFile } from './file.ts'
import { line, naming, type Section, saids, section, sourceNaming } from './lines.ts'
import {
  type Clock,
  type Criterion,
  type Domain,
  domains,
  type Organisation,
  type Said,
  type Site,
  siteKinds,
} from './parts.ts'
import { capital, sayClock, sayDay, sayModes, sayOrganisation, sayPoint, sayStaff, sayWindows } from './say.ts'
import { wordOf } from './values.ts'

const validity = (org: Organisation, nameOf: (key: string) => string): string | undefined =>
  [
    org.note,
    org.validFrom ? `fra ${sayDay(org.validFrom)}` : undefined,
    org.validTo ? `til ${sayDay(org.validTo)}` : undefined,
    org.successor ? `derefter ${nameOf(org.successor)}` : undefined,
    org.partOf ? `hører til ${nameOf(org.partOf)}` : undefined,
    org.units ? `enheder: ${org.units.map(unit => unit.text).join(', ')}` : undefined,
  ]
    .filter(Boolean)
    .join('; ') || undefined

export const criteriaSection = (criteria: Criterion[], at: string): Section[] => {
  const order: Domain[] = ['targetGroup', ...Object.values(domains).filter(domain => domain !== 'targetGroup')]
  const lines = criteria
    .toSorted((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain))
    .map(c =>
      line(c, `${at}.criteria[${c.code}]`, capital(c.text), {
        head: c.domain === 'targetGroup' ? 'Hvem' : capital(wordOf(domains, c.domain)),
      }),
    )
  return section('maalgruppe', 'Målgruppe', lines, ['Område', 'Kriterium'], 'Målgruppen er ikke oplyst.')
}

export const siteSection = (programme: Pick<ProgrammeFile, 'sources'>, sites: Site[], at: string): Section[] =>
  section(
    'steder',
    'Steder',
    sites.map(site => {
      const windows = sayWindows(site)
      const place = capital([wordOf(siteKinds, site.kind), site.address].filter(Boolean).join(', '))
      const when = windows.length > 0 ? capital(windows.join('; ')) : 'ikke oplyst'
      return line(site, `${at}.sites[${site.key}]`, place, {
        head: site.name,
        more: [when, capital(sayModes(site, sourceNaming(programme)))],
      })
    }),
    ['Sted', 'Slags', 'Hvornår og hvor', 'Form'],
    'Stederne er ikke oplyst.',
  )

export const clockSection = (clocks: Clock[], at: string): Section[] =>
  section(
    'frister',
    'Frister',
    clocks.map(clock => line(clock, `${at}.clocks[${clock.key}]`, capital(sayClock(clock)), { head: clock.text })),
    ['Hvad', 'Frist'],
    'Fristerne er ikke oplyst.',
  )

function denominatorSections(programme: ProgrammeFile): Section[] {
  const lines = (programme.denominators ?? []).flatMap(of => [
    ...of.series.map(point =>
      line(point, `denominators[${of.key}][${point.period}]`, capital(sayPoint(of, point)), { head: point.period }),
    ),
    ...(of.forecast
      ? [line(of.forecast, `denominators[${of.key}].forecast`, of.forecast.text, { head: 'Fremover' })]
      : []),
  ])
  return section('grundlag', 'Tal at måle imod', lines, ['År', 'Tal'])
}

function peopleSections(programme: ProgrammeFile): Section[] {
  const nameOf = naming(programme)
  const orgs = programme.organisations.map(org => ({
    ...line(org, `organisations[${org.key}]`, sayOrganisation(org)),
    note: validity(org, nameOf),
  }))
  const staff = programme.staff.map((group, i) => line(group, `staff[${i}]`, capital(sayStaff(group, nameOf))))
  return [
    ...section('hvem', 'Hvem står bag', orgs),
    ...section('medarbejdere', 'Medarbejdere', staff, undefined, 'Medarbejderne er ikke oplyst.'),
  ]
}

function aimSections(programme: ProgrammeFile): Section[] {
  const goals = programme.goals.map((goal, i) => line(goal, `goals[${i}]`, goal.text))
  const statements = (programme.statements ?? []).map((statement, i) =>
    line(statement, `statements[${i}]`, capital(statement.gist), { head: statement.office }),
  )
  return [
    ...section('maal', 'Formål og mål', goals),
    ...section('udmeldinger', 'Hvad de ansvarlige lægger vægt på', statements, ['Hvem', 'Meningen, med vores ord']),
    ...section('baggrund', 'Baggrund', [
      ...saids(programme.rationale, 'rationale'),
      ...saids(programme.theory, 'theory'),
    ]),
  ]
}

type Telling = {
  [K in keyof ProgrammeFile]: ProgrammeFile[K] extends Said[] | undefined ? K : never
}[keyof ProgrammeFile] &
  string

/** Everything a programme states outside its agreements, in the order of its page. */
export function programmeSections(programme: ProgrammeFile): Section[] {
  const measures = (programme.measures ?? []).map(m => line(m, `measures[${m.code}]`, capital(m.text)))
  const named = (id: string, title: string, key: Telling) => section(id, title, saids(programme[key], key))
  return [
    ...named('om', 'Kort fortalt', 'about'),
    ...named('nyheder', 'Offentliggjort', 'announcements'),
    ...aimSections(programme),
    ...peopleSections(programme),
    ...criteriaSection(programme.criteria, 'programme'),
    ...named('behov', 'Behov', 'needs'),
    ...named('barrierer', 'Det, der kan stå i vejen', 'barriers'),
    ...named('hvornaar', 'Hvornår hjælpen kommer', 'phases'),
    ...siteSection(programme, programme.sites, 'programme'),
    ...named('om-steder', 'Om stederne', 'sitesNote'),
    ...named('vej-ind', 'Vejen ind', 'channels'),
    ...named('indsats', 'Det, der gøres', 'activityTypes'),
    ...named('regler', 'Regler', 'rules'),
    ...named('praksis', 'Sådan foregår det', 'practice'),
    ...section('maalinger', 'Det, der måles', measures),
    ...named('resultater', 'Resultater, man ser efter', 'outcomes'),
    ...named('evaluering', 'Evaluering', 'evaluation'),
    ...named('penge', 'Penge', 'money'),
    ...named('forankring', 'Forankring', 'anchoring'),
    ...named('politik', 'Politik', 'policy'),
    ...denominatorSections(programme),
    ...named('faktisk', 'Tal, der er offentliggjort', 'actuals'),
    ...named('planlaegning', 'Det, der skal undersøges', 'planning'),
    ...named('aabent', 'Ikke oplyst', 'open'),
    ...clockSection(programme.clocks, 'programme'),
  ]
}
