import { sql } from 'kysely'
import { addDays, type Clock, type Day, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { addTask, endTasks } from '../caseload/index.ts'
import type { Schema } from './schema.ts'
import { type Before, moveScreening, type NextAct, type ScreeningState, type ScreeningVerb, verbs } from './states.ts'

export interface Asked {
  nth: number
  at: Date
  by: Id
  verb: ScreeningVerb
  state: ScreeningState
  words: string | null
  nextAct: NextAct
  nextOn: Day
}

export interface SafetyPlan {
  nth: number
  at: Date
  by: Id
  signs: string
  waysOut: string
  people: string
  packed: string
}

export interface Note {
  at: Date
  by: Id
  words: string
}

export interface Named {
  staff: Id
  by: Id
  reason: string
  until: Date
}

export interface SafetyFile {
  asked: Asked[]
  plan: SafetyPlan | null
  notes: Note[]
  named: Named[]
}

/** Everything that stands here about her, newest first; what the actor is not named for is not there. */
export const fileOf = async (db: Db, family: Id, person: Id): Promise<SafetyFile> => {
  const { organisation } = db.actor
  const { rows } = await sql<{
    asked: (Asked & { at: string })[]
    plan: (SafetyPlan & { at: string }) | null
    notes: (Note & { at: string })[]
    named: (Named & { until: string })[]
  }>`select
    (select coalesce(json_agg(s order by s.nth desc), '[]') from (select nth, at, by, verb, to_state as state, words,
      next_act as "nextAct", next_on as "nextOn" from safety.screening
      where organisation = ${organisation} and family = ${family} and person = ${person} order by nth desc limit 50) s) as asked,
    (select to_json(p) from (select nth, at, by, signs, ways_out as "waysOut", people, packed from safety.plan
      where organisation = ${organisation} and family = ${family} and person = ${person} order by nth desc limit 1) p) as plan,
    (select coalesce(json_agg(n order by n.at desc), '[]') from (select at, by, words from safety.note
      where organisation = ${organisation} and family = ${family} and person = ${person} order by at desc limit 50) n) as notes,
    (select coalesce(json_agg(x order by x.until desc), '[]') from (select distinct on (staff) staff, by, reason, until from safety.named
      where organisation = ${organisation} and family = ${family} order by staff, at desc, id) x) as named`.execute(
    db.tables<Schema>(),
  )
  const row = rows[0]
  if (!row) throw new Error('a file is always one row')
  const dated = <T extends { at: string | Date }>(one: T) => ({ ...one, at: new Date(one.at) })
  return {
    asked: row.asked.map(dated),
    plan: row.plan && dated(row.plan),
    notes: row.notes.map(dated),
    named: row.named.map(one => ({ ...one, until: new Date(one.until) })),
  }
}

/** 'named': she may open it. 'holder': it is hers to open. Undefined: she sees no door. */
export const doorFor = async (db: Db, family: Id): Promise<'named' | 'holder' | undefined> => {
  const { rows } = await sql<{ door: 'named' | 'holder' | null }>`select safety.door(${family}) as door`.execute(
    db.tables<Schema>(),
  )
  return rows[0]?.door ?? undefined
}

/** Whoever has the family opens it for herself, for at most a year; false when it is not hers to open. */
export const openFor = async (db: Db, family: Id, clock: Clock): Promise<boolean> => {
  const at = clock.now()
  const until = new Date(at.getTime() + 365 * 86_400_000)
  const { rows } = await sql<{ opened: boolean }>`select safety.open(${family}, ${until}, ${at}) as opened`.execute(
    db.tables<Schema>(),
  )
  return rows[0]?.opened === true
}

export interface NewAnswer {
  verb: ScreeningVerb
  alone: boolean | null
  words: string | null
  /** Another day than the usual one for the next step. */
  nextOn?: Day
  /** The row she saw last; 0 when there was none. */
  seen: number
}

/**
 * She was asked, or it was put off: a row, and where she is to be asked again a task on that day, whose text does not
 * tell why. Undefined when the verb leads nowhere from here, or somebody wrote meanwhile.
 */
export const noteAnswer = async (
  db: Db,
  { family, person }: { family: Id; person: Id },
  answer: NewAnswer,
  clock: Clock,
): Promise<ScreeningState | undefined> => {
  const { organisation, staff } = db.actor
  const last = await db
    .tables<Schema>()
    .selectFrom('safety.screening')
    .select(['nth', 'to_state'])
    .where('organisation', '=', organisation)
    .where('family', '=', family)
    .where('person', '=', person)
    .orderBy('nth', 'desc')
    .limit(1)
    .executeTakeFirst()
  const from = (last?.to_state ?? 'none') as Before
  const to = moveScreening(from, answer.verb, answer.alone)
  if (!to || answer.seen !== (last?.nth ?? 0)) return undefined
  const { next, days } = verbs[answer.verb]
  const nextOn = answer.nextOn ?? addDays(today(clock), days)
  const made = await db.attempt(async () => {
    await db
      .tables<Schema>()
      .insertInto('safety.screening')
      .values({
        organisation,
        family,
        person,
        nth: (last?.nth ?? 0) + 1,
        at: clock.now(),
        by: staff,
        verb: answer.verb,
        from_state: from,
        to_state: to,
        alone: answer.alone,
        words: answer.words,
        next_act: next,
        next_on: nextOn,
      })
      .execute()
    await endTasks(db, person, clock.now())
    await addTask(db, { family, kind: 'talk', due: nextOn, about: person }, clock.now())
    return to
  })
  return made.ok ? made.value : undefined
}

/** A new version of her plan; the older ones stay. False when somebody wrote meanwhile. */
export const keepPlan = async (
  db: Db,
  { family, person }: { family: Id; person: Id },
  plan: Pick<SafetyPlan, 'signs' | 'waysOut' | 'people' | 'packed'>,
  seen: number,
  at: Date,
): Promise<boolean> => {
  const { organisation, staff } = db.actor
  const { rows } = await sql<{ nth: number | null }>`select max(nth) as nth from safety.plan
    where organisation = ${organisation} and family = ${family} and person = ${person}`.execute(db.tables<Schema>())
  if ((rows[0]?.nth ?? 0) !== seen) return false
  const { waysOut, ...rest } = plan
  const made = await db.attempt(() =>
    db
      .tables<Schema>()
      .insertInto('safety.plan')
      .values({ organisation, family, person, nth: seen + 1, at, by: staff, ways_out: waysOut, ...rest })
      .execute(),
  )
  return made.ok
}

export const keepNote = async (
  db: Db,
  { family, person }: { family: Id; person: Id },
  words: string,
  at: Date,
): Promise<void> => {
  const { organisation, staff } = db.actor
  await db
    .tables<Schema>()
    .insertInto('safety.note')
    .values({ organisation, family, person, words, at, by: staff })
    .execute()
}

/** Names a colleague, or ends it (a day that is now). False when it is not the actor's to give. */
export const nameColleague = async (
  db: Db,
  named: { family: Id; staff: Id; reason: string; until: Date },
  at: Date,
): Promise<boolean> => {
  const { organisation, staff: by } = db.actor
  const made = await db.attempt(() =>
    db
      .tables<Schema>()
      .insertInto('safety.named')
      .values({ organisation, ...named, at, by })
      .execute(),
  )
  return made.ok
}

/** Who opened it, kept where those who are named read it. */
export const leaveTrail = async (db: Db, family: Id, what: 'read' | 'write', at: Date): Promise<void> => {
  const { organisation, staff: by } = db.actor
  await db
    .tables<Schema>()
    .insertInto('safety.trail')
    .values({ organisation, family, request: db.request, what, at, by })
    .execute()
}
