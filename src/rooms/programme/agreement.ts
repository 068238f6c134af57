import type { AgreementVersion } from './agreement-version.ts'
import type { Track } from './version.ts'

type Agreements = { agreements: AgreementVersion[] }

const starts = (version: AgreementVersion): string => version.from?.from ?? '0000-01-01'
const ends = (version: AgreementVersion): string => version.to?.to ?? '9999-12-31'
const binding = ({ agreements }: Agreements) => agreements.filter(version => version.standing !== 'proposal')

/**
 * The version that holds on a day. A proposal never does; an amendment goes before what it amends;
 * a period that no source states is open at that end.
 */
export function agreementInForce(programme: Agreements, date: string): AgreementVersion | undefined {
  return binding(programme)
    .filter(version => starts(version) <= date && date <= ends(version))
    .toSorted((a, b) => b.version - a.version)[0]
}

const shift = (date: string, days: number): string => {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

/** The days between two versions on which no version holds. */
export function agreementGaps(programme: Agreements): { from: string; to: string }[] {
  const gaps: { from: string; to: string }[] = []
  let covered: string | undefined
  for (const version of binding(programme).toSorted((a, b) => starts(a).localeCompare(starts(b)))) {
    if (covered !== undefined && covered < '9999-12-31' && shift(covered, 1) < starts(version)) {
      gaps.push({ from: shift(covered, 1), to: shift(starts(version), -1) })
    }
    if (covered === undefined || ends(version) > covered) covered = ends(version)
  }
  return gaps
}

/** A version by its number, as it stands in the address. */
export const agreementOf = (programme: Agreements, version: number): AgreementVersion | undefined =>
  programme.agreements.find(agreement => agreement.version === version)

/** A track of a version by its key. */
export const trackOf = (version: AgreementVersion, key: string): Track | undefined =>
  version.tracks.find(track => track.key === key)

/** The value in words, or "ikke oplyst" when no source states it. */
export function stated<T>(value: T | null | undefined, say: (value: T) => string = String): string {
  return value === null || value === undefined ? 'ikke oplyst' : say(value)
}
