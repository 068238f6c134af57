import type { Selectable } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Schema } from './schema.ts'
import type { NewStaff, RosterDay, StaffRole } from './staff.ts'

/** A colleague as the administrator edits her. */
export interface Employed extends Omit<NewStaff, 'organisation' | 'synthetic'> {
  id: Id
  endsOn: Day | null
  leftAt: Date | null
  version: number
}

export type StaffWords = Omit<Employed, 'id' | 'leftAt' | 'version'>

const tables = (db: Db) => db.tables<Schema>()

const columnsOf = (s: StaffWords) => ({
  name: s.name,
  title: s.title,
  role: s.role,
  sites: s.sites,
  email: s.email,
  weekly_hours: s.weeklyHours,
  starts_on: s.startsOn,
})

/** A colleague of the actor's own organisation, or a refusal. */
export const employedBy = async (db: Db, id: Id): Promise<Employed> => {
  const row = await tables(db)
    .selectFrom('govern.staff')
    .selectAll()
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('unknown')
  return toEmployed(row)
}

const toEmployed = (row: Selectable<Schema['govern.staff']>): Employed => ({
  id: row.id,
  name: row.name,
  title: row.title,
  role: row.role as StaffRole,
  sites: row.sites,
  email: row.email,
  weeklyHours: row.weekly_hours,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  leftAt: row.left_at,
  version: row.version,
})

/** Everybody who works, will work or has worked at the actor's own organisation, by name. */
export const everybody = async (db: Db): Promise<Employed[]> => {
  const rows = await tables(db)
    .selectFrom('govern.staff')
    .selectAll()
    .where('organisation', '=', db.actor.organisation)
    .execute()
  const order = new Intl.Collator('da')
  return rows.map(toEmployed).sort((a, b) => order.compare(a.name, b.name))
}

/** A new colleague at the actor's own organisation. Without a password yet: nobody can sign in as her. */
export const hire = async (db: Db, words: StaffWords): Promise<Id> => {
  const id = newId()
  await tables(db)
    .insertInto('govern.staff')
    .values({ organisation: db.actor.organisation, id, ...columnsOf(words), ends_on: words.endsOn })
    .execute()
  db.audit('write', 'staff', id)
  return id
}

/**
 * Changes a colleague as she was in this version; false when somebody changed her meanwhile. The end date is leaving's.
 * Another role or place ends her sessions: the database sees to it.
 */
export const changeStaff = async (db: Db, before: Employed, words: StaffWords): Promise<boolean> => {
  const { numUpdatedRows } = await tables(db)
    .updateTable('govern.staff')
    .set(eb => ({ ...columnsOf(words), version: eb('version', '+', 1) }))
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  db.audit('write', 'staff', before.id)
  return true
}

export type PlannedDay = RosterDay & { id: Id }

/** The days in the roster of one colleague, with what it takes to remove one. */
export const rosterDays = async (db: Db, staff: Id): Promise<PlannedDay[]> =>
  tables(db)
    .selectFrom('govern.roster')
    .select(['id', 'staff', 'site', 'weekday', 'starts', 'ends', 'room'])
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', staff)
    .orderBy('weekday')
    .orderBy('starts')
    .execute()

export const addRosterDay = async (db: Db, day: RosterDay): Promise<void> => {
  await tables(db)
    .insertInto('govern.roster')
    .values({ organisation: db.actor.organisation, ...day })
    .execute()
}

export const removeRosterDay = async (db: Db, staff: Id, id: Id): Promise<void> => {
  await tables(db)
    .deleteFrom('govern.roster')
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', staff)
    .where('id', '=', id)
    .execute()
}

/** The work address of a colleague who has not left; for mail that says nothing but that there is news. */
export const mailAddressOf = async (db: Db, staff: Id): Promise<string | undefined> => {
  const row = await tables(db)
    .selectFrom('govern.staff')
    .select('email')
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', staff)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row?.email
}
