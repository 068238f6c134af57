import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../test/support/database.ts'
import { type World, world } from '../../test/support/world.ts'
import { familiesOf, findFamilies, openFamily } from '../rooms/family/index.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const amina = { name: 'Amina Test Hansen', birthDate: '1998-04-03', phone: '00 00 12 34', cpr: '630498-1234' }

test('Rådgiver Lone sees the family she opened; nobody in another organisation does', async () => {
  const family = await w.lone.does(db => openFamily(db, { site: null, pregnant: amina }, w.clock.now()))
  assert.equal((await w.lone.does(db => familiesOf(db, [family]))).get(family)?.pregnant.name, amina.name)
  assert.equal((await w.bente.does(db => familiesOf(db, [family]))).size, 1)
  const elsewhere = await w.karen.does(db =>
    sql<{ n: number }>`select count(*) as n from family.person`.execute(db.tables()),
  )
  assert.equal(elsewhere.rows[0]?.n, 0)
})

test('The administrator and the programme leader reach no case, even of their own house', async () => {
  await w.lone.does(db => openFamily(db, { site: null, pregnant: amina }, w.clock.now()))
  for (const one of [w.arne, w.pernille]) {
    const { rows } = await one.does(db =>
      sql<{ n: number }>`select count(*) as n from family.family`.execute(db.tables()),
    )
    assert.equal(rows[0]?.n, 0)
  }
})

test('A midwife reaches the families of her own birth place only', async () => {
  const odense = (await w.karen.does(async db => db.actor.sites))[0] ?? null
  const family = await w.karen.does(db => openFamily(db, { site: odense, pregnant: amina }, w.clock.now()))
  assert.equal((await w.mette.does(db => familiesOf(db, [family]))).size, 0)
  assert.equal((await w.karen.does(db => familiesOf(db, [family]))).size, 1)
})

test('A caller is found by name, phone or birth date, within the house alone', async () => {
  const family = await w.lone.does(db =>
    openFamily(db, { site: null, pregnant: { ...amina, name: 'Rigmor Test Aagaard' } }, w.clock.now()),
  )
  for (const wanted of [
    { name: 'rigm' },
    { name: 'Ågaard rigmor' },
    { phone: '+45 00001234', name: 'rig' },
    { birthDate: '1998-04-03', name: 'rigmor' },
  ])
    assert.ok((await w.grete.does(db => findFamilies(db, wanted))).includes(family), JSON.stringify(wanted))
  assert.deepEqual(await w.karen.does(db => findFamilies(db, { name: 'rigmor' })), [])
})

test('No row carries her name, number or phone in the clear', async () => {
  await w.lone.does(db => openFamily(db, { site: null, pregnant: amina }, w.clock.now()))
  const dump = await asKeeper<string>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ row: string }>`select p::text as row from family.person p`.execute(kysely)
    return rows.map(r => r.row).join('\n')
  })
  for (const secret of ['Amina', '630498', '00 00 12 34']) {
    assert.doesNotMatch(dump, new RegExp(secret))
    assert.doesNotMatch(dump, new RegExp(Buffer.from(secret).toString('hex')))
  }
})

test('Every read of a person leaves a row in the audit, in the same transaction', async () => {
  const family = await w.lone.does(db => openFamily(db, { site: null, pregnant: amina }, w.clock.now()))
  await w.bente.does(db => familiesOf(db, [family]))
  const rows = await asKeeper<{ staff: string; action: string }[]>(w.source.ownerUrl, async kysely => {
    const found = await sql<{ staff: string; action: string }>`
      select staff, action from kernel.audit where ${family} = any(subjects) order by at`.execute(kysely)
    return found.rows
  })
  assert.deepEqual(
    rows.map(r => [r.staff, r.action]),
    [
      [w.lone.id, 'write'],
      [w.bente.id, 'read'],
    ],
  )
})
