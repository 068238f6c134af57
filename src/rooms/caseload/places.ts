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

/** Her places when she has none free for one more; undefined when she has, or nobody has said when she works. */
export const fullPlaces = async (db: Db, staff: Id): Promise<{ total: number; taken: number } | undefined> => {
  await lockPlaces(db, staff, null)
  const places = placesOf(await rosterOf(db), await loadOf(db), staff)
  return places.total > 0 && places.free <= 0 ? places : undefined
}
