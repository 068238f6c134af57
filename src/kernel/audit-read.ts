import { type Kysely, sql } from 'kysely'
import type { Day } from './clock.ts'
import type { Db } from './database.ts'
import type { Id } from './ids.ts'

/** One line of a family's log: a day, a role and a purpose, and how often. Never who. */
export interface LogLine {
  day: Day
  organisation: Id
  role: string
  purpose: string
  changed: boolean
  times: number
}

/**
 * Who has looked at a family or changed her, as she may know it: organisation, role, date and purpose, newest first.
 * Empty for whoever has no case here with her.
 */
export const logOf = async (db: Db, family: Id): Promise<LogLine[]> => {
  const { rows } = await sql<LogLine>`select * from kernel.log_of(${family})`.execute(db.tables())
  return rows
}

/** Somebody whose data a colleague has seen or changed in a stretch of time. */
export interface Affected {
  organisation: Id
  subject: Id
  first: Date
  last: Date
  times: number
  changed: boolean
}

/** Everybody whose data one colleague has seen or changed from one moment to another, most often first. */
export const affectedBy = async (
  kysely: Kysely<unknown>,
  wanted: { organisation?: Id; staff: Id; from: Date; to: Date },
): Promise<Affected[]> => {
  const { organisation, staff, from, to } = wanted
  const { rows } = await sql<Affected>`
    select a.organisation, s.subject, min(a.at) as first, max(a.at) as last, count(*)::int as times, bool_or(s.subject = any(a.changed)) as changed
    from kernel.audit a cross join lateral unnest(a.subjects) as s(subject)
    where ${organisation ? sql`a.organisation = ${organisation} and` : sql``} a.staff = ${staff} and a.at >= ${from} and a.at < ${to}
    group by a.organisation, s.subject order by times desc, s.subject`.execute(kysely)
  return rows
}

/** A look at one family in particular, not at a list. */
export interface Look {
  id: Id
  at: Date
  staff: Id
  role: string
  purpose: string
  what: string
  subject: Id
  /** She has also written about her: that is a relation. */
  wrote: boolean
}

/** Looks at one family by staff of the actor's organisation, in an order nobody can foresee; at most 2,000. */
export const looksAtChance = async (db: Db, from: Date, to: Date): Promise<Look[]> => {
  const { organisation } = db.actor
  const { rows } = await sql<Look>`
    with looks as (
      select id, at, staff, role, purpose, what, subjects[1] as subject from kernel.audit
      where organisation = ${organisation} and at >= ${from} and at < ${to} and action = 'read' and role <> 'system' and cardinality(subjects) = 1
      order by gen_random_uuid() limit 2000)
    select l.*, exists (select from kernel.audit w where w.organisation = ${organisation} and w.subjects @> array[l.subject]
      and w.staff = l.staff and l.subject = any(w.changed)) as wrote from looks l`.execute(db.tables())
  return rows
}
