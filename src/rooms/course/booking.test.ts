import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Person, type World, world } from '../../../test/support/world.ts'
import type { Id } from '../../kernel/ids.ts'
import { noteAbsence, sitesOf } from '../govern/index.ts'
import { bookSession } from './book.ts'
import { acceptedReferral, startedCourse, talk } from './course.testing.ts'
import { fileOf } from './store.ts'

let w: World
const monday = '2026-11-23'
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const siteOf = (key: string): Promise<Id> =>
  w.lone.does(async db => (await sitesOf(db)).find(one => one.key === key)?.id ?? '')
const sessionsOf = (id: Id) => w.lone.does(async db => (await fileOf(db, id)).sessions)
const onSite = async (key: string, day: string, time: string, more: Record<string, string> = {}) => ({
  day,
  time,
  minutes: '45',
  mode: 'physical',
  site: await siteOf(key),
  room: '',
  counsellor: w.lone.id,
  interpreter: '',
  ...more,
})
const ask = async (id: Id, fields: Record<string, string>, who: Person = w.lone) => {
  const address = `/forloeb/${id}/aftaler`
  return who.submit(await who.get(address), address, fields)
}
const away = (day: string) =>
  w.bente.does(db => noteAbsence(db, [{ staff: w.lone.id, day, cover: w.bente.id, reason: 'holiday' }], w.clock.now()))

test('Lone books Amina at Odense on the day she is in Svendborg: she is asked, and saves when it is meant', async () => {
  const { id } = await startedCourse(w, { day: monday })
  const fields = await onSite('odense', '26.11.2026', '9.00')
  const asked = await ask(id, fields)
  assert.equal(asked.status, 422)
  assert.match(asked.text, /Lone er på OUH Svendborg kl\. 08\.30–14\.30 den dag/)
  const sure = /name="sure" value="([^"]+)"/.exec(asked.html)?.[1] ?? ''
  const other = await w.lone.submit(asked, `/forloeb/${id}/aftaler`, { ...fields, time: '10.00', sure })
  assert.equal(other.status, 422, 'her yes was to nine o’clock, not to ten')
  const saved = await w.lone.submit(asked, `/forloeb/${id}/aftaler`, { ...fields, sure })
  assert.equal(saved.status, 303, saved.text)
  assert.equal((await sessionsOf(id)).length, 1)
})

test('Nobody is booked on Christmas Day at three at night, outside Lone’s hours or at a place she is not, unasked', async () => {
  const { id } = await startedCourse(w, { day: monday })
  const christmas = await ask(id, await onSite('odense', '25.12.2026', '3.00'))
  assert.match(christmas.text, /Fredag 25\. december er en helligdag\. Kl\. 03\.00–03\.45 er om natten/)
  assert.match((await ask(id, await onSite('odense', '1.12.2026', '15.00'))).text, /aftalen ligger uden for de timer/)
  assert.match((await ask(id, await onSite('odense', '30.11.2026', '10.00'))).text, /ikke på OUH Odense den ugedag/)
  const phone = { ...(await onSite('odense', '30.11.2026', '19.00')), mode: 'phone', site: '' }
  assert.match((await ask(id, phone)).text, /Kl\. 19\.00–19\.45 ligger uden for Lones timer/)
  assert.equal((await sessionsOf(id)).length, 0)
  assert.equal((await ask(id, await onSite('odense', '1.12.2026', '10.00'))).status, 303)
})

test('Lone has ten minutes from Svendborg to Odense: she is told before it is saved', async () => {
  const svendborg = await siteOf('svendborg')
  const { id } = await startedCourse(w, {
    day: monday,
    first: talk(w, '2026-12-01', '09:00', { mode: 'physical', site: svendborg }),
  })
  const asked = await ask(id, await onSite('odense', '1.12.2026', '9.55'))
  assert.equal(asked.status, 422)
  assert.match(asked.text, /Lone har en aftale på OUH Svendborg kl\. 09\.00–09\.45: der er 10 minutter imellem/)
})

test('On Lone’s holiday the day beside the form and the calendar call her away, and never free', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-25', '10:00') })
  await away('2026-11-25')
  const day = await w.lone.get(`/forloeb/${id}/aftaler?dag=25.11.2026`)
  assert.match(day.text, /Lone er ikke på arbejde den dag\. Bente Test Friis afløser/)
  assert.doesNotMatch(day.text, /Ledigt/)
  const week = await w.lone.get('/kalender?uge=2026-11-23')
  assert.match(week.text, /Onsdag 25\. november Ikke på arbejde\. Afløser: Bente Test Friis\. Flyt de aftaler/)
})

test('Lone writes her holiday and hears at once which talks are agreed in it', async () => {
  const { id } = await startedCourse(w, { day: monday })
  for (const [day, time] of [
    ['2026-11-25', '10:00'],
    ['2026-12-02', '10:00'],
  ] as const)
    await w.lone.does(db => bookSession(db, id, talk(w, day, time), w.clock))
  const covers = await w.lone.submit(await w.lone.get('/fravaer'), '/fravaer/dage', {
    fra: '25.11.2026',
    til: '25.11.2026',
    grund: 'holiday',
  })
  const said =
    /Lone Test Holm har en aftale i den tid: onsdag 25\. november kl\. 10\.00\. Flyt den, så ingen går forgæves/
  assert.match(covers.text, said)
  const saved = await w.lone.submit(covers, '/fravaer', {
    fra: '25.11.2026',
    til: '25.11.2026',
    grund: 'holiday',
    'afloeser-2026-11-25': w.jonna.id,
  })
  assert.match(await w.lone.told(saved), said)
})

test('The next appointment in the log form is asked about like any other: her holiday, and a place she is not', async () => {
  const odense = await siteOf('odense')
  const first = talk(w, '2026-11-24', '09:00', { mode: 'physical', site: odense })
  const { id } = await startedCourse(w, { day: monday, first })
  const [session] = await sessionsOf(id)
  await away('2026-12-01')
  w.clock.set('2026-11-24T10:00:00+01:00')
  const address = `/forloeb/${id}/samtaler/${session?.id}`
  const note = {
    tookPart: ['woman'],
    duration: '45',
    note: 'Talt om budgettet.',
    nextTime: '9.00',
    nextMode: 'physical',
  }
  const page = await w.lone.get(address)
  const holiday = await w.lone.submit(page, address, { ...note, nextDay: '1.12.2026' })
  assert.equal(holiday.status, 422)
  assert.match(holiday.text, /Lone Test Holm er ikke på arbejde den dag\. Bente Test Friis afløser/)
  const thursday = await w.lone.submit(page, address, { ...note, nextDay: '3.12.2026' })
  assert.match(thursday.text, /Lone er på OUH Svendborg/)
  assert.match(thursday.html, /name="nextSure"/)
  assert.match(thursday.html, /Talt om budgettet/)
})

test('The places to choose from are the agreement’s own, and Odense stands there once', async () => {
  const { id } = await startedCourse(w, { day: monday })
  const { referral } = await acceptedReferral(w, {
    day: monday,
    content: {
      who: {
        cpr: '610399-2222',
        replacement: true,
        name: 'Farida Test Noor',
        birthDate: '1999-03-01',
        phone: '00002222',
      },
    },
  })
  for (const address of [`/forloeb/${id}/aftaler`, `/henvisninger/${referral}/forloeb`]) {
    const page = await w.lone.get(address)
    assert.match(page.html, /<option[^>]*>OUH Odense</)
    assert.doesNotMatch(page.html, /<option[^>]*>(Odense Universitetshospital|Amager Hospital|Fredericia Sundhedshus)/)
  }
})

test('Amina did not come: it is one press on the course and at the note, as soon as the hour has passed', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-24', '10:00') })
  const [session] = await sessionsOf(id)
  const act = `/forloeb/${id}/aftaler/${session?.id}/udeblivelse`
  assert.doesNotMatch((await w.lone.get(`/forloeb/${id}`)).html, new RegExp(act))
  w.clock.set('2026-11-24T10:20:00+01:00')
  assert.match((await w.lone.get(`/forloeb/${id}/samtaler/${session?.id}`)).html, new RegExp(act))
  const course = await w.lone.get(`/forloeb/${id}`)
  assert.match(course.text, /Hun kom ikke/)
  const after = await w.lone.follow(await w.lone.submit(course, act, { _version: '0' }))
  assert.match(after.text, /1 udeblivelse/)
})

test('Lone ends the course with a talk still in the calendar and no reason: both are said at once', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-12-01', '10:00') })
  const address = `/forloeb/${id}/slutrapport`
  const answer = await w.lone.submit(await w.lone.get(address), address, { summary: '' })
  assert.match(answer.text, /3 ting skal rettes/)
  assert.match(
    answer.text,
    /Der er stadig en aftale i kalenderen.*Vælg, hvorfor forløbet slutter.*Vælg, om hun har sagt ja/,
  )
})
