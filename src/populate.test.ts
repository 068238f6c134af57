import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { freshDatabase, type TestDatabase } from '../test/support/database.ts'
import { dayOf } from './kernel/clock.ts'
import { keysFrom } from './kernel/crypto.ts'
import { connectKeeper, type Keeper } from './kernel/keeper.ts'
import { type Populated, populate } from './populate.ts'
import { checks } from './rooms.ts'

const now = new Date('2026-11-23T09:00:00+01:00')
const afterEaster = new Date('2027-03-30T07:10:00+02:00')
const keys = keysFrom(Buffer.alloc(32, 7))

let databases: TestDatabase[]
let keepers: Keeper[]
let filled: Populated[]
before(async () => {
  databases = await Promise.all([1, 2, 3].map(() => freshDatabase()))
  keepers = databases.map(database => connectKeeper(database.ownerUrl))
  filled = await Promise.all(
    [1, 1, 2].map((seed, n) => populate(keepers[n] as Keeper, keys, 'demo', seed, n === 2 ? afterEaster : now)),
  )
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

test('The list of messages shows every way it may go', async () => {
  const states = await rows(keepers[0] as Keeper, sql<{ state: string }>`select distinct state from message.outgoing`)
  assert.equal(states.length, 8)
})

const rows = <T>(keeper: Keeper, query: RawBuilder<T>) =>
  keeper.asKeeper(async kysely => (await query.execute(kysely)).rows)

test('Koordinator Bente finds room for two new families at each of the five places, and nobody has too many', async () => {
  for (const keeper of keepers) {
    const full = await rows(
      keeper,
      sql`with hours as (select staff, site, extract(epoch from ends - starts) / 3600 as hours from govern.roster),
        places as (
          select 'site' as kind, site as id, floor(sum(hours)) as total from hours group by site
          union all select 'staff', staff, floor(sum(hours)) from hours group by staff),
        taken as (
          select h.* from caseload.holding h join govern.staff s on s.organisation = h.organisation and s.id = h.holder
          where s.role in ('counsellor', 'coordinator'))
        select p.kind, coalesce(s.name, t.name) as name, p.total,
          (select count(*) from taken where (p.kind = 'site' and site = p.id) or (p.kind = 'staff' and holder = p.id)) as taken
        from places p left join govern.staff s on s.id = p.id left join govern.site t on t.id = p.id
        where p.total - 2 < (select count(*) from taken where (p.kind = 'site' and site = p.id) or (p.kind = 'staff' and holder = p.id))`,
    )
    assert.deepEqual(full, [])
  }
})

test('Rådgiver Lone meets one woman at 1 of 2 and one at 2 of 2 under the first agreement, both still open', async () => {
  for (const keeper of keepers) {
    const capped = await rows(
      keeper,
      sql<{ name: string; held: string; step: string }>`select s.name, h.step,
        (select count(*)::int from course.session x where x.course = c.id and x.state = 'held') as held
        from course.course c join caseload.holding h on h.organisation = c.organisation and h.family = c.family
        join govern.staff s on s.id = h.holder join programme.agreement a on a.id = c.agreement
        where c.state = 'open' and c.cap = 2 and a.version = 1 order by held`,
    )
    assert.deepEqual(capped, [
      { name: 'Lone Test Holm', step: 'bookSession', held: 1 },
      { name: 'Lone Test Holm', step: 'whatNow', held: 2 },
    ])
  }
})

test('Some promises are broken, most are not, and two women at Odense and Kolding are new', async () => {
  for (const [n, keeper] of keepers.entries()) {
    const day = dayOf(n === 2 ? afterEaster : now)
    const [count] = await rows(
      keeper,
      sql<{ broken: number; kept: number; fresh: number }>`select
        count(*) filter (where h.due < ${day})::int as broken, count(*) filter (where h.due >= ${day})::int as kept,
        count(*) filter (where h.stage = 'unassigned' and h.due >= ${day})::int as fresh
        from caseload.holding h join govern.staff s on s.organisation = h.organisation and s.id = h.holder
        where s.role in ('counsellor', 'coordinator')`,
    )
    assert.ok(count && count.broken >= 2 && count.broken * 2 < count.kept && count.fresh >= 2, JSON.stringify(count))
  }
})

test('Nobody is invented into two places: a talk on site lies in the hours that the counsellor has there', async () => {
  for (const keeper of keepers) {
    const astray = await rows(
      keeper,
      sql`select p.name, t.key, x.planned_from from course.session x join govern.staff p on p.id = x.counsellor
        join govern.site t on t.id = x.site
        where x.mode = 'physical' and not exists (select from govern.roster r
          where r.staff = x.counsellor and r.site = x.site
            and r.weekday = extract(isodow from x.planned_from at time zone 'Europe/Copenhagen')
            and r.starts <= (x.planned_from at time zone 'Europe/Copenhagen')::time
            and r.ends >= (x.planned_to at time zone 'Europe/Copenhagen')::time)`,
    )
    assert.deepEqual(astray.slice(0, 3), [])
    const twice = await rows(
      keeper,
      sql`select a.id from course.session a join course.session b on b.counsellor = a.counsellor and b.id <> a.id
        where tstzrange(a.planned_from, a.planned_to) && tstzrange(b.planned_from, b.planned_to)`,
    )
    assert.deepEqual(twice, [])
  }
})

test('A database that holds families already is left alone', async () => {
  const [keeper] = keepers
  assert.ok(keeper)
  await assert.rejects(populate(keeper, keys, 'demo', 3, now), /kun i en tom database/)
})
