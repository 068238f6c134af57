import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, instantOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { RosterDay } from '../govern/index.ts'
import { freeIn, type Interval } from './clash.ts'
import type { Taken } from './keep.ts'
import { hoursOn, usual } from './oddities.ts'
import { tables } from './store.ts'

/** A time that is taken: whose and which room, never which family. */
export interface TakenTime extends Interval {
  id: Id
  counsellor: Id
  site: Id | null
  room: string | null
  interpreter: string | null
}

interface Row {
  id: Id
  planned_from: Date
  planned_to: Date
  counsellor: Id
  site: Id | null
  room: string | null
  interpreter: string | null
}

const taken = async (db: Db, span: Interval, only: RawBuilder<unknown>): Promise<TakenTime[]> => {
  const { rows } = await sql<Row>`
    select id, planned_from, planned_to, counsellor, site, room, interpreter from course.session
    where organisation = ${db.actor.organisation} and state in ('planned', 'held')
      and planned_from < ${span.to} and planned_to > ${span.from} and planned_from > ${span.from}::timestamptz - interval '8 hours'
      and ${only} order by planned_from limit 200`.execute(tables(db))
  return rows.map(({ planned_from, planned_to, ...row }) => ({ ...row, from: planned_from, to: planned_to }))
}

/** What is taken on a day: for the counsellor anywhere, and at the site for everybody. */
export const takenOn = (db: Db, day: Day, counsellor: Id, site: Id | null): Promise<TakenTime[]> =>
  taken(
    db,
    { from: instantOf(day, '00:00'), to: instantOf(addDays(day, 1), '00:00') },
    sql`(counsellor = ${counsellor} or site = ${site}::uuid)`,
  )

/** The time that stands in the way, for saying when it is. */
export const standsInTheWay = async (
  db: Db,
  kind: Exclude<Taken, 'cap'>,
  wanted: Interval & { counsellor: Id; site: Id | null; room: string | null; interpreter: string | null },
  except?: Id,
): Promise<Interval | undefined> => {
  const same = {
    counsellor: sql`counsellor = ${wanted.counsellor}`,
    room: sql`site = ${wanted.site}::uuid and lower(btrim(room)) = lower(btrim(${wanted.room}::text))`,
    interpreter: sql`lower(btrim(interpreter)) = lower(btrim(${wanted.interpreter}::text))`,
  }[kind]
  return (await taken(db, wanted, same)).find(one => one.id !== except)
}

export interface DayPlan {
  day: Day
  /** Where the counsellor has hours that day, as the roster says. */
  hours: (Interval & { site: Id })[]
  taken: TakenTime[]
  free: Interval[]
  /** Who covers, when she is away that day: then nothing is free. */
  cover: Id | undefined
}

/** The day of one counsellor: her hours on site, or an ordinary working day, less what is taken. */
export const dayPlan = (
  day: Day,
  counsellor: Id,
  roster: readonly RosterDay[],
  times: readonly TakenTime[],
  cover?: Id,
): DayPlan => {
  const hours = hoursOn(roster, counsellor, day)
  const spans = hours.length > 0 ? hours : [{ from: instantOf(day, usual[0]), to: instantOf(day, usual[1]) }]
  const hers = times.filter(one => one.counsellor === counsellor)
  return { day, hours, taken: [...times], free: cover ? [] : spans.flatMap(span => freeIn(span, hers)), cover }
}
