import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { setScene } from '../../../test/house/scene.ts'
import { asKeeper, testKeys } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import { data } from '../../data.ts'
import { addDays, daysBetween } from '../../kernel/clock.ts'
import { type CaseAt, planErasure } from '../../kernel/erase.ts'
import type { Id } from '../../kernel/ids.ts'
import { connectKeeper } from '../../kernel/keeper.ts'
import { checks } from '../../rooms.ts'
import { backAgain, carryOut, type ErasureLine, journalCheck, replayErasures } from './erasing.ts'
import { dueOn, standsInTheWay } from './retention.ts'

let w: World
before(async () => {
  w = await world()
  await setScene(w)
})
after(() => w.close())

const keeping = <T>(work: Parameters<ReturnType<typeof connectKeeper>['asKeeper']>[0]): Promise<T> =>
  asKeeper<T>(w.source.ownerUrl, work)

/** A woman with a course here: her case touches most tables. */
const withCourse = (): Promise<CaseAt> =>
  keeping(async kysely => {
    const { rows } = await sql<CaseAt>`select organisation, family from course.course limit 1`.execute(kysely)
    return rows[0]
  })

/** Every table of the house that has the number somewhere, as text: read by who sees everything. */
const traces = async (family: Id): Promise<string[]> => {
  const client = new pg.Client({ connectionString: w.source.adminUrl })
  await client.connect()
  try {
    const found: string[] = []
    for (const table of Object.keys(data)) {
      const { rows } = await client.query(`select from ${table} t where t::text like $1 limit 1`, [`%${family}%`])
      if (rows.length > 0) found.push(table)
    }
    return found
  } finally {
    await client.end()
  }
}

const broken = (): Promise<string[]> =>
  keeping(async kysely => {
    const lines: string[] = []
    for (const { promise, broken: brokenIn } of checks)
      lines.push(...(await brokenIn(kysely)).map(line => `${promise}: ${line}`))
    return lines
  })

test('Before anything goes, the plan says what would go, what stays and why, and that her course is still running', async () => {
  const at = await withCourse()
  const plan = await keeping<Awaited<ReturnType<typeof planErasure>>>(kysely => planErasure(kysely, data, at))
  assert.ok(plan.goes.some(one => one.table === 'course.session' && one.rows > 0))
  assert.ok(plan.goes.some(one => one.table === 'family.person'))
  assert.ok(plan.stays.some(one => one.table === 'kernel.audit' && /nummer/.test(one.why)))
  assert.deepEqual(plan.inTheWay, ['Hjælpen er i gang. Afslut sagen først.'])
})

// The midwife's house keeps its own: that they were joined, and what she said yes to there.
const others = ['kernel.link', 'govern.consent']

test('A case is erased: no table knows its number, the promises hold, and after a restore it goes again', async () => {
  const at = await withCourse()
  const journal: ErasureLine[] = []
  const parts = { data, keys: testKeys, now: w.clock.now(), outside: (line: ErasureLine) => void journal.push(line) }
  const kept = await keeping<Record<string, unknown>[]>(async kysely => {
    const { rows } = await sql<Record<string, unknown>>`select * from family.family where id = ${at.family}`.execute(
      kysely,
    )
    return rows
  })
  // The neighbours of this test stand with no referral beneath them: nothing more may break.
  const before = await broken()
  await keeping(kysely => carryOut(kysely, parts, { ...at, cause: 'asked' }))
  assert.deepEqual(await traces(at.family), others, 'the other house’s own rows alone name the number')
  assert.deepEqual(await broken(), before)
  assert.equal(journal.length, 1)
  assert.doesNotMatch(JSON.stringify(journal), new RegExp(at.family))

  // A restore brings her back.
  await keeping(kysely =>
    sql`insert into family.family select * from json_populate_recordset(null::family.family, ${JSON.stringify(kept)}::json)`.execute(
      kysely,
    ),
  )
  assert.deepEqual(await keeping(kysely => backAgain(kysely, data, testKeys, journal)), [at])
  assert.equal((await keeping<string[]>(kysely => journalCheck(data, testKeys, []).broken(kysely))).length, 1)
  const keeper = connectKeeper(w.source.ownerUrl)
  try {
    assert.equal(await replayErasures(keeper, { data, keys: testKeys }, journal), 1)
    assert.equal(await replayErasures(keeper, { data, keys: testKeys }, journal), 0, 'safe to repeat')
  } finally {
    await keeper.close()
  }
  assert.deepEqual(await traces(at.family), others)
})

test('What happened to Amina can be removed by nobody else: not by a page, not by the keeper without a decision', async () => {
  await assert.rejects(
    keeping(kysely => sql`delete from caseload.turn`.execute(kysely)),
    /rows are added, never changed/,
  )
})

const days = fc.integer({ min: 0, max: 20_000 }).map(n => addDays('2000-01-01', n))

test('A case is never due before its time, and never without the archive where that comes first', () => {
  fc.assert(
    fc.property(
      days,
      days,
      fc.integer({ min: 1, max: 240 }),
      fc.record({ open: fc.boolean(), hold: fc.boolean(), archived: fc.boolean() }),
      fc.boolean(),
      (last, today, months, marks, archiveFirst) => {
        const keeping = { months, source: 'x', ...(archiveFirst ? { archiveFirst: true as const } : {}) }
        const free = standsInTheWay({ ...marks, last }, keeping, today, true).length === 0
        if (marks.open || marks.hold || (archiveFirst && !marks.archived)) return !free
        return free === dueOn(last, keeping) <= today && daysBetween(last, dueOn(last, keeping)) >= months * 28
      },
    ),
  )
})
