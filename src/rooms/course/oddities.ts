import { type Day, dayOf, instantOf, isWorkday, weekday } from '../../kernel/clock.ts'
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

// Our own assumptions: no agreement states them.
/** An ordinary working day, where nobody has said other hours. */
export const usual = ['08:00', '16:00'] as const
const daytime = ['06:00', '22:00'] as const
/** Minutes from one place to another; from one house to the next is no less. */
export const travelMinutes = 60

type Placed = Interval & { site: Id | null }

/** What is unusual about an appointment: nobody forbids it, and somebody must have meant it. */
export type Oddity =
  | { kind: 'dayOff' | 'night' }
  | { kind: 'elsewhere' | 'outsideHours'; hours: Interval & { site: Id } }
  | { kind: 'notThere' | 'outsideUsual' }
  | { kind: 'travel'; other: Placed; minutes: number }

const within = (inner: Interval, outer: Interval): boolean => inner.from >= outer.from && inner.to <= outer.to
const spanOn = (day: Day, [from, to]: readonly [string, string]): Interval => ({
  from: instantOf(day, from),
  to: instantOf(day, to),
})

/** `roster` and `others` are those of the one who would hold it; `others` what she has that day already. */
export const odditiesOf = (
  wanted: Placed & { counsellor: Id },
  roster: readonly RosterDay[],
  others: readonly Placed[],
): Oddity[] => {
  const day = dayOf(wanted.from)
  const found: Oddity[] = []
  if (!isWorkday(day)) found.push({ kind: 'dayOff' })
  if (!within(wanted, spanOn(day, daytime))) found.push({ kind: 'night' })
  else found.push(...oddHours(wanted, day, roster))
  const far = others
    .filter(one => wanted.site !== null && one.site !== null && one.site !== wanted.site)
    .map(other => ({ other, minutes: minutesBetween(wanted, other) }))
    .toSorted((a, b) => a.minutes - b.minutes)[0]
  if (far && far.minutes < travelMinutes) found.push({ kind: 'travel', ...far })
  return found
}

const oddHours = (wanted: Placed & { counsellor: Id }, day: Day, roster: readonly RosterDay[]): Oddity[] => {
  const hours = hoursOn(roster, wanted.counsellor, day)
  const ordinary = [...hours, spanOn(day, usual)].some(span => within(wanted, span))
  if (wanted.site === null || roster.length === 0) return ordinary ? [] : [{ kind: 'outsideUsual' }]
  const away = elsewhere(wanted, roster)
  if (away) return [{ kind: 'elsewhere', hours: away }]
  const here = hours.filter(one => one.site === wanted.site)
  if (here.some(one => within(wanted, one))) return []
  return here[0] ? [{ kind: 'outsideHours', hours: here[0] }] : [{ kind: 'notThere' }]
}

const minutesBetween = (a: Interval, b: Interval): number =>
  Math.max(0, a.from.getTime() - b.to.getTime(), b.from.getTime() - a.to.getTime()) / 60_000
