import { type Day, weekdayName } from '../../../../kernel/clock.ts'
import type { Db } from '../../../../kernel/database.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { type Load, loadOf, placesOf } from '../../../caseload/index.ts'
import { type Colleague, colleagues, type RosterDay, rosterOf } from '../../../govern/index.ts'
import { listed } from './person.ts'

export interface Staffing {
  staff: Colleague[]
  roster: RosterDay[]
  load: Load[]
}

/** Who works here, when and where, and what they have in hand. Three queries. */
export const staffingOf = async (db: Db, day: Day): Promise<Staffing> => ({
  staff: await colleagues(db, day, ['counsellor', 'coordinator']),
  roster: await rosterOf(db),
  load: await loadOf(db),
})

// 2024-01-01 was a Monday.
const dayName = (weekday: number): string => weekdayName(`2024-01-0${weekday}`)

/** 'tirsdag og onsdag': when somebody is at a site. */
export const daysAt = (roster: RosterDay[], site: Id, staff?: Id): string =>
  listed(
    [...new Set(roster.filter(day => day.site === site && (!staff || day.staff === staff)).map(day => day.weekday))]
      .toSorted()
      .map(dayName),
  )

/** Everybody who may have a family, those at the site first, with the room they have. */
export const choices = ({ staff, roster, load }: Staffing, site: Id | null): { value: Id; text: string }[] => {
  const here = (one: Colleague) =>
    site !== null && roster.some(day => day.staff === one.id && day.site === site) ? 0 : 1
  return staff
    .map(one => ({ one, places: placesOf(roster, load, one.id) }))
    .filter(({ one, places }) => one.role === 'counsellor' || places.total > 0)
    .toSorted((a, b) => here(a.one) - here(b.one) || b.places.free - a.places.free)
    .map(({ one, places }) => {
      const days = site ? daysAt(roster, site, one.id) : ''
      const room = places.free > 0 ? `${places.taken} af ${places.total} timer` : 'fuldt'
      return { value: one.id, text: `${one.name}, ${room}${days ? `, ${days}` : ''}` }
    })
}
