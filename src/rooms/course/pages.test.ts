import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import type { Person, Shown, World } from '../../../test/support/world.ts'
import { world } from '../../../test/support/world.ts'
import type { Id } from '../../kernel/ids.ts'
import { type ContactRule, setContactRule } from '../family/index.ts'
import { perform, referralOf } from '../referral/index.ts'
import { acceptedReferral, startedCourse, talk } from './course.testing.ts'
import { fileOf } from './store.ts'

let w: World
const monday = '2026-11-23'
beforeEach(async () => {
  w = await world()
})
afterEach(() => w.close())

const odense = async (): Promise<Id> =>
  asKeeper<Id>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: Id }>`select id from govern.site where key = 'odense'`.execute(kysely)
    return rows[0]?.id ?? ''
  })
const appointment = (more: Record<string, string> = {}) => ({
  day: '25.11.2026',
  time: '10.30',
  minutes: '45',
  mode: 'phone',
  site: '',
  room: '',
  counsellor: w.lone.id,
  interpreter: '',
  ...more,
})
const note = (more: Record<string, string | string[]> = {}) => ({
  tookPart: ['woman'],
  duration: '45',
  note: 'Vi så på budgettet sammen.',
  ...more,
})
const book = async (id: Id, more: Record<string, string> = {}, who: Person = w.lone): Promise<Shown> => {
  const address = `/forloeb/${id}/aftaler`
  const answer = await who.submit(await who.get(address), address, appointment(more))
  const asked = /name="sure" value="([^"]+)"/.exec(answer.html)?.[1]
  // Whatever is odd about the time is meant here.
  return asked ? who.submit(answer, address, appointment({ ...more, sure: asked })) : answer
}
const sessionsOf = (id: Id) => w.lone.does(async db => (await fileOf(db, id)).sessions)
const only = async (id: Id) => {
  const [session] = await sessionsOf(id)
  assert.ok(session)
  return session
}
const auditOf = (family: Id) =>
  asKeeper<{ name: string; action: string; what: string }[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ name: string; action: string; what: string }>`
      select s.name, a.action, a.what from kernel.audit a join govern.staff s on s.id = a.staff
      where ${family}::uuid = any(a.subjects) order by a.at`.execute(kysely)
    return rows
  })

test('Rådgiver Lone begins a course, is told of a clash, books, logs, and the next appointment is there', async () => {
  const { referral } = await acceptedReferral(w, { day: monday })
  const begin = await w.lone.get(`/henvisninger/${referral}/forloeb`)
  assert.match(begin.text, /Loft: ikke oplyst/)
  const started = await w.lone.submit(begin, `/henvisninger/${referral}/forloeb`, {
    track: 't1',
    place: await odense(),
    ...appointment({ day: '24.11.2026', time: '9', mode: 'physical', site: await odense(), room: 'Lokale 2' }),
  })
  const course = await w.lone.follow(started)
  const id = (started.location ?? '').split('/')[2] ?? ''
  assert.match(course.text, /Har ansvaret Lone Test Holm, rådgiver/)
  assert.match(course.text, /Tirsdag 24\. november kl\. 09\.00/)
  assert.match(course.text, /0 samtaler holdt \(loft: ikke oplyst\)/)
  assert.match(course.text, /Amina Test Hansen/)

  const clash = await book(id, { day: '24.11.2026', time: '9.30' })
  assert.equal(clash.status, 422)
  assert.match(clash.text, /Lone Test Holm har en anden aftale kl\. 09\.00–09\.45 den dag/)
  assert.match(clash.html, /value="9\.30"/)

  w.clock.set('2026-11-24T10:00:00+01:00')
  const { id: session } = await only(id)
  const form = await w.lone.get(`/forloeb/${id}/samtaler/${session}`)
  assert.match(form.text, /Samtale 1: Tirsdag 24\. november kl\. 09\.00/)
  const logged = await w.lone.submit(
    form,
    `/forloeb/${id}/samtaler/${session}`,
    note({
      'step-1': 'Ringe til banken',
      'step-1-who': 'woman',
      nextDay: '1.12.2026',
      nextTime: '9.00',
      nextMode: 'video',
    }),
  )
  const after = await w.lone.follow(logged)
  assert.match(after.text, /1 samtale holdt/)
  assert.match(after.text, /Tirsdag 1\. december kl\. 09\.00/)
  assert.match(after.text, /Ringe til banken Amina ikke oplyst I gang/)
  assert.match(after.text, /Vi så på budgettet sammen/)
})

test('room and interpreter are in one place at a time, and no other name is shown', async () => {
  const site = await odense()
  const { id } = await startedCourse(w, { day: monday })
  const who = {
    cpr: '610399-2222',
    replacement: true,
    name: 'Farida Test Noor',
    birthDate: '1999-03-01',
    phone: '00002222',
  }
  const other = await startedCourse(w, { day: monday, content: { who }, to: w.jonna })
  const there = { mode: 'physical', site, room: 'Lokale 2', interpreter: 'Nadia Test Ali' }
  assert.equal((await book(other.id, { ...there, counsellor: w.jonna.id }, w.jonna)).status, 303)
  const room = await book(id, { ...there, interpreter: '', room: 'lokale 2 ' })
  assert.match(room.text, /Lokalet er optaget kl\. 10\.30–11\.15 den dag/)
  const interpreter = await book(id, { interpreter: 'nadia test ali' })
  assert.match(interpreter.text, /Tolken har en anden aftale kl\. 10\.30–11\.15 den dag/)
  const day = await w.lone.get(`/forloeb/${id}/aftaler?dag=25.11.2026`)
  assert.match(day.text, /Optaget.*kl\. 10\.30–11\.15 Jonna Test Skov OUH Odense, Lokale 2/)
  for (const page of [room, interpreter, day]) assert.doesNotMatch(page.html, /Farida|Noor/)
})

test('she did not come: it does not count, and a new time is to be found', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-24', '10:00') })
  const { id: session } = await only(id)
  const address = `/forloeb/${id}/aftaler/${session}`
  const early = await w.lone.get(`${address}/flytning`)
  assert.doesNotMatch(early.html, /udeblivelse/)
  w.clock.set('2026-11-24T10:20:00+01:00')
  const page = await w.lone.get(`${address}/flytning`)
  const after = await w.lone.follow(await w.lone.submit(page, `${address}/udeblivelse`, { missNote: 'Sygt barn' }))
  assert.match(after.text, /0 samtaler holdt/)
  assert.match(after.text, /1 udeblivelse/)
  assert.match(after.text, /Senest tirsdag 1\. december Aftale næste samtale/)
  const undo = await w.lone.get(`${address}/flytning`)
  const back = await w.lone.follow(await w.lone.submit(undo, `${address}/fortryd`))
  assert.match(back.text, /Taget tilbage/)
  assert.doesNotMatch(back.text, /1 udeblivelse/)
})

test('a moved appointment stays in the history with its reason, and the old time is free again', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-25', '10:30') })
  const { id: session } = await only(id)
  const address = `/forloeb/${id}/aftaler/${session}/flytning`
  const page = await w.lone.get(address)
  assert.match(page.html, /value="25\.11\.2026"/)
  const silent = await w.lone.submit(page, address, appointment({ day: '26.11.2026' }))
  assert.match(silent.text, /Vælg, hvorfor aftalen flyttes/)
  const other = await w.lone.submit(silent, address, { ...appointment({ day: '26.11.2026' }), reason: 'other' })
  assert.match(other.text, /Skriv med dine egne ord/)
  const moved = await w.lone.submit(silent, address, { ...appointment({ day: '26.11.2026' }), reason: 'sheIsIll' })
  const after = await w.lone.follow(moved)
  assert.match(after.text, /Flyttet .*Samtalen onsdag 25\. november kl\. 10\.30\. Hun eller barnet er syg/)
  assert.match(after.text, /Torsdag 26\. november kl\. 10\.30/)
  const [old, fresh] = (await sessionsOf(id)).toSorted(
    (a, b) => a.plannedAt.getTime() - b.plannedAt.getTime() || (a.replaces ? 1 : -1),
  )
  assert.equal(fresh?.replaces, old?.id)
  assert.equal((await book(id, { day: '25.11.2026', time: '10.30' })).status, 303)
})

test('Amina was not alone when she was asked: her course says no contact, in the words of her own page', async () => {
  const { id, family } = await startedCourse(w, { day: monday })
  const contact = async (more: Partial<ContactRule>) => {
    const rule = { mayCall: true, mayText: true, mayLeaveMessage: true, readAlong: false, aloneWhenAsked: true }
    const rest = { bestHours: ['9-11'], language: 'ar', interpreter: true }
    w.clock.set(new Date(w.clock.now().getTime() + 60_000).toISOString())
    await w.lone.does(db => setContactRule(db, family, { ...rule, ...rest, ...more }, w.clock.now()))
    return (await w.lone.get(`/forloeb/${id}`)).text
  }
  assert.match(
    await contact({}),
    /Tryg kontakt Ring kl\. 9–11\. Besked er i orden\. Må få sms\. Tolk: arabisk\. Telefon 00001234/,
  )
  const overheard = await contact({ aloneWhenAsked: false })
  assert.match(overheard, /Tryg kontakt Ikke spurgt alene: ingen kontakt, før hun er det\. Tolk: arabisk\. Henvisning/)
  assert.doesNotMatch(overheard, /Du må|00001234/)
  assert.doesNotMatch(await contact({ readAlong: null }), /sms|Besked er/)
})

test('two of two under the first agreement: what now, another track, and the end', async () => {
  w.clock.set('2024-08-20T08:00:00+02:00')
  const { id, referral } = await startedCourse(w, { day: '2024-08-20' })
  for (const [day, time] of [
    ['20.8.2024', '9.00'],
    ['22.8.2024', '9.00'],
  ] as const) {
    assert.equal((await book(id, { day, time })).status, 303)
    w.clock.set(`2024-08-${day.slice(0, 2)}T10:00:00+02:00`)
    const session = (await sessionsOf(id)).find(one => one.state === 'planned')
    const address = `/forloeb/${id}/samtaler/${session?.id}`
    const form = await w.lone.get(address)
    assert.match(form.text, /Samtale \d af 2/)
    assert.match(form.text, /Økonomi/)
    const logged = await w.lone.submit(form, address, note({ topics: ['economy', 'legalAid'] }))
    assert.equal(logged.status, 303)
  }
  const full = await w.lone.get(`/forloeb/${id}`)
  assert.match(full.text, /2 af 2 – hvad nu\?/)
  assert.match(full.text, /Vælge sammen, hvad der sker nu/)
  assert.match((await w.lone.get(`/forloeb/${id}/aftaler`)).text, /Aftalen giver ikke flere samtaler i sporet/)
  assert.equal((await w.lone.submit(full, `/forloeb/${id}/hvad-nu`)).status, 422)
  const onward = await w.lone.submit(full, `/forloeb/${id}/hvad-nu`, { choice: 'track-t2' })
  const other = await w.lone.follow(onward)
  assert.match(other.text, /Spor 2: Individuelt forløb/)
  assert.match(other.text, /2 samtaler holdt \(loft: ikke oplyst\)/)
  // The agreement it began under holds, also after a new one is in force.
  w.clock.set('2024-09-10T08:00:00+02:00')
  assert.match((await w.lone.get(`/forloeb/${id}`)).text, /Aftale Første partnerskabsaftale/)
  assert.equal((await w.lone.does(db => referralOf(db, referral))).state, 'started')
})

test('the end report asks for every agreed step, and Karen reads what the woman said yes to', async () => {
  const course = await startedCourse(w, { day: monday, first: talk(w, '2026-11-23', '08:00') })
  const { id, referral, family } = course
  const { id: session } = await only(id)
  const log = await w.lone.get(`/forloeb/${id}/samtaler/${session}`)
  await w.lone.submit(log, `/forloeb/${id}/samtaler/${session}`, note({ 'step-1': 'Ringe til banken' }))
  const page = await w.lone.get(`/forloeb/${id}/slutrapport`)
  const words = { reason: 'asAgreed', summary: 'Hun har fået overblik over økonomien.', approved: 'yes' }
  const missing = await w.lone.submit(page, `/forloeb/${id}/slutrapport`, words)
  assert.equal(missing.status, 422)
  assert.match(missing.text, /Vælg, hvordan det gik med: Ringe til banken/)
  assert.match(missing.html, /Hun har fået overblik over økonomien/)
  const step = (await w.lone.does(db => fileOf(db, id))).steps[0]
  const ended = await w.lone.submit(missing, `/forloeb/${id}/slutrapport`, {
    ...words,
    [`result-${step?.id}`]: 'partly',
  })
  const after = await w.lone.follow(ended)
  assert.match(after.text, /Afsluttet 23\. november 2026/)
  assert.match(after.text, /Ringe til banken Amina ikke oplyst Delvist/)
  const sent = await w.karen.does(db => referralOf(db, referral))
  assert.deepEqual([sent.state, sent.summary], ['ended', words.summary])
  assert.equal((await w.lone.get(`/forloeb/${id}/slutrapport`)).location, `/forloeb/${id}#rapport`)
  assert.match((await w.lone.get(`/forloeb/${id}/aftaler`)).text, /Forløbet er afsluttet/)
  assert.ok((await auditOf(family)).some(row => row.action === 'write' && row.what.includes('end report')))
})

test('Grete in the same house reads the course and leaves a trace; nobody else gets in', async () => {
  const { id, family } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-23', '08:00') })
  const { id: session } = await only(id)
  const log = await w.lone.get(`/forloeb/${id}/samtaler/${session}`)
  await w.lone.submit(log, `/forloeb/${id}/samtaler/${session}`, note({ note: 'En fortrolig note' }))
  const seen = await w.grete.get(`/forloeb/${id}`)
  assert.match(seen.text, /En fortrolig note/)
  assert.ok((await auditOf(family)).some(row => row.name === 'Grete Test Lund' && row.action === 'read'))
  const pages = [`/forloeb/${id}`, `/forloeb/${id}/samtaler/${session}`, `/forloeb/${id}/slutrapport`, '/kalender']
  const unknown = await w.lone.get('/forloeb/00000000-0000-4000-8000-000000000000')
  assert.equal(unknown.status, 404)
  for (const who of [w.karen, w.mette, w.arne, w.pernille])
    for (const address of pages) {
      const shown = await who.get(address)
      assert.equal(shown.status, 404, `${who.name} ${address}`)
      assert.equal(shown.text, unknown.text)
    }
  assert.equal((await w.lone.get('/forloeb/ikke-et-nummer')).status, 404)
  assert.equal((await w.lone.get(`/forloeb/${id}/samtaler/${id}`)).status, 404)
})

test('two people write about one session: the second sees both and keeps her text', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-23', '08:00') })
  const { id: session } = await only(id)
  const address = `/forloeb/${id}/samtaler/${session}`
  const hers = await w.lone.get(address)
  const theirs = await w.jonna.get(address)
  assert.equal((await w.lone.submit(hers, address, note({ note: 'Lones udgave' }))).status, 303)
  const second = await w.jonna.submit(theirs, address, note({ note: 'Jonnas udgave', 'step-1': 'Ringe til banken' }))
  assert.equal(second.status, 409)
  assert.match(second.text, /Lone Test Holm gemte/)
  assert.match(second.text, /Lones udgave Jonnas udgave/)
  assert.match(second.html, /<textarea[^>]*>\s*Jonnas udgave<\/textarea>/)
  assert.match(second.html, /value="Ringe til banken"/)
  const saved = await w.jonna.submit(second, address, note({ note: 'Lones og Jonnas udgave' }))
  assert.match((await w.jonna.follow(saved)).text, /Lones og Jonnas udgave/)
})

test('a form sent twice has one effect', async () => {
  const { id } = await startedCourse(w, { day: monday })
  const page = await w.lone.get(`/forloeb/${id}/aftaler`)
  const form = { ...page.hidden(`/forloeb/${id}/aftaler`), ...appointment() }
  const answers = [await w.lone.post(`/forloeb/${id}/aftaler`, form), await w.lone.post(`/forloeb/${id}/aftaler`, form)]
  assert.deepEqual(
    answers.map(a => a.status),
    [303, 303],
  )
  assert.equal((await sessionsOf(id)).length, 1)
})

test('a draft is kept while she writes, for her alone, and is gone when it is saved', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-23', '08:00') })
  const { id: session } = await only(id)
  const address = `/forloeb/${id}/samtaler/${session}`
  const page = await w.lone.get(address)
  const kept = await w.lone
    .submit(page, address, {})
    .then(() =>
      w.lone.post(`${address}/kladde`, { ...page.hidden(address), ...note({ note: 'Halvt skrevet\0 👶🏽' }) }),
    )
  assert.equal(kept.status, 204)
  const again = await w.lone.get(address)
  assert.match(again.text, /Du har en kladde fra mandag 23\. november/)
  assert.match(again.html, /Halvt skrevet 👶🏽/)
  assert.doesNotMatch((await w.jonna.get(address)).html, /Halvt skrevet/)
  assert.equal((await w.lone.submit(again, address, note({ note: 'Helt skrevet' }))).status, 303)
  assert.doesNotMatch((await w.lone.get(address)).text, /kladde fra/)
})

test('odd text comes back as it was written, and what is too long is said', async () => {
  const { id } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-23', '08:00') })
  const { id: session } = await only(id)
  const address = `/forloeb/${id}/samtaler/${session}`
  const page = await w.lone.get(address)
  const long = await w.lone.submit(page, address, note({ note: 'a'.repeat(30_001) }))
  assert.match(long.text, /Skriv højst 30\.000 tegn\. Der står 30\.001 nu/)
  assert.match(long.html, /a{30001}/)
  const words = `👩🏽‍🍼 \u202eשלום <b>fed</b> & ${'ø'.repeat(29_900)}`
  // The door takes out the one character that no person types and no database text can hold.
  const saved = await w.lone.submit(long, address, note({ note: `\0${words}` }))
  assert.equal(saved.status, 303)
  const shown = await w.lone.get(address)
  assert.match(shown.html, /👩🏽‍🍼 \u202eשלום &lt;b&gt;fed&lt;\/b&gt; &amp; ø{29900}/)
})

test('impossible days, times and people are said at the field, and nothing is saved', async () => {
  const { id } = await startedCourse(w, { day: monday })
  const wrong: [Record<string, string>, RegExp][] = [
    [{ day: '31.2.2027' }, /dag, måned og år/],
    [{ day: '29.2.2027' }, /dag, måned og år/],
    [{ day: '1.1.2099' }, /Se, om årstallet er rigtigt/],
    [{ day: '1.11.2026' }, /før forløbet begyndte/],
    [{ time: '24.30' }, /klokkeslættet som 10\.30/],
    [{ day: '28.3.2027', time: '2.30' }, /stilles uret frem/],
    [{ minutes: '600' }, /fra 5 til 480/],
    [{ counsellor: w.karen.id }, /Vælg et af svarene/],
    [{ mode: 'physical' }, /Vælg, hvor I mødes/],
  ]
  for (const [more, says] of wrong) {
    const answer = await book(id, more)
    assert.equal(answer.status, 422)
    assert.match(answer.text, says)
  }
  assert.deepEqual(await sessionsOf(id), [])
  assert.equal((await book(id, { day: '25.10.2027', time: '2.30' })).status, 303)
})

test('a course begun by mistake is closed apart from all others', async () => {
  const { id, referral } = await startedCourse(w, { day: monday, first: talk(w, '2026-11-25', '10:00') })
  const page = await w.lone.get(`/forloeb/${id}`)
  const silent = await w.lone.submit(page, `/forloeb/${id}/fejl`)
  assert.equal(silent.status, 422)
  assert.match(silent.html, /<details class="bb-more" open>/)
  const after = await w.lone.follow(await w.lone.submit(silent, `/forloeb/${id}/fejl`, { mistake: 'neverAgreed' }))
  assert.match(after.text, /Oprettet ved en fejl 23\. november 2026/)
  assert.match(after.text, /Hun havde ikke sagt ja/)
  assert.equal((await w.karen.does(db => referralOf(db, referral))).state, 'mistaken')
  await w.lone.does(db => perform(db, referral, { verb: 'undo' }, w.clock))
  assert.equal((await w.lone.get(`/henvisninger/${referral}/forloeb`)).status, 200)
})

test('a talk that nobody planned is written down afterwards', async () => {
  const { id } = await startedCourse(w, { day: monday })
  w.clock.set('2026-11-24T15:00:00+01:00')
  const booked = await book(id, { day: '24.11.2026', time: '11.15', minutes: '20' })
  assert.match(booked.location ?? '', /\/samtaler\//)
  const form = await w.lone.follow(booked)
  assert.match(form.text, /Hvem var med\?/)
})

test('her week stands in the calendar, and an empty one says what is fine', async () => {
  await startedCourse(w, { day: monday, first: talk(w, '2026-11-25', '10:00') })
  const week = await w.lone.get('/kalender')
  assert.match(week.text, /Uge 48/)
  assert.match(
    week.text,
    /Onsdag 25\. november OUH Odense kl\. 08\.30–14\.30 Samtaler onsdag 25\. november Tid Med Hvor Hvordan kl\. 10\.00–10\.45 Amina Test Hansen Telefon Aftalt/,
  )
  const next = await w.lone.get('/kalender?uge=2026-11-30')
  assert.match(next.text, /Ingen samtaler i kalenderen den uge/)
  const seen = await w.bente.get(`/kalender?hvem=${w.lone.id}`)
  assert.match(seen.text, /Lone Test Holm/)
  assert.match(seen.text, /Amina Test Hansen/)
})
