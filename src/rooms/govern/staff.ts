import { type Kysely, sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Actor, Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'

export type StaffRole = Exclude<Actor['role'], 'system' | 'across' | 'unchosen'>

export interface NewStaff {
  organisation: Id
  name: string
  title: string
  role: StaffRole
  sites: Id[]
  email: string
  /** Hours a week, for capacity; null where it does not count. */
  weeklyHours: number | null
  startsOn: Day
  endsOn?: Day | null
  synthetic?: boolean
}

export interface Colleague {
  id: Id
  name: string
  title: string
  role: StaffRole
  sites: Id[]
  weeklyHours: number | null
  startsOn: Day
  endsOn: Day | null
  /** When she handed everything over and left; the last day may be the same. */
  leftAt: Date | null
}

export interface RosterDay {
  staff: Id
  site: Id
  /** 1 = Monday. */
  weekday: number
  starts: string
  ends: string
  room: string | null
}

/** Makes an account; runs as the keeper. Returns its id. */
export const putStaff = async (kysely: Kysely<unknown>, s: NewStaff): Promise<Id> => {
  const { id } = await (kysely as Kysely<Schema>)
    .insertInto('govern.staff')
    .values({
      organisation: s.organisation,
      name: s.name,
      title: s.title,
      role: s.role,
      sites: s.sites,
      email: s.email,
      weekly_hours: s.weeklyHours,
      starts_on: s.startsOn,
      ends_on: s.endsOn ?? null,
      synthetic: s.synthetic ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Puts somebody on a site on a weekday; runs as the keeper. */
export const putRosterDay = async (kysely: Kysely<unknown>, organisation: Id, day: RosterDay): Promise<void> => {
  await (kysely as Kysely<Schema>)
    .insertInto('govern.roster')
    .values({ organisation, ...day })
    .execute()
}

const columns = ['id', 'name', 'title', 'role', 'sites', 'weekly_hours', 'starts_on', 'ends_on', 'left_at'] as const

const colleague = (row: {
  id: string
  name: string
  title: string
  role: string
  sites: string[]
  weekly_hours: number | null
  starts_on: string
  ends_on: string | null
  left_at: Date | null
}): Colleague => ({
  id: row.id,
  name: row.name,
  title: row.title,
  role: row.role as StaffRole,
  sites: row.sites,
  weeklyHours: row.weekly_hours,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  leftAt: row.left_at,
})

/** Everybody at the actor's own organisation who works there on the day and has not left, by name. `roles` narrows. */
export const colleagues = async (db: Db, on: Day, roles?: StaffRole[]): Promise<Colleague[]> => {
  let query = db
    .tables<Schema>()
    .selectFrom('govern.staff')
    .select(columns)
    .where('organisation', '=', db.actor.organisation)
    .where('left_at', 'is', null)
    .where('starts_on', '<=', on)
    .where(eb => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', on)]))
  if (roles) query = query.where('role', 'in', roles)
  const order = new Intl.Collator('da')
  return (await query.execute()).map(colleague).sort((a, b) => order.compare(a.name, b.name))
}

/** Colleagues by id, gone ones too: for showing who did what. */
export const colleagueNames = async (db: Db, ids: Id[]): Promise<Map<Id, Colleague>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .tables<Schema>()
    .selectFrom('govern.staff')
    .select(columns)
    .where('organisation', '=', db.actor.organisation)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, colleague(row)]))
}

/** The accounts with this mail address in any organisation; as the keeper, for commands. */
export const staffByAddress = async (kysely: Kysely<unknown>, email: string): Promise<Id[]> => {
  const { rows } = await sql<{ id: Id }>`select id from govern.staff where lower(email) = lower(${email})`.execute(
    kysely,
  )
  return rows.map(row => row.id)
}

/** The names of all sites, and where one colleague is on which weekday: what a page of her own work needs, in one query. */
export const placesOf = async (db: Db, staff: Id): Promise<{ sites: Map<Id, string>; roster: RosterDay[] }> => {
  const { rows } = await sql<{ sites: Record<Id, string>; roster: RosterDay[] }>`select
    (select coalesce(json_object_agg(s.id, s.name), '{}') from govern.site s) as sites,
    (select coalesce(json_agg(r order by r.weekday, r.starts), '[]') from (
      select staff, site, weekday, starts, ends, room from govern.roster
      where organisation = ${db.actor.organisation} and staff = ${staff}) r) as roster`.execute(db.tables<Schema>())
  const [row] = rows
  return { sites: new Map(Object.entries(row?.sites ?? {})), roster: row?.roster ?? [] }
}

/** Who is where on which weekday at the actor's own organisation. The hours of somebody who has left are nobody's. */
export const rosterOf = async (db: Db, staff?: Id): Promise<RosterDay[]> => {
  let query = db
    .tables<Schema>()
    .selectFrom('govern.roster')
    .select(['staff', 'site', 'weekday', 'starts', 'ends', 'room'])
    .where('organisation', '=', db.actor.organisation)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('govern.staff as gone')
            .select('gone.id')
            .whereRef('gone.organisation', '=', 'govern.roster.organisation')
            .whereRef('gone.id', '=', 'govern.roster.staff')
            .where('gone.left_at', 'is not', null),
        ),
      ),
    )
  if (staff) query = query.where('staff', '=', staff)
  return query.orderBy('weekday').orderBy('starts').execute()
}
