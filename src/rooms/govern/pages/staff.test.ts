import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type World, world } from '../../../../test/support/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { sitesOf } from '../organisations.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const newcomer = {
  navn: 'Nora Test Ny',
  titel: 'Rådgiver',
  rolle: 'counsellor',
  email: 'nora@example.org',
  timer: '22,5',
  begynder: '1.11.2026',
  ophoerer: '',
}

const create = async (fields: Record<string, string | string[]> = {}) =>
  w.arne.submit(await w.arne.get('/medarbejdere/ny'), '/medarbejdere', { ...newcomer, ...fields })

test('Administrator Arne sees everybody of his own house, with roles, sites and days, and nobody of another', async () => {
  const page = await w.arne.get('/medarbejdere')
  assert.match(page.text, /Lone Test Holm Rådgiver OUH Odense, OUH Svendborg Tirsdag OUH Odense 08\.30–14\.30/)
  assert.doesNotMatch(page.text, /Karen|Mette/)
})

test('Arne sees no family anywhere: not a page, not a count of them', async () => {
  for (const address of ['/arbejdsliste', '/familier', `/familier/${newId()}`, '/fravaer'])
    assert.equal((await w.arne.get(address)).status, 404, address)
  const page = await w.arne.get('/medarbejdere')
  assert.doesNotMatch(page.html, /href="\/(arbejdsliste|familier)/)
  for (const table of ['family.family', 'family.person', 'caseload.holding', 'caseload.turn']) {
    const { rows } = await w.arne.does(db =>
      sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db.tables()),
    )
    assert.equal(rows[0]?.n, 0, table)
  }
})

test('A new colleague is made, and cannot sign in before she has taken her invitation', async () => {
  const odense = (await w.arne.does(db => sitesOf(db))).find(site => site.key === 'odense')?.id ?? ''
  const made = await w.arne.follow(await create({ steder: [odense] }))
  assert.match(made.text, /Nora Test Ny .*Hun kan ikke logge ind endnu/)
  assert.match(made.html, /action="\/medarbejdere\/[0-9a-f-]+\/invitation"/)
})

test('Every wrong field is told at its place, with his own words kept', async () => {
  for (const [fields, message] of [
    [{ navn: '' }, /Skriv navnet/],
    [{ navn: 'a\nb' }, /Skriv navnet/],
    [{ navn: 'x'.repeat(30_000) }, /højst 120 tegn/],
    [{ titel: '' }, /Skriv titlen/],
    [{ rolle: 'system' }, /Vælg, hvad hun skal kunne/],
    [{ email: 'nora' }, /Skriv arbejdsmailen/],
    [{ timer: '61' }, /fra 0 til 60/],
    [{ timer: 'mange' }, /fra 0 til 60/],
    [{ begynder: '31.2.2026' }, /Skriv den første arbejdsdag/],
    [{ ophoerer: '1.1.2020' }, /ligger før den første/],
    [{ rolle: 'referrer' }, /Vælg mindst ét sted/],
    [{ email: 'LONE@example.org' }, /En kollega har allerede den mail/],
  ] as const) {
    const answer = await create({ email: 'unik@example.org', ...fields })
    assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 60))
    assert.match(answer.text, message)
  }
  const kept = await create({ email: 'forkert', navn: 'Rød Test Grød <3 🙂' })
  assert.match(kept.html, /value="Rød Test Grød &lt;3 🙂"/)
})

test('A changed role or place ends the old session at the next request', async () => {
  const address = `/medarbejdere/${w.hanne.id}`
  const page = await w.arne.get(address)
  const answer = await w.arne.submit(page, address, {
    navn: 'Hanne Test Krogh',
    titel: 'Koordinator',
    rolle: 'coordinator',
    email: 'hanne@example.org',
    timer: '22',
    begynder: '1.5.2022',
  })
  assert.equal(answer.status, 303, answer.text)
  assert.match((await w.hanne.get('/arbejdsliste')).location ?? '', /log-ind/)
})

test('Arne puts Nora at one of the partnership’s own places, and reads which hours the places are counted from', async () => {
  for (const address of ['/medarbejdere/ny', `/medarbejdere/${w.lone.id}`]) {
    const page = await w.arne.get(address)
    assert.match(page.text, /OUH Odense/)
    assert.doesNotMatch(page.text, /Odense Universitetshospital|Amager Hospital|Hvidovre Hospital|Familieambulatoriet/)
  }
  const lone = await w.arne.get(`/medarbejdere/${w.lone.id}`)
  assert.match(lone.text, /I alt 18 timer om ugen på vagtplanen: dem regnes pladserne på tavlen af\. Ansat til 30\./)
  assert.doesNotMatch(lone.text, /Tæller med i kapaciteten/)
})

test('Two who change the same colleague: the second is shown both versions', async () => {
  const address = `/medarbejdere/${w.ida.id}`
  const [first, second] = [await w.arne.get(address), await w.arne.get(address)]
  const fields = { titel: 'Rådgiver', rolle: 'counsellor', email: 'ida@example.org', timer: '22', begynder: '1.5.2022' }
  await w.arne.submit(first, address, { ...fields, navn: 'Ida Test Bech Holm' })
  const late = await w.arne.submit(second, address, { ...fields, navn: 'Ida Test Beck' })
  assert.equal(late.status, 409)
  assert.match(late.text, /Ida Test Bech Holm Ida Test Beck/)
})

test('Arne gives himself no other role', async () => {
  const address = `/medarbejdere/${w.arne.id}`
  const answer = await w.arne.submit(await w.arne.get(address), address, {
    navn: 'Arne Test Møller',
    titel: 'Administrator',
    rolle: 'counsellor',
    email: 'arne@example.org',
    begynder: '1.5.2022',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Du kan ikke give dig selv en anden rolle/)
})

test('A day goes on the roster and off it again; a day that ends before it begins does not', async () => {
  const odense = (await w.arne.does(db => sitesOf(db))).find(site => site.key === 'odense')?.id ?? ''
  const address = `/medarbejdere/${w.grete.id}`
  const day = { ugedag: '1', sted: odense, fra: '8.30', til: '14.30', rum: 'stue 3' }
  const page = await w.arne.get(address)
  for (const [fields, message] of [
    [{ ugedag: '8' }, /Vælg en ugedag/],
    [{ sted: 'sludder' }, /Vælg et sted/],
    [{ fra: '25.00' }, /hvornår dagen begynder/],
    [{ til: '8.00' }, /slutter, før den begynder/],
  ] as const) {
    const answer = await w.arne.submit(page, `${address}/vagter`, { ...day, ...fields })
    assert.equal(answer.status, 422)
    assert.match(answer.text, message)
  }
  const planned = await w.arne.follow(await w.arne.submit(page, `${address}/vagter`, day))
  assert.match(planned.text, /Mandag OUH Odense, stue 3 08\.30–14\.30/)
  const removed = await w.arne.follow(await w.arne.submit(planned, `${address}/vagter/fjern`))
  assert.doesNotMatch(removed.text, /stue 3/)
})

test('A colleague of another house is as unknown as nobody; a coordinator reads and does not change', async () => {
  for (const id of [w.karen.id, newId(), 'sludder']) assert.equal((await w.arne.get(`/medarbejdere/${id}`)).status, 404)
  const page = await w.bente.get(`/medarbejdere/${w.lone.id}`)
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.html, /invitation"|Gem oplysninger|Opret/)
  assert.equal((await w.bente.get('/medarbejdere/ny')).status, 404)
  assert.equal((await w.lone.get('/medarbejdere')).status, 404)
})
