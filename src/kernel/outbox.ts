import { sql } from 'kysely'
import type { Database, Db } from './database.ts'
import { log } from './log.ts'
import type { Schema } from './schema.ts'

/** Tells the news in this transaction; it goes out after commit. Ids only: the outbox is no place for words about people. */
export const tell = async (db: Db, event: { kind: string } & Record<string, unknown>): Promise<void> => {
  const { kind, ...body } = event
  await db
    .tables<Schema>()
    .insertInto('kernel.outbox')
    .values({ organisation: db.actor.organisation, kind, body: JSON.stringify(body) })
    .execute()
}

export type Handler = (db: Db, body: Record<string, unknown>) => Promise<void>

const longestWait = 3600

/**
 * Delivers what is due for one organisation, as its system actor: each row in a transaction of its own, so that one
 * that fails waits longer and the others go on. Several processes may run it. Returns how many went out.
 */
export const deliver = async (
  database: Database,
  systemToken: string,
  handlers: Record<string, Handler>,
): Promise<number> => {
  let delivered = 0
  for (;;) {
    const outcome = await deliverOne(database, systemToken, handlers)
    if (outcome === 'empty') return delivered
    if (outcome === 'done') delivered++
  }
}

const deliverOne = async (database: Database, token: string, handlers: Record<string, Handler>) => {
  let failing: { id: string; tries: number } | undefined
  try {
    return await database.asActor(token, 'outbox', async db => {
      const { rows } = await sql<{ id: string; kind: string; body: Record<string, unknown>; tries: number }>`
        select id, kind, body, tries from kernel.outbox
        where organisation = ${db.actor.organisation} and done_at is null and due <= now()
        order by due limit 1 for update skip locked`.execute(db.tables())
      const row = rows[0]
      if (!row) return 'empty' as const
      failing = row
      await handlers[row.kind]?.(db, row.body)
      await db
        .tables<Schema>()
        .updateTable('kernel.outbox')
        .set({ done_at: sql`now()` })
        .where('id', '=', row.id)
        .execute()
      return 'done' as const
    })
  } catch (error) {
    if (!failing) throw error
    const { id, tries } = failing
    const wait = Math.min(longestWait, 2 ** tries * 5)
    log('outbox', { id, message: (error as Error).message })
    await database.asActor(token, 'outbox', db =>
      db
        .tables<Schema>()
        .updateTable('kernel.outbox')
        .set({
          tries: tries + 1,
          last_error: (error as Error).message.slice(0, 500),
          due: sql`now() + make_interval(secs => ${wait})`,
        })
        .where('id', '=', id)
        .execute(),
    )
    return 'failed' as const
  }
}
