import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { freshDatabase, type TestDatabase } from '../test/support/database.ts'
import { keysFrom } from './kernel/crypto.ts'
import { connectKeeper, type Keeper } from './kernel/keeper.ts'
import { type Populated, populate } from './populate.ts'
import { checks } from './rooms.ts'

const now = new Date('2026-11-23T09:00:00+01:00')
const keys = keysFrom(Buffer.alloc(32, 7))

let databases: TestDatabase[]
let keepers: Keeper[]
let filled: Populated[]
before(async () => {
  databases = await Promise.all([1, 2, 3].map(() => freshDatabase()))
  keepers = databases.map(database => connectKeeper(database.ownerUrl))
  filled = await Promise.all([1, 1, 2].map((seed, n) => populate(keepers[n] as Keeper, keys, 'demo', seed, now)))
})
after(async () => {
  for (const keeper of keepers) await keeper.close()
  for (const database of databases) await database.drop()
})

/** What a filled database tells: who she is by keyed index, where her referral and her talks stand, and when. */
const told = (keeper: Keeper) =>
  keeper.asKeeper(async kysely => {
    const { rows } = await sql<Record<string, string>>`select
      (select md5(string_agg(id || encode(cpr_index, 'hex'), ',' order by id)) from family.person) as people,
      (select md5(string_agg(r::text, ',' order by organisation, id)) from referral.referral r) as referrals,
      (select md5(string_agg(s::text, ',' order by organisation, id)) from course.session s) as sessions,
      (select count(*)::text from kernel.audit) as trail,
      (select count(*)::text from family.person where not synthetic) as real`.execute(kysely)
    return rows[0]
  })

test('The same seed invents the same women, referrals and talks; another seed others; all are marked as invented', async () => {
  const [one, same, other] = await Promise.all(keepers.map(told))
  assert.ok(one && same && other)
  assert.deepEqual(filled[0], filled[1])
  assert.deepEqual(one, same)
  assert.equal(one.real, '0')
  assert.equal(one.trail, String(filled[0]?.auditRows))
  for (const part of ['people', 'referrals', 'sessions'] as const) assert.notEqual(one[part], other[part])
})

test('A filled database keeps every promise that check proves', async () => {
  for (const keeper of keepers)
    for (const { promise, broken } of checks) assert.deepEqual(await keeper.asKeeper(broken), [], promise)
})

test('A database that holds families already is left alone', async () => {
  const [keeper] = keepers
  assert.ok(keeper)
  await assert.rejects(populate(keeper, keys, 'demo', 3, now), /kun i en tom database/)
})
