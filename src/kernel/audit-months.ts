import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'
import { PlainFault } from './refusal.ts'

const ahead = 13

/** The months ahead, made by whoever comes first; the application may ask for no more than that. */
export const makeAuditMonths = async (db: Db): Promise<void> => {
  await sql`select kernel.make_audit_months(${ahead})`.execute(db.tables())
}

/**
 * Keeps the trail's tables ready, as the owner: the months ahead, and a new era when the database has moved to a server
 * that counts its transactions from the beginning again (a dump read into a fresh one).
 */
export const readyAudit = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query("set lock_timeout = '10s'; select pg_advisory_lock(826015)")
    await client.query('select kernel.make_audit_months($1)', [ahead])
    await client.query('begin; set local role brobygger_keeper')
    const { rows } = await client.query(`select kernel.audit_era() as era,
      coalesce((select max(to_tx) from kernel.seal where era = kernel.audit_era()), 0) > (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint as moved`)
    await client.query('commit')
    const { era, moved } = rows[0] as { era: number; moved: boolean }
    if (!Number.isInteger(era)) throw new PlainFault('Logbogens tidsalder kan ikke læses: kør brobygger migrate.')
    if (moved)
      await client.query(`begin; create or replace function kernel.audit_era() returns int language sql immutable as $$ select ${era + 1} $$;
        alter table kernel.audit alter column era set default ${era + 1}; commit`)
  } finally {
    await client.end()
  }
}

/** Whether the trail's months are there; a row is never lost without one, it lands in the default partition. */
export const missingMonths = sql<{ line: string }>`
  select to_char(m, 'YYYY-MM') as line from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '2 months', interval '1 month') m
  where to_regclass('kernel.audit_' || to_char(m, 'YYYY_MM')) is null
  union all select 'rows in the default partition since 2026: ' || count(*) from kernel.audit where at >= '2026-01-01' and tableoid = 'kernel.audit_rest'::regclass having count(*) > 0`
