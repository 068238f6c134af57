import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type World, world } from '../../../../test/support/world.ts'
import { absencesFrom, coverOn, noteAbsence } from '../absence.ts'

let w: World
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const holiday = { fra: '25.11.2026', til: '27.11.2026', grund: 'holiday' }

const days = async (who: World['lone'], fields: Record<string, string> = holiday) =>
  who.submit(await who.get('/fravaer'), '/fravaer/dage', fields)

test('Lone’s holiday has a row a working day, each with a colleague who is at work', async () => {
  const page = await days(w.lone, { ...holiday, fra: '26.11.2026', til: '30.11.2026' })
  assert.match(page.text, /Hvem afløser Lone Test Holm\? Vælg en afløser til hver af de 3 hverdage/)
  assert.match(page.text, /Torsdag 26\. november .*Grete .*Fredag 27\. november .*Ida .*Mandag 30\. november .*Hanne/)
  assert.doesNotMatch(page.text, /28\. november|29\. november/)
  const answer = await w.lone.submit(page, '/fravaer', {
    'afloeser-2026-11-26': w.grete.id,
    'afloeser-2026-11-27': w.ida.id,
    'afloeser-2026-11-30': w.bente.id,
  })
  assert.match((await w.lone.follow(answer)).text, /Torsdag 26\. november Lone Test Holm Grete Test Lund Ferie/)
  assert.equal((await w.bente.does(db => coverOn(db, '2026-11-30'))).get(w.lone.id), w.bente.id)
})

test('A cover who is away, or not at work that day, is refused with the day named, and nothing is saved', async () => {
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.jonna.id, day: '2026-11-25', cover: w.bente.id, reason: 'holiday' }], w.clock.now()),
  )
  const page = await days(w.lone)
  const answer = await w.lone.submit(page, '/fravaer', {
    'afloeser-2026-11-25': w.jonna.id,
    'afloeser-2026-11-26': w.hanne.id,
    'afloeser-2026-11-27': '',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Jonna er selv væk onsdag 25\. november/)
  assert.match(answer.text, /Hanne er ikke på arbejde torsdag 26\. november/)
  assert.match(answer.text, /Vælg en afløser til fredag 27\. november/)
  assert.equal((await w.bente.does(db => absencesFrom(db, '2026-11-23'))).length, 1)
})

test('She on whom a colleague counts cannot be away that day', async () => {
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.jonna.id, day: '2026-11-26', cover: w.lone.id, reason: 'illness' }], w.clock.now()),
  )
  const page = await days(w.lone)
  assert.equal(page.status, 422)
  assert.match(page.text, /Lone afløser selv Jonna torsdag 26\. november\. Find en anden afløser til Jonna først\./)
})

test('The database keeps two from covering each other, also when they plan at the same moment', async () => {
  const away = (staff: string, cover: string) =>
    w.bente.does(db =>
      db.attempt(() => noteAbsence(db, [{ staff, day: '2026-11-26', cover, reason: 'holiday' }], w.clock.now())),
    )
  const outcomes = await Promise.all([away(w.lone.id, w.grete.id), away(w.grete.id, w.lone.id)])
  assert.deepEqual(outcomes.map(one => one.ok).sort(), [false, true])
  assert.ok(outcomes.some(one => !one.ok && one.constraint === 'absence_cover_is_here'))
})

test('A day with nobody at work is told before anybody is chosen', async () => {
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.bente.id, day: '2026-11-24', cover: w.lone.id, reason: 'holiday' }], w.clock.now()),
  )
  // On Tuesdays Lone alone is in the roster; with Bente away nobody can cover, and Lone is counted on.
  const page = await days(w.bente, { hvem: w.ida.id, fra: '24.11.2026', til: '', grund: 'course' })
  assert.equal(page.status, 200)
  const lone = await days(w.bente, { hvem: w.lone.id, fra: '24.11.2026', til: '', grund: 'course' })
  assert.equal(lone.status, 422)
  assert.match(lone.text, /Lone afløser selv Bente tirsdag 24\. november/)
})

test('A counsellor plans for herself alone, a coordinator for everybody', async () => {
  const page = await w.lone.get('/fravaer')
  assert.doesNotMatch(page.html, /name="hvem"/)
  const forged = await w.lone.submit(page, '/fravaer/dage', { ...holiday, hvem: w.ida.id })
  assert.match(forged.text, /Hvem afløser Lone Test Holm/)
  const bente = await days(w.bente, { ...holiday, hvem: w.ida.id })
  assert.match(bente.text, /Hvem afløser Ida Test Bech/)
})

test('Wrong days are told at their field', async () => {
  for (const [fields, message] of [
    [{ fra: '' }, /Skriv den første dag/],
    [{ fra: '31.11.2026' }, /Skriv den første dag/],
    [{ fra: '20.11.2026' }, /Den første dag er gået/],
    [{ til: '24.11.2026' }, /ligger før den første/],
    [{ til: '1.1.2029' }, /højst et år/],
    [{ fra: '28.11.2026', til: '29.11.2026' }, /ingen hverdage/],
    [{ grund: '' }, /Vælg, hvorfor/],
  ] as const) {
    const page = await days(w.lone, { ...holiday, ...fields })
    assert.equal(page.status, 422)
    assert.match(page.text, message)
  }
})

test('Days are taken back by herself or the coordinator, by nobody else', async () => {
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.lone.id, day: '2026-11-26', cover: w.grete.id, reason: 'holiday' }], w.clock.now()),
  )
  const page = await w.lone.get('/fravaer')
  const others = await w.ida.get('/fravaer')
  assert.doesNotMatch(others.html, /\/fravaer\/fortryd/)
  const forged = await w.ida.post('/fravaer/fortryd', {
    ...page.hidden('/fravaer/fortryd'),
    hvem: w.lone.id,
    dag: '2026-11-26',
  })
  assert.equal(forged.status, 404)
  await w.lone.submit(page, '/fravaer/fortryd')
  assert.match((await w.lone.get('/fravaer')).text, /Alle er på arbejde, så langt vi har skrevet/)
})
