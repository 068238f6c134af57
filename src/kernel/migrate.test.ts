import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../test/support/database.ts'
import { resources } from '../rooms.ts'
import { findMigrations, type Migration, migrate, refuseUnsafeRole } from './migrate.ts'
import { PlainFault } from './refusal.ts'

let database: TestDatabase
let empty: TestDatabase
before(async () => {
  database = await freshDatabase()
  empty = await freshDatabase({ empty: true })
})
after(async () => {
  await database.drop()
  await empty.drop()
})

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Everything that could have changed: tables, columns, policies, grants and what was migrated. */
const state = (url: string) =>
  ask(
    url,
    `select (select jsonb_agg(m order by name) from public.brobygger_migration m) as migrations,
      (select jsonb_agg(table_schema || '.' || table_name || '.' || column_name || ' ' || data_type order by table_schema, table_name, ordinal_position) from information_schema.columns
        where table_schema not in ('pg_catalog', 'information_schema')) as columns,
      (select count(*) from pg_policy) as policies, (select count(*) from information_schema.role_table_grants) as grants`,
  )

const plain = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof PlainFault, String(error))
  assert.match(error.message, pattern)
  assert.equal(error.message.includes('\n'), false)
  return true
}
const app = 'brobygger_test_app'

test('Migrating again changes nothing', async () => {
  const before = await state(database.adminUrl)
  assert.deepEqual(await migrate(database.ownerUrl, app, resources), [])
  assert.deepEqual(await state(database.adminUrl), before)
})

test('An older program refuses a newer database, and touches nothing', async () => {
  const older = findMigrations().slice(0, -1)
  const before = await state(database.adminUrl)
  await assert.rejects(migrate(database.ownerUrl, app, resources, older), plain(/nyere end programmet/))
  await assert.rejects(refuseUnsafeRole(database.url, older), plain(/nyere end programmet/))
  assert.deepEqual(await state(database.adminUrl), before)
})

test('A migration that was edited after it landed is refused by name, and nothing after it runs', async () => {
  const [first, ...others] = findMigrations()
  assert.ok(first)
  const edited = [{ ...first, text: `${first.text}\n-- one more thought` }, ...others]
  const later: Migration = { name: '29991231-2359-later.sql', text: 'create table public.later (id int)' }
  const before = await state(database.adminUrl)
  await assert.rejects(migrate(database.ownerUrl, app, resources, [...edited, later]), plain(new RegExp(first.name)))
  assert.deepEqual(await state(database.adminUrl), before)
})

test('A migration that fails leaves nothing half, and the database can still be migrated', async () => {
  const broken: Migration = {
    name: '29991231-2359-broken.sql',
    text: 'create table public.half (id int); select 1 / 0',
  }
  await assert.rejects(
    migrate(database.ownerUrl, app, resources, [...findMigrations(), broken]),
    /29991231-2359-broken\.sql/,
  )
  assert.deepEqual(await ask(database.adminUrl, `select to_regclass('public.half') as half`), [{ half: null }])
  assert.deepEqual(await migrate(database.ownerUrl, app, resources), [])
})

test('Two programs that start at once migrate once', async () => {
  const twice = await Promise.all([migrate(empty.ownerUrl, app, resources), migrate(empty.ownerUrl, app, resources)])
  assert.deepEqual(
    twice.map(applied => applied.length).toSorted((a, b) => a - b),
    [0, findMigrations().length],
  )
})

test('A superuser, a role that goes around the walls and an owner are refused as the role of the pages', async () => {
  await assert.rejects(refuseUnsafeRole(database.adminUrl), plain(/superbruger/))
  await assert.rejects(refuseUnsafeRole(database.ownerUrl), plain(/ejer databasen/))
  await refuseUnsafeRole(database.url)
})

test('A role that owns a single table is refused', async () => {
  const own = await freshDatabase()
  try {
    await ask(own.adminUrl, `create table public.own (id int); alter table public.own owner to ${app}`)
    await assert.rejects(refuseUnsafeRole(own.url), plain(/ejer databasen eller tabeller/))
  } finally {
    await own.drop()
  }
})

test('Migrations have one order over all rooms, and names that cannot collide', () => {
  const names = findMigrations().map(m => m.name)
  assert.deepEqual(names, names.toSorted())
  assert.equal(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^\d{8}-\d{4}-[a-z-]+\.sql$/)
})
