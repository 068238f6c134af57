import { type Day, dayOf, instantOf, weekday } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { RosterDay } from '../govern/index.ts'
import { type Interval, overlap } from './clash.ts'

/** Her hours on the day, as the roster says. */
export const hoursOn = (roster: readonly RosterDay[], counsellor: Id, day: Day): (Interval & { site: Id })[] =>
  roster
    .filter(one => one.staff === counsellor && one.weekday === weekday(day))
    .map(one => ({
      from: instantOf(day, one.starts.slice(0, 5)),
      to: instantOf(day, one.ends.slice(0, 5)),
      site: one.site,
    }))

/** The hours at another place that an appointment on site would fall into. */
export const elsewhere = (
  { from, to, site }: Interval & { site: Id | null },
  roster: readonly RosterDay[],
): (Interval & { site: Id }) | undefined =>
  site === null
    ? undefined
    : roster
        .flatMap(row => hoursOn([row], row.staff, dayOf(from)))
        .find(hours => hours.site !== site && overlap(hours, { from, to }))
