import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { asKeeper } from '../../test/support/database.ts'
import { sealed } from '../../test/support/tamper.ts'
import { type World, world } from '../../test/support/world.ts'
import { type SystemTokens, systemTokens } from '../commands/databases.ts'
import { openHeads, readHeads } from './audit-heads.ts'
import { sealAudit } from './audit-seal.ts'
import { verifyAudit } from './audit-verify.ts'
import { newId } from './ids.ts'

let w: World
let system: SystemTokens
let folder: string
before(async () => {
  w = await world()
  system = await systemTokens(w.source.ownerUrl)
  folder = mkdtempSync(join(tmpdir(), 'brobygger-heads-'))
})
after(async () => {
  await system.close()
  await w.close()
  rmSync(folder, { recursive: true })
})

const tokenOf = (organisation: string) => system.tokens.find(one => one.organisation === organisation)?.token ?? ''
const trySeal = (who: { organisation: string }) => sealAudit(w.database, tokenOf(who.organisation))
const seal = (who: { organisation: string }) => sealed(() => trySeal(who))
const everything = async () => {
  while ((await verified()).unsealed > 0) await trySeal(w.lone)
}
const look = (who: World['lone'], family: string) => who.does(async db => db.audit('read', 'family', family))
const sealsOf = (who: { organisation: string }) =>
  asKeeper<{ n: number; rows: number }[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      n: number
      rows: number
    }>`select n, rows from kernel.seal where organisation = ${who.organisation} order by n`.execute(kysely)
    return rows
  })
const verified = async (file?: string) => {
  const client = new pg.Client({ connectionString: w.source.ownerUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read; set local role brobygger_keeper')
    return await verifyAudit(client, file ? readHeads(readFileSync(file, 'utf8')).lines : undefined)
  } finally {
    await client.end()
  }
}

test('What Rådgiver Lone looked at is sealed once, and the trail is whole', async () => {
  for (let n = 0; n < 5; n++) await look(w.lone, newId())
  assert.equal(await seal(w.lone), 1)
  assert.equal(await trySeal(w.lone), 0, 'nothing new: no seal')
  await look(w.lone, newId())
  assert.equal(await seal(w.lone), 1)
  const found = await verified()
  assert.deepEqual(found.faults, [])
  assert.deepEqual([found.rows, found.unsealed], [6, 0])
})

test('A page that commits late is in the next seal, whoever came after it and was quicker', async () => {
  let late = () => {}
  let begun = () => {}
  const written = new Promise<void>(resolve => {
    begun = resolve
  })
  const mayEnd = new Promise<void>(resolve => {
    late = resolve
  })
  const before = (await sealsOf(w.lone)).length
  const slow = w.lone.does(async db => {
    // Takes its transaction number now, before the quick one, and ends after the seal.
    await sql`insert into kernel.audit (organisation, staff, role, purpose, action, what, subjects, request)
      values (${db.actor.organisation}, ${db.actor.staff}, 'counsellor', 'langsom', 'read', 'family', '{}', ${newId()})`.execute(
      db.tables(),
    )
    begun()
    await mayEnd
  })
  await written
  await look(w.grete, newId())
  assert.equal(await trySeal(w.lone), 0, 'an earlier transaction is open: the quick one waits with it')
  assert.equal((await verified()).unsealed, 1)
  late()
  await slow
  await everything()
  const later = (await sealsOf(w.lone)).slice(before)
  assert.equal(
    later.reduce((sum, one) => sum + one.rows, 0),
    2,
  )
  const found = await verified()
  assert.deepEqual([found.ok, found.unsealed], [true, 0])
})

test('Twelve colleagues writing while three processes seal: every row is in exactly one seal', async () => {
  const start = (await verified()).rows
  let writing = true
  const writers = Promise.all(
    [w.lone, w.grete, w.hanne, w.ida].flatMap(who =>
      [0, 1, 2].map(async () => {
        for (let n = 0; n < 15; n++) await look(who, newId())
      }),
    ),
  ).then(() => {
    writing = false
  })
  const sealers = [0, 1, 2].map(async () => {
    while (writing) await trySeal(w.lone)
  })
  await Promise.all([writers, ...sealers])
  await everything()
  const found = await verified()
  assert.deepEqual(found.faults, [])
  assert.deepEqual([found.rows - start, found.unsealed], [180, 0])
})

test('The heads stand in a file outside, a line a seal, also those made while the file was away', async () => {
  const file = join(folder, 'heads.jsonl')
  const one = { organisation: w.lone.organisation, token: tokenOf(w.lone.organisation) }
  const written = await openHeads(file).publish(w.database, one)
  assert.equal(written.length, (await sealsOf(w.lone)).length)
  await look(w.lone, newId())
  await seal(w.lone)
  assert.equal((await openHeads(file).publish(w.database, one)).length, 1)
  assert.equal((await openHeads(file).publish(w.database, one)).length, 0)
  const found = await verified(file)
  assert.deepEqual([found.ok, found.unpublished], [true, 0])
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  writeFileSync(join(folder, 'less.jsonl'), lines.filter((_, at) => at !== 1).join('\n'))
  assert.match((await verified(join(folder, 'less.jsonl'))).faults[0]?.what ?? '', /mangler linjen/)
})

test('When Amina is forgotten her id is gone from the trail, and every seal still stands', async () => {
  const amina = newId()
  await look(w.lone, amina)
  await seal(w.lone)
  await look(w.grete, amina)
  const commitment = await asKeeper<string>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      c: string
    }>`select kernel.forget_subject(${w.lone.organisation}, ${amina}, ${w.arne.id}) as c`.execute(kysely)
    return rows[0]?.c ?? ''
  })
  await seal(w.lone)
  assert.deepEqual((await verified(join(folder, 'heads.jsonl'))).faults, [])
  const left = await asKeeper<{ hers: number; sealed: number }[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      hers: number
      sealed: number
    }>`select count(*) filter (where ${amina} = any(subjects)) as hers,
      count(*) filter (where ${commitment} = any(subjects)) as sealed from kernel.audit`.execute(kysely)
    return rows
  })
  assert.deepEqual(left, [{ hers: 0, sealed: 3 }])
})

test('Nobody changes or removes a row, chooses its moment, or writes in another’s name', async () => {
  const tries = [
    sql`update kernel.audit set what = 'intet'`,
    sql`delete from kernel.audit`,
    sql`insert into kernel.audit (at, organisation, staff, role, purpose, action, what, request) values ('2020-01-01', ${w.lone.organisation}, ${w.lone.id}, 'x', 'x', 'read', 'x', ${newId()})`,
    sql`insert into kernel.audit (tx, organisation, staff, role, purpose, action, what, request) values (1, ${w.lone.organisation}, ${w.lone.id}, 'x', 'x', 'read', 'x', ${newId()})`,
    sql`insert into kernel.audit (organisation, staff, role, purpose, action, what, request) values (${w.lone.organisation}, ${w.bente.id}, 'x', 'x', 'read', 'x', ${newId()})`,
    sql`insert into kernel.audit (organisation, staff, role, purpose, action, what, request) values (${w.karen.organisation}, ${w.lone.id}, 'x', 'x', 'read', 'x', ${newId()})`,
    sql`insert into kernel.seal (organisation, n, era, from_tx, to_tx, rows, from_at, to_at, leaves, root, head, at)
      values (${w.lone.organisation}, 99, 1, 1, 2, 1, now(), now(), '', '', '', now())`,
    sql`select kernel.forget_subject(${w.lone.organisation}, ${newId()}, ${w.lone.id})`,
  ]
  for (const [nth, attempt] of tries.entries()) {
    await assert.rejects(
      w.lone.does(db => attempt.execute(db.tables())),
      /permission denied|row-level security|sets the moment of a row itself/,
      String(nth),
    )
  }
})

test('A trail of an older server is sealed to its end, and goes on in a new era', async () => {
  const { readyAudit } = await import('./audit-months.ts')
  await look(w.karen, newId())
  await seal(w.karen)
  const admin = new pg.Client({ connectionString: w.source.adminUrl })
  await admin.connect()
  // As if this were a copy on a server that has counted few transactions yet.
  await admin.query('alter table kernel.seal disable trigger user; alter table kernel.audit disable trigger user')
  await admin.query('update kernel.seal set to_tx = to_tx + 1000000 where organisation = $1', [w.karen.organisation])
  await readyAudit(w.source.ownerUrl)
  const { rows } = await admin.query('select kernel.audit_era() as era')
  await admin.end()
  assert.equal(rows[0].era, 2)
  await look(w.karen, newId())
  assert.equal(await seal(w.karen), 1)
  assert.equal((await sealsOf(w.karen)).at(-1)?.rows, 1)
  await readyAudit(w.source.ownerUrl)
})
