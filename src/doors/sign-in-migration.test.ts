import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, rulesWithoutColumns, type TestDatabase } from '../../test/support/database.ts'
import { findMigrations, migrate } from '../kernel/migrate.ts'
import { resources } from '../rooms.ts'

let database: TestDatabase
before(async () => {
  database = await freshDatabase({ empty: true })
})
after(() => database.drop())

const ask = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

test('Whoever was signed in before the change stays signed in, guesses still count, and her password still opens', async () => {
  const all = findMigrations()
  const upTo = all.filter(({ name }) => name < '20261125-1200')
  await migrate(database.ownerUrl, 'brobygger_test_app', rulesWithoutColumns, upTo)
  const [house, staff, token] = [randomUUID(), randomUUID(), randomUUID()]
  await ask("insert into govern.organisation (id, key, name, kind) values ($1, 'hus', 'Huset', 'ngo')", [house])
  await ask(
    "insert into govern.staff (organisation, id, name, title, role, email, starts_on) values ($1, $2, 'Lone Test Holm', 'Rådgiver', 'counsellor', 'lone@example.org', '2022-01-01')",
    [house, staff],
  )
  await ask(
    "insert into govern.credential (organisation, staff, email, password_hash, otp_secret) values ($1, $2, 'lone@example.org', 'hash', 'secret')",
    [house, staff],
  )
  await ask("select kernel.open_session($1, $2, $3, 'counsellor', '{}', 720)", [token, staff, house])
  for (let guess = 0; guess < 4; guess++) await ask("select govern.may_try('lone@example.org')")

  await migrate(database.ownerUrl, 'brobygger_test_app', resources, all)

  const [session] = await ask(
    "select role, way, idle_seconds, shared, expires_at - opened_at = interval '12 hours' as twelve from kernel.session",
  )
  assert.deepEqual(session, { role: 'counsellor', way: 'link', idle_seconds: 900, shared: false, twelve: true })
  const [me] = await ask(
    "select m.staff, m.role from set_config('app.token', $1, false), lateral (select * from kernel.me()) m",
    [token],
  )
  assert.deepEqual(me, { staff, role: 'counsellor' })
  const [next] = await ask(
    "select tier, many, staff, password_hash from govern.begin_try('LONE@example.org', null, null, now())",
  )
  assert.deepEqual(
    next,
    { tier: 'refused', many: true, staff, password_hash: 'hash' },
    'four strangers’ guesses were made',
  )
  const [roles] = await ask('select role, main from govern.live_roles($1, $2)', [house, staff])
  assert.deepEqual(roles, { role: 'counsellor', main: true })
})
