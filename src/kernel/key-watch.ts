import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { ChangingKeys } from './crypto.ts'
import { refreshKeys } from './key-ring.ts'
import { log } from './log.ts'

/** How the connection of a watcher calls itself: with the version it knows, so that whoever changes the keys can wait. */
export const watcherName = 'brobygger keys'

const every = 2_000

export interface KeyWatch {
  stop(): Promise<void>
}

/** Keeps a running program's keys as the database has them; known as one who follows before it answers. */
export const watchKeys = async (ownerUrl: string, master: Buffer, keys: ChangingKeys): Promise<KeyWatch> => {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => undefined) // lost to a restart of the database: the next look connects anew
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const stopped = new AbortController()
  const look = async () => {
    const version = await kysely.transaction().execute(async transaction => {
      await sql`set local role brobygger_keeper`.execute(transaction)
      return refreshKeys(transaction, master, keys)
    })
    await sql`select set_config('application_name', ${`${watcherName} ${version}`}, false)`.execute(kysely)
  }
  const run = async () => {
    while (!stopped.signal.aborted) {
      await look().catch(error => log('keys', { message: (error as Error).message }))
      await wait(every, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  await look()
  const running = run()
  return {
    async stop() {
      stopped.abort()
      await running
      await kysely.destroy()
    },
  }
}
