import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type World, world } from '../../../../test/support/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { endEmployment, noteAbsence } from '../../govern/index.ts'
import { heldFamily } from '../families.testing.ts'
import { moveHoldings } from '../hand-over.ts'
import { hold, holdingOf, holdingsOf } from '../store.ts'

let w: World
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const endOf = (staff: string) =>
  asKeeper<string | null>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      ends_on: string | null
    }>`select ends_on from govern.staff where id = ${staff}`.execute(kysely)
    return rows[0]?.ends_on ?? null
  })

const three = async () => [
  await heldFamily(w, { pregnant: { name: 'Anna Test Et' }, due: '2026-11-18' }),
  await heldFamily(w, { pregnant: { name: 'Berit Test To' }, due: '2026-11-25', time: '10:00', step: 'session' }),
  await heldFamily(w, { pregnant: { name: 'Clara Test Tre' }, due: '2026-12-09' }),
]

test('Lone leaves and every family goes over in the same step, each with her step and date', async () => {
  const families = await three()
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const page = await w.bente.get(address)
  assert.match(page.text, /Hun har 3 familier\. De skal have en ny ansvarlig i samme skridt/)
  const answer = await w.bente.submit(page, address, {
    sidste: '23.11.2026',
    alle: w.jonna.id,
    [`til-${families[1]?.family}`]: w.grete.id,
  })
  assert.equal(answer.status, 303, answer.text)
  assert.match((await w.bente.follow(answer)).text, /Stoppet .*Lone Test Holm/)
  const holders = await w.bente.does(async db => [
    ...(await holdingsOf(db, w.jonna.id)),
    ...(await holdingsOf(db, w.grete.id)),
  ])
  assert.deepEqual(
    holders.map(one => [one.family, one.due, one.step]),
    [
      [families[0]?.family, '2026-11-18', 'contact'],
      [families[2]?.family, '2026-12-09', 'contact'],
      [families[1]?.family, '2026-11-25', 'session'],
    ],
  )
  assert.deepEqual(await w.bente.does(db => holdingsOf(db, w.lone.id)), [])
  assert.equal(await endOf(w.lone.id), '2026-11-23')
  assert.equal((await w.lone.get('/arbejdsliste')).location, '/log-ind?til=%2Farbejdsliste')
  const told = await asKeeper<string[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ staff: string }>`
      select body ->> 'staff' as staff from kernel.outbox where kind = 'staff.left'`.execute(kysely)
    return rows.map(row => row.staff)
  })
  assert.deepEqual(told, [w.lone.id])
  assert.match(
    (await w.jonna.get(`/familier/${families[0]?.family}`)).text,
    /Kollegaen er stoppet\. Tage kontakt: senest onsdag 18\. november/,
  )
})

test('One family without a new holder, and nothing happens: the page says how many and who', async () => {
  const families = await three()
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const answer = await w.bente.submit(await w.bente.get(address), address, {
    sidste: '23.11.2026',
    alle: '',
    [`til-${families[0]?.family}`]: w.jonna.id,
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /2 familier mangler en ny ansvarlig\. Ingen er overdraget endnu\./)
  assert.match(answer.text, /Vælg, hvem der får Clara Test Tre\./)
  assert.match(answer.html, new RegExp(`value="${w.jonna.id}" selected`))
  assert.equal((await w.bente.does(db => holdingsOf(db, w.lone.id))).length, 3)
  assert.equal(await endOf(w.lone.id), null)
})

test('The database refuses the leaving while one family is left, whoever asks', async () => {
  await three()
  const refused = await w.bente.does(db => db.attempt(() => endEmployment(db, w.lone.id, '2026-11-23')))
  assert.deepEqual(refused, { ok: false, constraint: 'holding_holder_works_here' })
  const byArne = await w.arne.does(db => db.attempt(() => endEmployment(db, w.lone.id, '2027-06-30')))
  assert.deepEqual(byArne, { ok: false, constraint: 'holding_holder_works_here' })
  assert.equal((await w.bente.does(db => db.attempt(() => endEmployment(db, w.ida.id, '2026-11-23')))).ok, true)
})

test('Nobody gets a family on or after her last day', async () => {
  const { family } = await heldFamily(w, {})
  await w.bente.does(db => endEmployment(db, w.ida.id, '2026-11-23'))
  const moved = await w.bente.does(db =>
    db.attempt(() => moveHoldings(db, w.lone.id, w.ida.id, [family], 'place', w.clock.now())),
  )
  assert.deepEqual(moved, { ok: false, constraint: 'holding_holder_works_here' })
  const held = await w.bente.does(async db => {
    const before = await holdingOf(db, family)
    assert.ok(before)
    return db.attempt(() => hold(db, { ...before, holder: w.ida.id }, null, w.clock.now()))
  })
  assert.deepEqual(held, { ok: false, constraint: 'holding_holder_works_here' })
  assert.equal((await w.bente.does(db => holdingOf(db, family)))?.holder, w.lone.id)
})

test('A leaving and a new family at the same moment: no family ends with somebody who has left', async () => {
  const { family } = await heldFamily(w, { holder: w.bente })
  const outcomes = await Promise.allSettled([
    w.bente.does(db => endEmployment(db, w.ida.id, '2026-11-23')),
    w.grete.does(db => moveHoldings(db, w.bente.id, w.ida.id, [family], 'place', w.clock.now())),
  ])
  assert.ok(outcomes.some(one => one.status === 'fulfilled'))
  const holder = (await w.bente.does(db => holdingOf(db, family)))?.holder
  assert.ok(holder === w.bente.id || (await endOf(w.ida.id)) === null)
})

test('Lone leaves and Grete is full: Bente sees it in the list, is asked why, and the reason stays in the history', async () => {
  const families = await three()
  for (let n = 0; n < 5; n++) await heldFamily(w, { holder: w.grete, site: 'kolding' })
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const page = await w.bente.get(address)
  assert.match(page.text, /Grete Test Lund, 5 af 6 pladser er taget/)
  const chosen = { sidste: '23.11.2026', alle: w.grete.id }
  const asked = await w.bente.submit(page, address, chosen)
  assert.equal(asked.status, 422)
  assert.match(
    asked.text,
    /Grete Test Lund får 8 familier på 6 pladser\. Vælg en anden, eller skriv, hvorfor hun alligevel/,
  )
  assert.equal((await w.bente.does(db => holdingsOf(db, w.lone.id))).length, 3, 'nothing has happened')
  const done = await w.bente.submit(asked, address, { ...chosen, alligevel: 'Vi ansætter i januar' })
  assert.equal(done.status, 303, done.text)
  assert.match(
    (await w.bente.get(`/familier/${families[0]?.family}`)).text,
    /Kollegaen er stoppet\. Flere end pladserne: Vi ansætter i januar/,
  )
})

test('Arne sees no family, and is told all the same that Grete has no hours for eight', async () => {
  await three()
  for (let n = 0; n < 5; n++) await heldFamily(w, { holder: w.grete, site: 'kolding' })
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const page = await w.arne.get(address)
  assert.doesNotMatch(page.text, /pladser/)
  const chosen = { sidste: '23.11.2026', alle: w.grete.id }
  const asked = await w.arne.submit(page, address, chosen)
  assert.match(asked.text, /Grete Test Lund får 8 familier på 6 pladser/)
  assert.equal((await w.arne.submit(asked, address, { ...chosen, alligevel: 'Vi ansætter i januar' })).status, 303)
})

test('The administrator hands all over to one, and sees a number and no family', async () => {
  await three()
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const page = await w.arne.get(address)
  assert.match(page.text, /Hun har 3 familier/)
  assert.doesNotMatch(page.html, /Anna|Berit|Clara|samtale|tage kontakt/i)
  const nobody = await w.arne.submit(page, address, { sidste: '23.11.2026', alle: '' })
  assert.equal(nobody.status, 422)
  assert.match(nobody.text, /Vælg, hvem der tager 3 familier over/)
  const answer = await w.arne.submit(page, address, { sidste: '23.11.2026', alle: w.hanne.id })
  assert.equal(answer.status, 303)
  const moved = await w.hanne.does(db => holdingsOf(db, w.hanne.id))
  assert.deepEqual(
    moved.map(one => one.due),
    ['2026-11-18', '2026-11-25', '2026-12-09'],
  )
})

test('Only an administrator may move what she cannot see', async () => {
  await three()
  for (const one of [w.lone, w.bente, w.karen])
    await assert.rejects(
      one.does(db =>
        sql`select caseload.hand_over_all(${w.lone.id}, ${w.grete.id}, 'staffLeft', now())`.execute(db.tables()),
      ),
      /only an administrator/,
    )
  const counted = await w.karen.does(db =>
    sql<{ n: number }>`select caseload.held_by(${w.lone.id}) as n`.execute(db.tables()),
  )
  assert.equal(counted.rows[0]?.n, 0)
})

test('Grete cannot leave while Hanne counts on her, nor Bente end her own employment', async () => {
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.hanne.id, day: '2026-11-26', cover: w.grete.id, reason: 'holiday' }], w.clock.now()),
  )
  const address = `/medarbejdere/${w.grete.id}/afgang`
  const answer = await w.bente.submit(await w.bente.get(address), address, { sidste: '23.11.2026' })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Hun afløser en kollega torsdag 26\. november\. Find en anden afløser først\./)
  const refused = await w.bente.does(db => db.attempt(() => endEmployment(db, w.grete.id, '2026-11-23')))
  assert.deepEqual(refused, { ok: false, constraint: 'staff_covers_nobody' })
  assert.match(
    (await w.bente.get(`/medarbejdere/${w.bente.id}/afgang`)).text,
    /Du kan ikke afslutte din egen ansættelse/,
  )
})

test('A last day that cannot be is told; counsellors and unknown colleagues get the missing page', async () => {
  const address = `/medarbejdere/${w.ida.id}/afgang`
  const page = await w.bente.get(address)
  for (const [sidste, message] of [
    ['30.2.2026', /Skriv den sidste arbejdsdag/],
    ['24.12.2026', /Kom tilbage på den sidste arbejdsdag/],
    ['1.1.2020', /Hun begyndte 1\. maj 2022/],
  ] as const) {
    const answer = await w.bente.submit(page, address, { sidste })
    assert.equal(answer.status, 422)
    assert.match(answer.text, message)
  }
  assert.equal((await w.lone.get(address)).status, 404)
  for (const id of [newId(), 'sludder', w.karen.id])
    assert.equal((await w.bente.get(`/medarbejdere/${id}/afgang`)).status, 404)
  const done = await w.bente.submit(page, address, { sidste: '23.11.2026' })
  assert.equal(done.status, 303)
  assert.match((await w.bente.get(address)).text, /Ida Test Bech er stoppet/)
})

test('A coordinator may end an employment and change nothing else of a colleague', async () => {
  await assert.rejects(
    w.bente.does(db => sql`update govern.staff set role = 'coordinator' where id = ${w.lone.id}`.execute(db.tables())),
    /changes nothing else/,
  )
  await assert.rejects(
    w.bente.does(db =>
      sql`insert into govern.staff (organisation, name, title, role, email, starts_on)
        values (${w.bente.organisation}, 'X Test Y', 'Rådgiver', 'counsellor', 'x@example.org', '2026-11-01')`.execute(
        db.tables(),
      ),
    ),
    /row-level security/,
  )
  const { numAffectedRows } = await w.lone.does(db =>
    sql`update govern.staff set role = 'coordinator' where id = ${w.lone.id}`.execute(db.tables()),
  )
  assert.equal(numAffectedRows, 0n)
})
