import type { AgreementVersion } from './agreement-version.ts'
import type { ProgrammeFile } from './file.ts'
import { type Line, line, naming, type Section, saids, section } from './lines.ts'
import { clockSection, criteriaSection, siteSection } from './programme-sections.ts'
import { capital, sayFunding, sayKroner, sayMoney, sayTarget, sayTrack } from './say.ts'
import type { StatedWhen } from './when.ts'

const whenLine = (head: string, when: StatedWhen | null | undefined, source: string, at: string): Line =>
  when
    ? { ...line(when, at, when.note ? `${when.text} (${when.note})` : when.text, { head }), note: undefined }
    : line({ source }, at, 'ikke oplyst', { head })

function periodSection(version: AgreementVersion): Section[] {
  const row = (head: string, key: 'signed' | 'goLive' | 'from' | 'to') =>
    whenLine(head, version[key], version.source, key)
  const lines = [
    row('Underskrevet', 'signed'),
    ...(version.goLive ? [row('Start', 'goLive')] : []),
    row('Gælder fra', 'from'),
    row('Gælder til', 'to'),
    ...(version.term ? [line(version.term, 'term', capital(version.term.text), { head: 'Længde' })] : []),
    ...saids(version.durationStatements, 'durationStatements').map(said => ({ ...said, head: 'Længde' })),
    ...saids(version.history, 'history').map(said => ({ ...said, head: 'Forløb' })),
  ]
  return section('periode', 'Periode', lines, ['Hvad', 'Oplyst'])
}

/** The sum of the contributions, when every one of them is stated. */
export function fundingTotal(version: AgreementVersion): number | null {
  const parts = version.funding ?? []
  if (parts.length === 0 || parts.some(part => part.dkk === null)) return null
  return parts.reduce((sum, part) => sum + (part.dkk ?? 0), 0)
}

function moneySection(programme: ProgrammeFile, version: AgreementVersion): Section[] {
  const nameOf = naming(programme)
  const total = fundingTotal(version)
  const unknown = line({ source: version.source }, 'budget', 'ikke oplyst', { head: 'Beløb' })
  const lines = [
    line({ source: version.source }, 'payer', version.payer ? nameOf(version.payer) : 'ikke oplyst', {
      head: 'Betaler',
    }),
    ...(version.budget ?? []).map((money, i) =>
      line(money, `budget[${i}]`, capital(sayMoney(money)), { head: 'Beløb' }),
    ),
    ...(version.budget === null && !version.funding ? [unknown] : []),
    ...(version.funding ?? []).map((part, i) =>
      line(part, `funding[${i}]`, sayFunding(part, nameOf), { head: 'Bidrag' }),
    ),
    ...(total === null
      ? []
      : [line({ source: version.source }, 'funding', `${sayKroner(total)} (lagt sammen af os)`, { head: 'I alt' })]),
    ...(version.scenarios ?? []).map(s =>
      line(s, `scenarios[${s.key}]`, `${s.name}: ${sayKroner(s.dkkPerYear)} om året`, { head: 'Scenarie' }),
    ),
    ...saids(version.terms, 'terms').map(said => ({ ...said, head: 'Vilkår' })),
  ]
  return section('oekonomi', 'Økonomi', lines, ['Hvad', 'Oplyst'])
}

/** A line for each track with all it states, and the terms and targets that hang on it. */
export const trackLines = (version: AgreementVersion): Line[] =>
  version.tracks.flatMap(track => [
    line(track, `tracks[${track.key}]`, sayTrack(track)),
    ...(track.followUntil
      ? [line(track.followUntil, `tracks[${track.key}].followUntil`, capital(track.followUntil.text))]
      : []),
  ])

/** What one version of the agreement states, in the order of its page; the tracks are apart. */
export function agreementSections(programme: ProgrammeFile, version: AgreementVersion): Section[] {
  const targets = (version.targets ?? []).map((t, i) => line(t, `targets[${i}]`, capital(sayTarget(t))))
  return [
    ...periodSection(version),
    ...section('maaltal', 'Måltal', targets, undefined, 'Måltal: ikke oplyst.'),
    ...moneySection(programme, version),
    ...criteriaSection(version.criteria ?? [], 'agreement'),
    ...siteSection(programme, version.sites ?? [], 'agreement'),
    ...clockSection(version.clocks, 'agreement'),
  ]
}
