import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { ChangingKeys } from '../../src/kernel/crypto.ts'
import { keysFrom } from '../../src/kernel/crypto.ts'
import { connectKeeper } from '../../src/kernel/keeper.ts'
import { migrate } from '../../src/kernel/migrate.ts'
import { resources } from '../../src/rooms.ts'

/** Fixed, so that a failing test can be run again on the same bytes. */
export const testKeys: ChangingKeys = keysFrom(Buffer.alloc(32, 7))

export const root = join(import.meta.dirname, '../..')

/** The line for who has no server of her own to copy; tests that need one are skipped with it. */
export const installServer =
  'No PostgreSQL 15 or later is installed. Install it with: sudo apt-get install -y postgresql-15'

const template = 'brobygger_template'

const admin = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const url = process.env.BROBYGGER_TEST_SERVER
  if (!url) throw new Error('run the tests with npm test, or with scripts/test.ts and file names')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const address = (role: string, database: string) => {
  const url = new URL(process.env.BROBYGGER_TEST_SERVER ?? '')
  url.username = role
  url.password = 'test'
  url.pathname = `/${database}`
  return url.toString()
}

/** Once a run: roles, and a migrated database with programmes and staff that every test copies. */
export const makeTemplate = async (fill: (ownerUrl: string) => Promise<void>): Promise<void> => {
  await admin(async client => {
    const { rows } = await client.query('select rolname from pg_roles')
    const known = new Set(rows.map(row => row.rolname))
    if (!known.has('brobygger_test_owner'))
      await client.query("create role brobygger_test_owner login createrole password 'test'")
    if (!known.has('brobygger_test_app'))
      await client.query("create role brobygger_test_app login noinherit password 'test'")
    await client.query(`drop database if exists ${template}`)
    await client.query(`create database ${template} owner brobygger_test_owner`)
  })
  await migrate(address('brobygger_test_owner', template), 'brobygger_test_app', resources)
  await fill(address('brobygger_test_owner', template))
}

export interface TestDatabase {
  url: string
  ownerUrl: string
  adminUrl: string
  drop(): Promise<void>
}

/** A database of the test's own, copied from the template. `empty` gives one without any table. */
export const freshDatabase = async (options: { empty?: boolean } = {}): Promise<TestDatabase> => {
  const name = `brobygger_t_${randomBytes(6).toString('hex')}`
  const from = options.empty ? '' : `template ${template}`
  await admin(client => client.query(`create database ${name} ${from} owner brobygger_test_owner`))
  const server = new URL(process.env.BROBYGGER_TEST_SERVER ?? '')
  server.pathname = `/${name}`
  return {
    url: address('brobygger_test_app', name),
    ownerUrl: address('brobygger_test_owner', name),
    adminUrl: server.toString(),
    drop: () => admin(async client => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}

/** Whether the reference data for tests are at hand. */
export const hasReference = (): boolean => {
  try {
    return readdirSync(process.env.BROBYGGER_REFERENCE ?? join(root, '../shared')).includes('domain')
  } catch {
    return false
  }
}

export const asKeeper = async <T>(
  ownerUrl: string,
  work: Parameters<ReturnType<typeof connectKeeper>['asKeeper']>[0],
): Promise<T> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    return (await keeper.asKeeper(work)) as T
  } finally {
    await keeper.close()
  }
}

/** For a database of yesterday: today's rules without the single columns they name, some of which were not there. */
export const rulesWithoutColumns: typeof resources = Object.fromEntries(
  Object.entries(resources).map(([table, { columns: _, ...rest }]) => [table, rest]),
)
