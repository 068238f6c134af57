import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { enforceRules } from './access/database.ts'
import type { Resources } from './access/rules.ts'
import { PlainFault } from './refusal.ts'

export interface Migration {
  name: string
  text: string
}

/** Every room's migrations in one global order: the time in the file name decides. */
export const findMigrations = (root = join(import.meta.dirname, '..')): Migration[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => /migrations\/[^/]+\.sql$/.test(file))
    .map(file => ({ name: basename(file), text: readFileSync(join(root, file), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** The roles of the walls. They belong to the whole server, so they are made once and found again. */
const roles = `
do $$
declare wanted text;
begin
  foreach wanted in array array['brobygger', 'brobygger_door', 'brobygger_keeper', 'brobygger_statistics', 'facts'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
    -- From 16 on, making a role does not by itself let the maker step into it.
    if not pg_has_role(current_user, wanted, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end $$`

/**
 * Brings the database up to this program. Runs as the owner; refuses a database newer than the program, and a
 * landed migration that has been edited. Then makes policies and grants what the rules say. Returns the names it applied.
 */
export const migrate = async (
  ownerUrl: string,
  applicationRole: string,
  resources: Resources,
  migrations = findMigrations(),
): Promise<string[]> => {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query("set lock_timeout = '10s'")
    await client.query('select pg_advisory_lock(826014)')
    const known = await appliedMigrations(client)
    refuseNewer(known, migrations)
    const applied: string[] = []
    await client.query(roles)
    for (const { name, text } of migrations) {
      const before = known.get(name)
      if (before === digest(text)) continue
      if (before)
        throw new PlainFault(`Migreringen ${name} er ændret, efter at den blev kørt. Ret den ikke: læg en ny til.`)
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into public.brobygger_migration (name, digest) values ($1, $2)', [
          name,
          digest(text),
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
      }
      applied.push(name)
    }
    await enforceRules(async text => {
      const answer = (await client.query(text)) as pg.QueryResult | pg.QueryResult[]
      return [answer].flat().at(-1)?.rows ?? []
    }, resources)
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [applicationRole])
    if (rows.length > 0)
      await client.query(
        `grant brobygger, brobygger_door, brobygger_statistics to ${client.escapeIdentifier(applicationRole)}`,
      )
    return applied
  } finally {
    await client.end()
  }
}

const appliedMigrations = async (client: pg.Client): Promise<Map<string, string>> => {
  await client.query(
    'create table if not exists public.brobygger_migration (name text primary key, digest text not null, at timestamptz not null default now())',
  )
  await client.query('grant select on public.brobygger_migration to public')
  const { rows } = await client.query('select name, digest from public.brobygger_migration')
  return new Map(rows.map(row => [row.name, row.digest]))
}

const refuseNewer = (known: Map<string, string>, migrations: Migration[]) => {
  const here = new Set(migrations.map(m => m.name))
  const beyond = [...known.keys()].filter(name => !here.has(name)).sort()
  if (beyond.length > 0)
    throw new PlainFault(
      `Databasen er nyere end programmet: den kender ${beyond.at(-1)}. Start den nyeste udgave af Brobygger.`,
    )
}

/**
 * Start-up refusals about the application role: it must be neither superuser nor owner, or the second wall is
 * no wall. Throws a PlainFault with one sentence; changes nothing.
 */
export const refuseUnsafeRole = async (url: string, migrations = findMigrations()): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const { rows } = await client.query(`
      select rolsuper, rolbypassrls,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relowner = r.oid and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
        or exists (select from pg_database d where d.datname = current_database() and d.datdba = r.oid) as owns,
        current_setting('server_version_num')::int as version,
        to_regclass('public.brobygger_migration') is not null as migrated
      from pg_roles r where rolname = current_user`)
    const role = rows[0]
    const name = decodeURIComponent(new URL(url).username)
    if (role.version < 150_000)
      throw new PlainFault('Databasen er ældre end PostgreSQL 15. Brobygger kræver version 15 eller nyere.')
    if (role.rolsuper || role.rolbypassrls)
      throw new PlainFault(
        `Databaserollen ${name} i DATABASE_URL er superbruger eller går uden om adgangsreglerne. Brug en almindelig rolle.`,
      )
    if (role.owns)
      throw new PlainFault(
        `Databaserollen ${name} i DATABASE_URL ejer databasen eller tabeller i den. Brug en rolle, der intet ejer.`,
      )
    if (role.migrated) {
      const known = await client.query('select name, digest from public.brobygger_migration')
      refuseNewer(new Map(known.rows.map(row => [row.name, row.digest])), migrations)
    }
  } finally {
    await client.end()
  }
}
