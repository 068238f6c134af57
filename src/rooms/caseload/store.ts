import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'
import type { Stage, Step } from './steps.ts'

export interface Holding {
  family: Id
  holder: Id
  stage: Stage
  step: Step
  due: Day
  /** The time of day of an appointment, when the step has one. */
  dueAt: Date | null
  subject: 'referral' | 'course'
  subjectId: Id
  track: string | null
  site: Id | null
  since: Date
  /** Counts the changes: who decides on an older one is told. */
  version: number
}

const tables = (db: Db) => db.tables<Schema>()

/**
 * Says who has the family now and the one dated next step: the only way a family gets or changes a holder.
 * Every caring room writes down to here in its own transaction.
 */
export const hold = async (
  db: Db,
  holding: Omit<Holding, 'since' | 'version'>,
  reason: string | null,
  at: Date,
): Promise<void> => {
  const { organisation, staff } = db.actor
  const row = {
    holder: holding.holder,
    stage: holding.stage,
    step: holding.step,
    due: holding.due,
    due_at: holding.dueAt,
    subject: holding.subject,
    subject_id: holding.subjectId,
    track: holding.track,
    site: holding.site,
  }
  await tables(db)
    .insertInto('caseload.holding')
    .values({ organisation, family: holding.family, ...row, since: at })
    .onConflict(c =>
      c.columns(['organisation', 'family']).doUpdateSet(eb => ({
        ...row,
        version: eb('caseload.holding.version', '+', 1),
        since: sql<Date>`case when holding.holder = excluded.holder then holding.since else excluded.since end`,
      })),
    )
    .execute()
  await tables(db)
    .insertInto('caseload.turn')
    .values({
      organisation,
      family: holding.family,
      holder: holding.holder,
      step: holding.step,
      due: holding.due,
      subject: holding.subject,
      subject_id: holding.subjectId,
      reason,
      at,
      by: staff,
    })
    .execute()
}

/** The help is over here: nobody holds the family any more, and the row says why. */
export const letGo = async (
  db: Db,
  family: Id,
  subject: { kind: 'referral' | 'course'; id: Id },
  reason: string,
  at: Date,
): Promise<void> => {
  const { organisation, staff } = db.actor
  await tables(db)
    .deleteFrom('caseload.holding')
    .where('organisation', '=', organisation)
    .where('family', '=', family)
    .execute()
  await tables(db)
    .insertInto('caseload.turn')
    .values({ organisation, family, subject: subject.kind, subject_id: subject.id, reason, at, by: staff })
    .execute()
}

const columns = [
  'family',
  'holder',
  'stage',
  'step',
  'due',
  'due_at',
  'subject',
  'subject_id',
  'track',
  'site',
  'since',
  'version',
] as const

const toHolding = (row: {
  family: string
  holder: string
  stage: string
  step: string
  due: string
  due_at: Date | null
  subject: string
  subject_id: string
  track: string | null
  site: string | null
  since: Date
  version: number
}): Holding => ({
  family: row.family,
  holder: row.holder,
  stage: row.stage as Stage,
  step: row.step as Step,
  due: row.due,
  dueAt: row.due_at,
  subject: row.subject as Holding['subject'],
  subjectId: row.subject_id,
  track: row.track,
  site: row.site,
  since: row.since,
  version: row.version,
})

/** Who has this family at the actor's own organisation, or undefined when the help is over. */
export const holdingOf = async (db: Db, family: Id): Promise<Holding | undefined> => {
  const row = await tables(db)
    .selectFrom('caseload.holding')
    .select(columns)
    .where('organisation', '=', db.actor.organisation)
    .where('family', '=', family)
    .executeTakeFirst()
  return row && toHolding(row)
}

/** Everybody one person has now. */
export const holdingsOf = async (db: Db, holder: Id): Promise<Holding[]> => {
  const rows = await tables(db)
    .selectFrom('caseload.holding')
    .select(columns)
    .where('organisation', '=', db.actor.organisation)
    .where('holder', '=', holder)
    .orderBy('due')
    .execute()
  return rows.map(toHolding)
}

/** Who has these families now, by family; a family whose help is over is not in it. */
export const holdingsFor = async (db: Db, families: Id[]): Promise<Map<Id, Holding>> => {
  if (families.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('caseload.holding')
    .select(columns)
    .where('organisation', '=', db.actor.organisation)
    .where('family', 'in', families)
    .execute()
  return new Map(rows.map(row => [row.family, toHolding(row)]))
}

/** One line of who had her when: a new holder or next step, or (without a holder) the end. */
export interface Turn {
  holder: Id | null
  step: Step | null
  due: Day | null
  subject: Holding['subject']
  subjectId: Id
  reason: string | null
  at: Date
  by: Id
}

/** The turns of a family at the actor's own organisation, newest first; at most 100. */
export const turnsOf = async (db: Db, family: Id): Promise<Turn[]> => {
  const rows = await tables(db)
    .selectFrom('caseload.turn')
    .select(['holder', 'step', 'due', 'subject', 'subject_id', 'reason', 'at', 'by'])
    .where('organisation', '=', db.actor.organisation)
    .where('family', '=', family)
    .orderBy('at', 'desc')
    .orderBy('holder', order => order.asc().nullsFirst())
    .limit(100)
    .execute()
  return rows.map(({ subject_id, ...row }) => ({
    ...row,
    step: row.step as Step | null,
    subject: row.subject as Holding['subject'],
    subjectId: subject_id,
  }))
}
