import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { PlainFault } from './refusal.ts'

export interface Keeper {
  /** One transaction as brobygger_keeper: sees every organisation. For check, populate, apply and erase; never a page. */
  asKeeper<T>(work: (kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Connects with the owner's address and steps into the keeper's role. */
export const connectKeeper = (ownerUrl: string): Keeper => {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => undefined) // an idle connection lost to a restart: the next use reports it
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return {
    asKeeper: work =>
      kysely.transaction().execute(async transaction => {
        try {
          await sql`set local role brobygger_keeper`.execute(transaction)
        } catch (error) {
          // 22023: the role is not there, so nothing has been migrated here yet.
          if (!(error instanceof pg.DatabaseError) || error.code !== '22023') throw error
          throw new PlainFault('Databasen er tom. Kør brobygger migrate eller brobygger start først.')
        }
        return work(transaction)
      }),
    close: () => kysely.destroy(),
  }
}
