import { addDays, type Day, isWorkday, longDay, weekday } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Absence } from './absence.ts'
import type { Colleague, RosterDay } from './staff.ts'

/** Who works where and who is away: enough to say who may cover on a day. */
export interface Plan {
  staff: Colleague[]
  roster: RosterDay[]
  absences: Absence[]
}

/** The working days of a period, both ends counted. */
export const workdaysIn = (from: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkday(day)) days.push(day)
  return days
}

const isEmployed = (one: Colleague, day: Day): boolean =>
  one.startsOn <= day && (one.endsOn === null || one.endsOn >= day)

/** Whoever stands in the roster works on those weekdays; whoever stands nowhere in it works every weekday. */
const isRostered = ({ roster }: Plan, one: Colleague, day: Day): boolean => {
  const hers = roster.filter(row => row.staff === one.id)
  return hers.length === 0 || hers.some(row => row.weekday === weekday(day))
}

const first = (one: Colleague | undefined): string => one?.name.split(' ')[0] ?? 'En kollega'

/** Why this colleague cannot cover on that day, in a sentence that names the day; undefined when she can. */
export const whyNotCover = (plan: Plan, away: Id, cover: Id, day: Day): string | undefined => {
  const one = plan.staff.find(other => other.id === cover)
  if (!one || cover === away) return `Vælg en afløser til ${longDay(day)}.`
  if (!isEmployed(one, day)) return `${first(one)} er ikke ansat ${longDay(day)}. Vælg en anden afløser.`
  if (plan.absences.some(row => row.staff === cover && row.day === day))
    return `${first(one)} er selv væk ${longDay(day)}. Vælg en anden afløser.`
  if (!isRostered(plan, one, day)) return `${first(one)} er ikke på arbejde ${longDay(day)}. Vælg en anden afløser.`
  return undefined
}

/** Why this colleague cannot be away on that day: somebody counts on her. */
export const whyNotAway = (plan: Plan, away: Id, day: Day): string | undefined => {
  const counted = plan.absences.find(row => row.cover === away && row.day === day)
  if (!counted) return undefined
  const whom = first(plan.staff.find(one => one.id === counted.staff))
  return `${first(plan.staff.find(one => one.id === away))} afløser selv ${whom} ${longDay(day)}. Find en anden afløser til ${whom} først.`
}

/** Who can cover on the day: those of the same sites first, the coordinator last. */
export const coversOn = (plan: Plan, away: Id, day: Day): Colleague[] => {
  const her = plan.staff.find(one => one.id === away)
  const distance = (one: Colleague) =>
    (one.role === 'coordinator' ? 2 : 0) + (one.sites.some(site => her?.sites.includes(site)) ? 0 : 1)
  return plan.staff
    .filter(one => whyNotCover(plan, away, one.id, day) === undefined)
    .sort((a, b) => distance(a) - distance(b))
}
