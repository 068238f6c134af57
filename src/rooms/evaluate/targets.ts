import { type Day, daysBetween } from '../../kernel/clock.ts'
import type { StoredAgreement } from '../programme/index.ts'
import type { StartedCell } from './figures.ts'

export interface TargetLine {
  agreement: StoredAgreement
  track: string
  name: string
  /** Courses begun under the version, in all its revisions. */
  started: number
  /** What the agreement asks for so far: its yearly figure times the years it has been in force. Null = not stated. */
  target: { from: number; to: number } | null
  /** What the figure counts, as the agreement says it: families, women. */
  unit: string | null
  statement: string
}

const unitWords: Record<string, string> = {
  families: 'familier',
  pregnantWomen: 'gravide',
  pregnantWomenAndFamilies: 'gravide og deres familier',
  pregnantWomenAndChildren: 'gravide og deres børn',
}

const years = (from: Day, to: Day): number => (daysBetween(from, to) + 1) / 365.25

/** The days a version has been in force up to today, or null when no source says when it began. */
export const daysInForce = (agreement: StoredAgreement, today: Day): { from: Day; to: Day } | null => {
  if (!agreement.from) return null
  const end = agreement.to?.to ?? today
  return agreement.from.from > today ? null : { from: agreement.from.from, to: end < today ? end : today }
}

/**
 * Target against actual for each track of each version. A yearly target is scaled to the time the version has been
 * in force; a target stated for the whole version, or not at all, stays with the version and is not spread on tracks.
 */
export const targetLines = (agreements: StoredAgreement[], cells: StartedCell[], today: Day): TargetLine[] =>
  agreements
    .filter(a => a.standing !== 'proposal')
    .flatMap(agreement => {
      const period = daysInForce(agreement, today)
      return agreement.tracks.map(track => {
        const stated = track.target
        const started = cells
          .filter(c => c.agreement === agreement.id && c.track === track.key)
          .reduce((sum, c) => sum + c.started, 0)
        const share = stated?.per === 'year' ? (period ? years(period.from, period.to) : null) : 1
        return {
          agreement,
          track: track.key,
          name: track.name,
          started,
          target:
            stated && share !== null
              ? { from: Math.round(stated.amount.from * share), to: Math.round(stated.amount.to * share) }
              : null,
          unit: stated ? (unitWords[stated.unit] ?? null) : null,
          statement: stated ? statementOf(stated.amount, unitWords[stated.unit] ?? '', stated.per) : 'ikke oplyst',
        }
      })
    })

const statementOf = (amount: { from: number; to: number }, unit: string, per: string): string => {
  const figure = amount.from === amount.to ? `${amount.from}` : `${amount.from}–${amount.to}`
  return `${figure} ${unit} ${per === 'year' ? 'om året' : 'i hele perioden'}`
}

/** Sums of the smallest cells by one of their sides. */
export const sumBy = (cells: StartedCell[], side: 'site' | 'quarter' | 'track'): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const cell of cells) {
    const key = cell[side] ?? ''
    sums.set(key, (sums.get(key) ?? 0) + cell.started)
  }
  return sums
}

/** Every quarter from the first to the last, the empty ones too: '2024-Q3'. */
export const quartersBetween = (first: string, last: string): string[] => {
  const all: string[] = []
  let [year = 0, quarter = 1] = first.split('-Q').map(Number)
  for (let at = first; at <= last; at = `${year}-Q${quarter}`) {
    all.push(at)
    quarter = quarter === 4 ? 1 : quarter + 1
    if (quarter === 1) year++
  }
  return all
}
