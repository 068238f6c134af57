import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { refuseOpenWalls } from '../../commands/refusals.ts'
import { resources } from '../../rooms.ts'
import { migrate } from '../migrate.ts'
import { PlainFault } from '../refusal.ts'
import { enforceRules, type Query, ruleFaults } from './database.ts'

let database: TestDatabase
let owner: pg.Client
before(async () => {
  database = await freshDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
after(async () => {
  await owner.end()
  await database.drop()
})

const query: Query = async text =>
  [(await owner.query(text)) as pg.QueryResult | pg.QueryResult[]].flat().at(-1)?.rows ?? []

/** What is found while this stands in the database; afterwards it never did. */
const faultsWith = async (statement: string): Promise<string[]> => {
  await owner.query('begin')
  try {
    await owner.query(statement)
    return await ruleFaults(query, resources)
  } finally {
    await owner.query('rollback')
  }
}

test('A freshly migrated database lets through what the rules say, and nothing else', async () => {
  assert.deepEqual(await ruleFaults(query, resources), [])
})

const planted: [statement: string, found: RegExp][] = [
  ['create policy also on course.record for select to brobygger using (true)', /course\.record also: .*no rule/],
  ['drop policy reading on course.record', /course\.record reading: .*not there/],
  ['alter policy reading on course.record using (true)', /course\.record reading: .*not what the rules say/],
  ['alter policy reading on course.record to brobygger, facts', /course\.record reading: .*not what the rules say/],
  ['grant delete on course.record to brobygger', /course\.record: brobygger may delete without a rule/],
  ['revoke insert on course.record from brobygger', /course\.record: brobygger may not insert/],
  ['grant insert (note) on course.record to brobygger', /course\.record: brobygger may insert other columns/],
  ['create table course.diary (organisation uuid, family uuid)', /course\.diary: no rule says/],
  ['alter table course.record no force row level security', /course\.record: row-level security/],
]
for (const [statement, found] of planted)
  test(`Found when planted: ${statement}`, async () => {
    const lines = await faultsWith(statement)
    assert.equal(lines.filter(line => found.test(line)).length, 1, lines.join('\n'))
  })

test('A rule for a table that is not there is told by name', async () => {
  const lines = await ruleFaults(query, { ...resources, 'course.ghost': { is: 'intet', rules: [] } })
  assert.deepEqual(lines, ['course.ghost: a rule without a table'])
})

test('What was dropped or opened is made anew by the next migration, and nothing else is touched', async () => {
  await owner.query(
    'drop policy reading on course.record; alter policy changing on course.session using (true); grant delete on course.record to brobygger',
  )
  const unchanged = "select oid from pg_policy where polrelid = 'family.person'::regclass order by oid"
  const before = await query(unchanged)
  await enforceRules(query, resources)
  assert.deepEqual(await ruleFaults(query, resources), [])
  assert.deepEqual(await query(unchanged), before)
})

test('Pages held to some columns may write those and no other, and are given the row again when the rule says so', async () => {
  const held = {
    ...resources,
    'course.record': { ...(resources['course.record'] ?? { is: '', rules: [] }), columns: { add: ['note', 'at'] } },
  }
  const may = async (column: string) =>
    (await query(`select has_column_privilege('brobygger', 'course.record', '${column}', 'insert') as may`))[0]?.may
  await enforceRules(query, held)
  assert.deepEqual(await ruleFaults(query, held), [])
  assert.deepEqual([await may('note'), await may('minutes')], [true, false])
  await enforceRules(query, resources)
  assert.deepEqual(await ruleFaults(query, resources), [])
  assert.deepEqual([await may('note'), await may('minutes')], [true, true])
})

test('Brobygger does not start over a policy that stands in no rule', async () => {
  const own = await freshDatabase()
  const client = new pg.Client({ connectionString: own.ownerUrl })
  await client.connect()
  try {
    await refuseOpenWalls(own)
    await client.query('create policy helpful on course.record for select to brobygger using (true)')
    await migrate(own.ownerUrl, 'brobygger_test_app', resources)
    await assert.rejects(refuseOpenWalls(own), (error: unknown) => {
      assert.ok(error instanceof PlainFault)
      assert.match(error.message, /course\.record helpful/)
      return true
    })
  } finally {
    await client.end()
    await own.drop()
  }
})

test('Each rule knows the line it stands on', () => {
  for (const [table, { rules }] of Object.entries(resources))
    for (const { line } of rules) assert.match(line, /^src\/(rooms\/[a-z]+|kernel)\/access\.ts:\d+$/, table)
  const lines = Object.values(resources).flatMap(({ rules }) => rules.map(({ line }) => line))
  assert.equal(new Set(lines).size, lines.length, 'no two rules share a line')
})
