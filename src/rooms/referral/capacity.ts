import { sql } from 'kysely'
import { addDays, type Clock, today, weekday } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { type Full, hoursPerFamily, type Load, loadOf, placesOf, rosteredHours, siteLimit } from '../caseload/index.ts'
import { type RosterDay, rosterOf } from '../govern/index.ts'
import type { Schema } from './schema.ts'

// Our own assumption, until an agreement states another; shown where it is used.
/** How many weeks a family has her place before the next can have it. */
export const weeksPerPlace = 8

const families = (load: readonly Load[], keep: (one: Load) => boolean): number =>
  load.filter(keep).reduce((sum, one) => sum + one.families, 0)

/** Places at one site, and how many weeks until the next family there can begin. */
export const placesAt = (roster: readonly RosterDay[], load: readonly Load[], site: Id) => {
  const hours = rosteredHours(roster, { site })
  const total = Math.floor(hours / hoursPerFamily)
  const taken = families(load, one => one.site === site && one.stage === 'active')
  const queue = families(load, one => one.site === site && (one.stage === 'waiting' || one.stage === 'unassigned'))
  const free = total - taken - queue
  const weeks = free > 0 || total === 0 ? 0 : Math.ceil((1 - free) / (total / weeksPerPlace))
  return { hours, total, taken, queue, free: Math.max(0, free), weeks }
}

/** What is full, the person or the site she would meet the family at; undefined when there is room for one more. */
export const fullFor = async (db: Db, staff: Id, site: Id | null): Promise<Full | undefined> => {
  const [roster, load] = [await rosterOf(db), await loadOf(db)]
  const hers = placesOf(roster, load, staff)
  if (hers.free <= 0) return { what: 'person', taken: hers.taken, total: hers.total }
  const place = site ? siteLimit(roster, load, site) : undefined
  return place && place.taken >= place.total ? { what: 'site', taken: place.taken, total: place.total } : undefined
}

/** Writes the numbers for these sites anew; runs as the receiver. Sites in one order, so that two writers never cross. */
export const refreshCapacity = async (db: Db, sites: (Id | null)[], at: Date): Promise<void> => {
  const wanted = [...new Set(sites)].filter(site => site !== null).sort()
  if (wanted.length === 0) return
  const [roster, load] = [await rosterOf(db), await loadOf(db)]
  const rows = wanted.map(site => {
    const { hours, free, weeks } = placesAt(roster, load, site)
    return { organisation: db.actor.organisation, site, hours, free, weeks, at }
  })
  await db
    .tables<Schema>()
    .insertInto('referral.capacity')
    .values(rows)
    .onConflict(conflict =>
      conflict.columns(['organisation', 'site']).doUpdateSet({
        hours: sql`excluded.hours`,
        free: sql`excluded.free`,
        weeks: sql`excluded.weeks`,
        at: sql`excluded.at`,
      }),
    )
    .execute()
}

/** Writes the numbers for every site somebody is rostered at: rosters and weeks change without anybody pressing a button. */
export const refreshAllCapacity = async (db: Db, at: Date): Promise<void> =>
  refreshCapacity(
    db,
    (await rosterOf(db)).map(day => day.site),
    at,
  )

export interface Room {
  site: Id
  /** Families that can begin now. */
  free: number
  /** The Monday of the first week in which the next family can begin, as far as the receiver's roster tells. */
  week: string
  hours: number
}

const toRoom = (row: { site: Id; free: number; weeks: number; hours: number }, clock: Clock): Room => {
  const day = today(clock)
  const monday = addDays(day, 8 - weekday(day))
  return { site: row.site, free: row.free, week: addDays(monday, 7 * row.weeks), hours: row.hours }
}

/** How much room one receiver has at each site: numbers about capacity alone, for everybody who refers. */
export const roomAt = async (db: Db, organisation: Id, clock: Clock): Promise<Map<Id, Room>> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('referral.capacity')
    .select(['site', 'free', 'weeks', 'hours'])
    .where('organisation', '=', organisation)
    .execute()
  return new Map(rows.map(row => [row.site, toRoom(row, clock)]))
}

/** The next week in which a family can realistically begin at a site; undefined where nobody is rostered. */
export const nextRealisticWeek = async (
  db: Db,
  organisation: Id,
  site: Id,
  clock: Clock,
): Promise<Room | undefined> => {
  const room = (await roomAt(db, organisation, clock)).get(site)
  return room && room.hours > 0 ? room : undefined
}
