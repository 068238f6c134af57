import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type World, world } from '../../../test/support/world.ts'
import { systemTokens } from '../../commands/databases.ts'
import { runJobs } from '../../jobs.ts'
import { holdingOf } from '../caseload/index.ts'
import { startedCourse, talk } from './course.testing.ts'
import { fileOf } from './store.ts'

let w: World
const monday = '2026-11-23'
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const farida = {
  who: { cpr: '610399-2222', replacement: true, name: 'Farida Test Noor', birthDate: '1999-03-01', phone: '00002222' },
}
const file = (id: string) => w.bente.does(db => fileOf(db, id))
const handOver = async (family: string, to: string) => {
  const address = `/familier/${family}/overdragelse`
  const page = await w.lone.get(address)
  return w.lone.follow(await w.lone.submit(page, address, { til: to, grund: 'newDistribution' }))
}
const leave = async (who: World['bente'], to: string) => {
  const address = `/medarbejdere/${w.lone.id}/afgang`
  const answer = await who.submit(await who.get(address), address, { sidste: '23.11.2026', alle: to })
  assert.equal(answer.status, 303, answer.text)
}

test('Lone hands Amina over: the appointment goes along to Jonna, and the page says since when Jonna has her', async () => {
  const { id, family } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-30', '10:00') })
  w.clock.set('2026-11-25T09:00:00+01:00')
  const after = await handOver(family, w.jonna.id)
  assert.match(after.text, /Har ansvaret Jonna Test Skov/)
  const [session] = (await file(id)).sessions
  assert.equal(session?.counsellor, w.jonna.id)
  assert.equal(session?.state, 'planned')
  const page = await w.jonna.get(`/forloeb/${id}`)
  assert.match(page.text, /Jonna Test Skov, rådgiver Mødrehjælpen, siden onsdag 25\. november/)
  assert.match(
    page.text,
    /Går over til en kollega .*Samtalen mandag 30\. november kl\. 10\.00.*Lone Test Holm, 25\. november/,
  )
})

test('The talk at half past eight today is over and unwritten: who hands Amina over hears it, and Jonna reads it', async () => {
  const { id, family } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-25', '08:30') })
  w.clock.set('2026-11-25T09:00:00+01:00')
  const address = `/familier/${family}/overdragelse`
  const answer = await w.lone.submit(await w.lone.get(address), address, { til: w.jonna.id, grund: 'newDistribution' })
  assert.match(
    await w.lone.told(answer),
    /Ingen har skrevet om samtalen onsdag 25\. november kl\. 08\.30\. Den står hos Lone Test Holm: spørg, hvordan den gik/,
  )
  const course = (await w.jonna.get(`/forloeb/${id}`)).text
  assert.match(course, /Samtalen onsdag 25\. november kl\. 08\.30 var hos Lone Test Holm, og ingen har skrevet om den/)
  assert.match(course, /siden onsdag 25\. november/)
})

test('Jonna is busy just then: the appointment stays with Lone, and Jonna is told so on the course', async () => {
  const { id, family } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-30', '10:00') })
  await startedCourse(w, {
    day: monday,
    content: farida,
    to: w.jonna,
    first: talk(w, '2026-11-30', '10:15', { counsellor: w.jonna.id }),
  })
  await handOver(family, w.jonna.id)
  assert.match(
    (await w.jonna.get(`/forloeb/${id}`)).text,
    /Samtalen mandag 30\. november kl\. 10\.00 står hos Lone Test Holm\. Flyt den, hvis det skal være en anden/,
  )
  assert.equal((await file(id)).sessions[0]?.counsellor, w.lone.id)
})

test('Lone leaves: her appointments go to Jonna, and one that cannot is called off and stands on Jonna’s worklist', async () => {
  const amina = await startedCourse(w, { day: monday, first: talk(w, '2026-11-30', '10:00') })
  const noor = await startedCourse(w, { day: monday, content: farida, first: talk(w, '2026-12-01', '10:00') })
  const third = { who: { ...farida.who, cpr: '620399-3333', name: 'Olga Test Petrova', phone: '00003333' } }
  await startedCourse(w, {
    day: monday,
    content: third,
    to: w.jonna,
    first: talk(w, '2026-12-01', '10:00', { counsellor: w.jonna.id }),
  })
  await leave(w.bente, w.jonna.id)
  const [moved] = (await file(amina.id)).sessions
  assert.deepEqual([moved?.counsellor, moved?.state], [w.jonna.id, 'planned'])
  const [calledOff] = (await file(noor.id)).sessions
  assert.equal(calledOff?.state, 'cancelledByUs')
  const held = await w.bente.does(db => holdingOf(db, noor.family))
  assert.deepEqual([held?.holder, held?.step, held?.due], [w.jonna.id, 'bookSession', '2026-11-30'])
  assert.match((await w.jonna.get(`/forloeb/${noor.id}`)).text, /Aflyst af os .*Rådgiveren er stoppet/)
})

test('Arne the administrator sees no family: the system moves Lone’s appointments as soon as she has left', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-30', '10:00') })
  await leave(w.arne, w.jonna.id)
  const system = await systemTokens(w.source.ownerUrl)
  const parts = {
    ...system,
    database: w.database,
    clock: w.clock,
    gateway: { send: async () => {} },
    baseUrl: w.config.baseUrl,
    digestFrom: '23.00',
  }
  for (const { token } of system.tokens) await runJobs(parts, token)
  await system.close()
  assert.equal((await file(id)).sessions[0]?.counsellor, w.jonna.id)
})
