import { type Kysely, sql } from 'kysely'
import { type Day, workdaysBetween } from '../../kernel/clock.ts'

export interface StartedCell {
  agreement: string
  track: string
  site: string | null
  /** '2024-Q3' */
  quarter: string
  started: number
}

export interface Waiting {
  behind: number
  median: number | null
  ninety: number | null
}

type Statistics = Kysely<unknown>

/** Courses begun, by agreement revision, track, site and quarter: the smallest cells all sums on the page come from. */
export const startedCells = async (statistics: Statistics, programme: string): Promise<StartedCell[]> => {
  const { rows } = await sql<StartedCell>`
    select agreement, track, site, to_char(started_on, 'YYYY-"Q"Q') as quarter, count(*) as started
    from course.facts where programme = ${programme} group by 1, 2, 3, 4 order by 4`.execute(statistics)
  return rows
}

/** How many waited from one day to another. */
export interface Wait {
  site: string | null
  from: Day
  to: Day
  people: number
}

/** From sending to the first talk with her, over those she was reached in since `from`. */
export const waitsForContact = async (statistics: Statistics, programme: string, from: Day): Promise<Wait[]> => {
  const { rows } = await sql<Wait>`select site, sent_on as from, contacted_on as to, count(*)::int as people
    from referral.facts where programme = ${programme} and sent_on >= ${from} and contacted_on is not null
    group by 1, 2, 3`.execute(statistics)
  return rows
}

/** From sending to the beginning of the course. */
export const waitsForStart = async (statistics: Statistics, programme: string, from: Day): Promise<Wait[]> => {
  const { rows } = await sql<Wait>`select site, sent_on as from, started_on as to, count(*)::int as people
    from referral.facts where programme = ${programme} and sent_on >= ${from} and started_on is not null
    group by 1, 2, 3`.execute(statistics)
  return rows
}

/** Median and nine of ten in weekdays, as the promise counts them. */
export const waitingOf = (waits: readonly Wait[]): Waiting => {
  const known = new Map<string, number>()
  const days = waits
    .map(({ from, to, people }) => {
      const key = `${from} ${to}`
      const weekdays = known.get(key) ?? workdaysBetween(from, to)
      known.set(key, weekdays)
      return { weekdays, people }
    })
    .toSorted((a, b) => a.weekdays - b.weekdays)
  const behind = days.reduce((sum, one) => sum + one.people, 0)
  const at = (share: number): number | null => {
    let passed = 0
    for (const { weekdays, people } of days) {
      passed += people
      if (passed >= share * behind) return weekdays
    }
    return null
  }
  return { behind, median: at(0.5), ninety: at(0.9) }
}

export interface Funnel {
  sent: number
  contacted: number
  accepted: number
  started: number
  ended: number
}

/** How far the referrals sent since `from` have come. */
export const funnelOf = async (statistics: Statistics, programme: string, from: Day): Promise<Funnel> => {
  const { rows } = await sql<Funnel>`
    select count(*) as sent, count(contacted_on) as contacted, count(accepted_on) as accepted, count(started_on) as started,
      count(ended_on) filter (where started_on is not null) as ended
    from referral.facts where programme = ${programme} and sent_on >= ${from}`.execute(statistics)
  return rows[0] ?? { sent: 0, contacted: 0, accepted: 0, started: 0, ended: 0 }
}

/** Open referrals sent on or before the day in which nobody has talked with her yet. */
export const unanswered = async (statistics: Statistics, programme: string, sentBy: Day): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from referral.facts
    where programme = ${programme} and open and contacted_on is null and sent_on <= ${sentBy}`.execute(statistics)
  return rows[0]?.count ?? 0
}

export interface Held {
  open: number
  withoutHolder: number
}

/** Families with help under way, and how many of them nobody holds: nought is a promise, not a finding. */
export const heldFamilies = async (statistics: Statistics, programme: string): Promise<Held> => {
  const { rows } = await sql<Held>`
    with live as (
      select holding, referral as help from referral.facts where programme = ${programme} and open
      union
      select holding, course from course.facts where programme = ${programme} and ended_on is null)
    select count(distinct coalesce(holding, help)) as open, count(*) filter (where holding is null) as "withoutHolder"
    from live`.execute(statistics)
  return rows[0] ?? { open: 0, withoutHolder: 0 }
}
