import { sql } from 'kysely'
import { type Clock, type Day, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId, newId } from '../../kernel/ids.ts'
import type { Inside } from '../../kernel/news.ts'
import { receiptDue } from './receipt.ts'
import type { Schema } from './schema.ts'
import { type Channel, type ConcernState, type ConcernVerb, moveConcern } from './states.ts'

export interface Concern {
  id: Id
  family: Id
  staff: Id
  at: Date
  about: 'unborn' | 'child'
  municipality: string
  words: string
  alternatives: string
  toldOn: Day | null
  notTold: string | null
  steps: ConcernStep[]
}

export interface ConcernStep {
  nth: number
  at: Date
  by: Id
  verb: ConcernVerb
  state: ConcernState
  channel: Channel | null
  reference: string | null
  receiptDue: Day | null
  words: string | null
}

export type NewConcern = Pick<
  Concern,
  'family' | 'about' | 'municipality' | 'words' | 'alternatives' | 'toldOn' | 'notTold'
>

/** Decides: documented at once, and nobody is asked. */
export const decideConcern = async (db: Db, made: NewConcern, at: Date): Promise<Id> => {
  const { organisation, staff } = db.actor
  const id = newId()
  await db
    .tables<Schema>()
    .insertInto('concern.notification')
    .values({
      organisation,
      id,
      family: made.family,
      staff,
      at,
      about: made.about,
      municipality: made.municipality,
      words: made.words,
      alternatives: made.alternatives,
      told_on: made.toldOn,
      not_told: made.notTold,
    })
    .execute()
  await step(db, { id, family: made.family, staff, steps: [] }, { verb: 'decide', to: 'decided' }, at)
  return id
}

interface Taken {
  verb: ConcernVerb
  to: ConcernState
  channel?: Channel
  reference?: string | null
  receiptDue?: Day
  words?: string | null
}

const step = async (
  db: Db,
  of: Pick<Concern, 'id' | 'family' | 'staff' | 'steps'>,
  taken: Taken,
  at: Date,
): Promise<void> => {
  const last = of.steps.at(-1)
  await db
    .tables<Schema>()
    .insertInto('concern.step')
    .values({
      organisation: db.actor.organisation,
      notification: of.id,
      nth: (last?.nth ?? 0) + 1,
      family: of.family,
      staff: of.staff,
      at,
      by: db.actor.staff,
      verb: taken.verb,
      from_state: last?.state ?? 'none',
      to_state: taken.to,
      channel: taken.channel ?? null,
      reference: taken.reference ?? null,
      receipt_due: taken.receiptDue ?? null,
      words: taken.words ?? null,
    })
    .execute()
}

/** The next step of a notification; false when it has moved on since, or the verb leads nowhere from here. */
export const takeStep = async (
  db: Db,
  concern: Concern,
  taken: Omit<Taken, 'to' | 'receiptDue'>,
  clock: Clock,
): Promise<boolean> => {
  const to = moveConcern(concern.steps.at(-1)?.state ?? 'none', taken.verb)
  if (!to) return false
  const due = taken.channel && receiptDue(today(clock))
  const made = await db.attempt(() => step(db, concern, { ...taken, to, receiptDue: due }, clock.now()))
  return made.ok
}

const columns = sql`n.id, n.family, n.staff, n.at, n.about, n.municipality, n.words, n.alternatives, n.told_on as "toldOn", n.not_told as "notTold",
  (select coalesce(json_agg(s order by s.nth), '[]') from (select nth, at, by, verb, to_state as state, channel, reference,
    receipt_due as "receiptDue", words from concern.step s where s.organisation = n.organisation and s.notification = n.id) s) as steps`

const dated = (row: Concern): Concern => ({
  ...row,
  at: new Date(row.at),
  steps: row.steps.map(one => ({ ...one, at: new Date(one.at) })),
})

/** Those of a family that the actor may see: her own, and all of them where she has the family. Newest first. */
export const concernsOf = async (db: Db, family: Id): Promise<Concern[]> => {
  await openForHolder(db, family)
  const { rows } = await sql<Concern>`select ${columns} from concern.notification n
    where n.organisation = ${db.actor.organisation} and n.family = ${family} order by n.at desc limit 50`.execute(
    db.tables<Schema>(),
  )
  return rows.map(dated)
}

export const concernOf = async (db: Db, id: Id): Promise<Concern | undefined> => {
  const { rows } = await sql<Concern>`select ${columns} from concern.notification n
    where n.organisation = ${db.actor.organisation} and n.id = ${id}`.execute(db.tables<Schema>())
  return rows[0] && dated(rows[0])
}

/** Whoever has the family now reads what was decided about it. */
const openForHolder = async (db: Db, family: Id): Promise<void> => {
  await sql`select concern.open(${family})`.execute(db.tables<Schema>())
}

/** The family changed hands: whoever handed it over no longer reads, unless it is her own. */
export const followHolder: Inside = async (db, { family }) => {
  if (!isId(family)) throw new Error('news of a holder without an id')
  await openForHolder(db, family)
  return undefined
}
