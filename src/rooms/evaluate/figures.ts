import { type Kysely, sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'

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

/** Calendar days from sending to the first talk with her, over those she was reached in since `from`. */
export const waitingForContact = async (statistics: Statistics, programme: string, from: Day): Promise<Waiting> =>
  waiting(
    await sql<Waiting>`
      select count(*) as behind, percentile_disc(0.5) within group (order by contacted_on - sent_on) as median,
        percentile_disc(0.9) within group (order by contacted_on - sent_on) as ninety
      from referral.facts where programme = ${programme} and sent_on >= ${from} and contacted_on is not null`.execute(
      statistics,
    ),
  )

/** Calendar days from sending to the beginning of the course. */
export const waitingForStart = async (statistics: Statistics, programme: string, from: Day): Promise<Waiting> =>
  waiting(
    await sql<Waiting>`
      select count(*) as behind, percentile_disc(0.5) within group (order by started_on - sent_on) as median,
        percentile_disc(0.9) within group (order by started_on - sent_on) as ninety
      from referral.facts where programme = ${programme} and sent_on >= ${from} and started_on is not null`.execute(
      statistics,
    ),
  )

const waiting = ({ rows }: { rows: Waiting[] }): Waiting => rows[0] ?? { behind: 0, median: null, ninety: null }

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
      select organisation, family from referral.facts where programme = ${programme} and open
      union
      select organisation, family from course.facts where programme = ${programme} and ended_on is null)
    select count(*) as open, count(*) filter (where h.family is null) as "withoutHolder"
    from live left join caseload.facts h on h.organisation = live.organisation and h.family = live.family`.execute(
    statistics,
  )
  return rows[0] ?? { open: 0, withoutHolder: 0 }
}
