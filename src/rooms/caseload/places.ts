import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { type RosterDay, rosterOf } from '../govern/index.ts'
import { type Load, loadOf } from './load.ts'

// Our own assumption, until an agreement states another; shown where it is used.
/** Hours a week one family takes of a counsellor: the talk, the call before and the note after. */
export const hoursPerFamily = 1

const minutes = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

/** Rostered hours a week, of one person or at one site. */
export const rosteredHours = (roster: readonly RosterDay[], who: { staff?: Id; site?: Id }): number =>
  roster
    .filter(day => (!who.staff || day.staff === who.staff) && (!who.site || day.site === who.site))
    .reduce((sum, day) => sum + (minutes(day.ends) - minutes(day.starts)) / 60, 0)

/** Places of one person: a family she has in hand takes one, one on the waiting list or not yet assigned does not. */
export const placesOf = (roster: readonly RosterDay[], load: readonly Load[], staff: Id) => {
  const total = Math.floor(rosteredHours(roster, { staff }) / hoursPerFamily)
  const taken = load
    .filter(one => one.holder === staff && one.stage === 'active')
    .reduce((sum, one) => sum + one.families, 0)
  return { total, taken, free: total - taken }
}

/**
 * The places of one counsellor and one site are counted by one transaction at a time: of two coordinators the second
 * sees the first. Always the person before the site, so that two never wait for each other.
 */
export const lockPlaces = async (db: Db, staff: Id, site: Id | null): Promise<void> => {
  for (const one of [staff, ...(site ? [site] : [])])
    await sql`select pg_advisory_xact_lock(hashtextextended(${`referral.places.${one}`}, 0))`.execute(db.tables())
}

/** Which limit is reached, and how far it goes. */
export interface Full {
  what: 'person' | 'site'
  taken: number
  total: number
}

/** Places at a site where somebody is rostered; undefined where nobody is, as there no hours set a limit. */
export const siteLimit = (
  roster: readonly RosterDay[],
  load: readonly Load[],
  site: Id,
): { total: number; taken: number } | undefined => {
  const hours = rosteredHours(roster, { site })
  const here = load.filter(one => one.site === site && one.stage === 'active')
  const taken = here.reduce((sum, one) => sum + one.families, 0)
  return hours > 0 ? { total: Math.floor(hours / hoursPerFamily), taken } : undefined
}

/**
 * What is full when a family somebody works with goes to a colleague: her own places, or those of the site the family
 * stays at and is counted at already. Undefined when there is room, or nobody has said when she works.
 */
export const fullPlaces = async (db: Db, staff: Id, site: Id | null): Promise<Full | undefined> => {
  await lockPlaces(db, staff, site)
  const [roster, load] = [await rosterOf(db), await loadOf(db)]
  const hers = placesOf(roster, load, staff)
  if (hers.total > 0 && hers.free <= 0) return { what: 'person', taken: hers.taken, total: hers.total }
  const place = site ? siteLimit(roster, load, site) : undefined
  return place && place.taken > place.total ? { what: 'site', ...place } : undefined
}

/** One who would get more families than she has places for. */
export interface Overfull {
  staff: Id
  /** What she would have. */
  taken: number
  total: number
}

/** Whom a leaving colleague's families would make overfull: what each has now, and what she would be given. */
export const overfull = (
  roster: readonly RosterDay[],
  load: readonly Load[],
  given: ReadonlyMap<Id, number>,
): Overfull[] =>
  [...given].flatMap(([staff, more]) => {
    const { total, taken } = placesOf(roster, load, staff)
    return total > 0 && more > 0 && taken + more > total ? [{ staff, taken: taken + more, total }] : []
  })
