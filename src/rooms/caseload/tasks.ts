import { sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, newId } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'

/** What a task says: never why. Each text has several reasons, so that none can be read off it. */
export const taskWords = {
  talk: 'Aftal en samtale med hende',
  reviewContact: 'Se oplysningerne om kontakt igennem',
  followUp: 'Følg op hos hende',
} as const
export type TaskKind = keyof typeof taskWords

export interface Task {
  id: Id
  family: Id
  kind: TaskKind
  due: Day
  /** False: it ends when what it waits for has come. */
  byHand: boolean
}

export interface NewTask {
  family: Id
  kind: TaskKind
  due: Day
  /** What it came from: a random number that ends it again. */
  about?: Id
}

/** A day on which somebody does something for a family: whoever has her then, or the actor where nobody has. */
export const addTask = async (db: Db, task: NewTask, at: Date): Promise<void> => {
  const { organisation, staff } = db.actor
  await db
    .tables<Schema>()
    .insertInto('caseload.task')
    .values({
      organisation,
      id: newId(),
      family: task.family,
      staff,
      kind: task.kind,
      due: task.due,
      about: task.about ?? null,
      made_at: at,
      made_by: staff,
    })
    .execute()
}

/** The open tasks that came from this are done. */
export const endTasks = async (db: Db, about: Id, at: Date): Promise<void> => {
  const { organisation, staff } = db.actor
  await sql`insert into caseload.task_done (organisation, task, family, at, by)
    select t.organisation, t.id, t.family, ${at}::timestamptz, ${staff}::uuid from caseload.task t
    where t.organisation = ${organisation} and t.about = ${about}
      and not exists (select from caseload.task_done d where d.organisation = t.organisation and d.task = t.id)`.execute(
    db.tables<Schema>(),
  )
}

/** One task is done; undefined when it is not there, or done already. */
export const endTask = async (db: Db, id: Id, at: Date): Promise<Id | undefined> => {
  const { organisation, staff } = db.actor
  const { rows } = await sql<{ family: Id }>`insert into caseload.task_done (organisation, task, family, at, by)
    select t.organisation, t.id, t.family, ${at}::timestamptz, ${staff}::uuid from caseload.task t
    where t.organisation = ${organisation} and t.id = ${id} and t.by_hand
    on conflict do nothing returning family`.execute(db.tables<Schema>())
  return rows[0]?.family
}

const most = 100

/**
 * Open tasks of these people (oneself, and those one covers), first the oldest; at most a hundred. A task belongs to
 * whoever has the family now, else to whoever asked for it; a coordinator gets those of colleagues who have left.
 */
export const openTasks = async (db: Db, mine: readonly Id[], working?: readonly Id[]): Promise<Task[]> => {
  const orphans = working ? sql`or (h.holder is null and t.staff <> all(${working}::uuid[]))` : sql``
  const { rows } = await sql<Task>`
    select t.id, t.family, t.kind, t.due, t.by_hand as "byHand" from caseload.task t
    left join caseload.holding h on h.organisation = t.organisation and h.family = t.family
    where t.organisation = ${db.actor.organisation}
      and not exists (select from caseload.task_done d where d.organisation = t.organisation and d.task = t.id)
      and (h.holder = any(${mine}::uuid[]) or (t.staff = any(${mine}::uuid[]) and (t.also or h.holder is null)) ${orphans})
    order by t.due, t.id limit ${most}`.execute(db.tables<Schema>())
  return rows
}
