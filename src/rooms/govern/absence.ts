import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'
import type { RosterDay } from './staff.ts'

export interface Absence {
  staff: Id
  day: Day
  cover: Id
  reason: string
}

/** Who covers for whom on the day: staff -> the one who covers. */
export const coverOn = async (db: Db, day: Day): Promise<Map<Id, Id>> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('govern.absence')
    .select(['staff', 'cover'])
    .where('organisation', '=', db.actor.organisation)
    .where('day', '=', day)
    .execute()
  return new Map(rows.map(row => [row.staff, row.cover]))
}

/** When and where one colleague works, and who covers for her on the day if she is away: one query for a page that asks both. */
export const workOn = async (db: Db, staff: Id, day: Day): Promise<{ roster: RosterDay[]; cover: Id | undefined }> => {
  const { organisation } = db.actor
  const { rows } = await sql<{ cover: Id | null; roster: RosterDay[] | null }>`select
    (select a.cover from govern.absence a where a.organisation = ${organisation} and a.staff = ${staff} and a.day = ${day}) as cover,
    (select json_agg(json_build_object('staff', r.staff, 'site', r.site, 'weekday', r.weekday, 'starts', r.starts,
        'ends', r.ends, 'room', r.room) order by r.weekday, r.starts)
      from govern.roster r where r.organisation = ${organisation} and r.staff = ${staff}) as roster`.execute(
    db.tables<Schema>(),
  )
  return { roster: rows[0]?.roster ?? [], cover: rows[0]?.cover ?? undefined }
}

/** Days away from a day on, at the actor's own organisation. */
export const absencesFrom = async (db: Db, from: Day): Promise<Absence[]> =>
  db
    .tables<Schema>()
    .selectFrom('govern.absence')
    .select(['staff', 'day', 'cover', 'reason'])
    .where('organisation', '=', db.actor.organisation)
    .where('day', '>=', from)
    .orderBy('day')
    .execute()

/** Notes days away, each with the person who covers; a day noted before gets the new cover. */
export const noteAbsence = async (db: Db, absences: Absence[], at: Date): Promise<void> => {
  if (absences.length === 0) return
  await db
    .tables<Schema>()
    .insertInto('govern.absence')
    .values(absences.map(a => ({ ...a, organisation: db.actor.organisation, by: db.actor.staff, at })))
    .onConflict(c =>
      c
        .columns(['organisation', 'staff', 'day'])
        .doUpdateSet({ cover: sql`excluded.cover`, reason: sql`excluded.reason` }),
    )
    .execute()
}

/** Takes back days away that were noted: she is at work after all. */
export const takeBackAbsence = async (db: Db, staff: Id, day: Day): Promise<void> => {
  await db
    .tables<Schema>()
    .deleteFrom('govern.absence')
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', staff)
    .where('day', '=', day)
    .execute()
}

/**
 * Ends somebody's employment on a day and signs her out everywhere. The caller has handed over every family first:
 * the database refuses while one is left, and while a colleague counts on her as cover after that day.
 */
export const endEmployment = async (db: Db, staff: Id, endsOn: Day): Promise<void> => {
  await db
    .tables<Schema>()
    .updateTable('govern.staff')
    .set(eb => ({ ends_on: endsOn, left_at: sql<Date>`now()`, version: eb('version', '+', 1) }))
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', staff)
    .execute()
}
