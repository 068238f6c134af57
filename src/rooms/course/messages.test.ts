import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import { type SystemTokens, systemTokens } from '../../commands/databases.ts'
import { runJobs } from '../../jobs.ts'
import { newId } from '../../kernel/ids.ts'
import { tellInside } from '../../kernel/news.ts'
import { checks } from '../../rooms.ts'
import { holdingOf } from '../caseload/index.ts'
import { type ContactRule, setContactRule } from '../family/index.ts'
import { messagesAbout, type Sms, type SmsGateway, SmsRefused, sendMessages } from '../message/index.ts'
import { bookSession, closeSession, rescheduleSession } from './book.ts'
import { startedCourse, talk } from './course.testing.ts'
import { fileOf } from './store.ts'

let w: World
let system: SystemTokens
let course: { id: string; family: string }
const yes: ContactRule = {
  mayCall: true,
  mayText: true,
  mayLeaveMessage: false,
  readAlong: false,
  aloneWhenAsked: true,
  bestHours: [],
  language: null,
  interpreter: false,
}
/** What came to her phone, by reference: a gateway keeps one of each. */
let phone = new Map<string, Sms>()
type Fault = 'none' | 'timeout' | 'diesAfterTaking' | 'busy' | 'refuses'
let faults: Fault[] = []
const gateway: SmsGateway = {
  async send(sms) {
    const fault = faults.shift() ?? 'none'
    if (fault === 'refuses') throw new SmsRefused('no such number')
    if (fault === 'timeout' || fault === 'busy') throw new Error(fault)
    if (!phone.has(sms.reference)) phone.set(sms.reference, sms)
    if (fault === 'diesAfterTaking') throw new Error('gone')
    return 'handedOver'
  },
}
const day = 24 * 3_600_000
const jobs = () => ({
  database: w.database,
  clock: w.clock,
  gateway: { send: async () => undefined },
  sms: gateway,
  baseUrl: 'http://localhost',
  digestFrom: '15.00',
})

before(async () => {
  w = await world()
  system = await systemTokens(w.source.ownerUrl)
  course = await startedCourse(w, { day: '2026-11-23' })
})
after(async () => {
  await system.close()
  await w.close()
})

const clean = async (rule: ContactRule | null) => {
  phone = new Map()
  faults = []
  // Time goes on, never back; a new story begins on the morning of the next day.
  const now = w.clock.now().getTime()
  w.clock.set(new Date(rule ? now + 60_000 : Math.ceil(now / day) * day + day / 3).toISOString())
  await asKeeper(w.source.ownerUrl, async kysely => {
    await sql`update message.outgoing set state = 'stopped', why = 'off' where state in ('queued', 'unknown')`.execute(
      kysely,
    )
  })
  if (rule) await ask(rule)
}
const ask = (rule: ContactRule) => {
  w.clock.set(new Date(w.clock.now().getTime() + 1_000).toISOString())
  return w.lone.does(db => setContactRule(db, course.family, rule, w.clock.now()))
}
const send = async () => {
  for (const { token } of system.tokens)
    await sendMessages({ database: w.database, token, sms: gateway, sender: 'Aftale', clock: w.clock })
}
const book = async (day: string, time = '10:00') => {
  const booked = await w.lone.does(db => bookSession(db, course.id, talk(w, day, time), w.clock))
  assert.ok(booked.ok, JSON.stringify(booked))
  return booked.id
}
const cancel = (id: string, verb: 'cancelByUs' | 'cancelByHer' = 'cancelByHer') =>
  w.lone.does(async db => {
    const session = (await fileOf(db, course.id)).sessions.find(one => one.id === id)
    return closeSession(db, course.id, id, { verb, seen: session?.version ?? -1 }, w.clock)
  })
const about = (id: string) => w.lone.does(async db => (await messagesAbout(db, course.family)).get(id) ?? [])
const states = async (id: string) => (await about(id)).map(m => [m.kind, m.state, m.why])
const texts = () => [...phone.values()].map(sms => sms.text)

test('Amina has said yes: she hears of the appointment, is reminded the day before, and hears when it is off', async () => {
  await clean(yes)
  const session = await book('2026-12-02')
  await send()
  await send()
  assert.deepEqual(texts(), ['Aftale: onsdag 2. december kl. 10.00.'])
  w.clock.set('2026-12-01T09:30:00+01:00')
  await send()
  assert.equal(phone.size, 1)
  w.clock.set('2026-12-01T10:00:00+01:00')
  await send()
  assert.deepEqual(texts().slice(1), ['Husk aftalen onsdag 2. december kl. 10.00.'])
  await cancel(session, 'cancelByUs')
  await send()
  assert.deepEqual(texts().slice(2), ['Aftalen onsdag 2. december kl. 10.00 er aflyst.'])
  assert.equal(
    [...phone.values()].every(sms => sms.from === 'Aftale' && !/Amina|Test|Mødre/.test(sms.text)),
    true,
  )
})

test('A moved appointment: the old reminder is stopped, and the new time is told', async () => {
  await clean(yes)
  const old = await book('2026-12-03')
  await send()
  const moved = await w.lone.does(async db => {
    const { version } = (await fileOf(db, course.id)).sessions.find(one => one.id === old) ?? { version: -1 }
    const to = { appointment: talk(w, '2026-12-04', '11:00'), reason: 'sheCannot', note: null, seen: version }
    return rescheduleSession(db, course.id, old, to, w.clock)
  })
  assert.ok(moved.ok)
  await send()
  assert.deepEqual(texts().slice(1), ['Ny tid: fredag 4. december kl. 11.00.'])
  assert.deepEqual((await states(old)).slice(1), [['reminder', 'stopped', 'appointmentChanged']])
  await cancel(moved.id)
})

test('Nobody has asked: nothing is sent, Lone is asked to ask, once, and the appointment still stands', async () => {
  await clean({ ...yes, mayText: null })
  const page = await w.lone.get(`/forloeb/${course.id}/aftaler`)
  assert.match(page.text, /Der sendes ingen besked: vi ved ikke, om hun må få sms\. Spørg hende/)
  const session = await book('2026-12-07')
  await send()
  assert.equal(phone.size, 0)
  assert.deepEqual(await states(session), [
    ['made', 'stopped', 'notAsked'],
    ['reminder', 'stopped', 'notAsked'],
  ])
  const held = () => w.lone.does(db => holdingOf(db, course.family))
  assert.equal((await held())?.step, 'askContact')
  const shown = await w.lone.get(`/forloeb/${course.id}`)
  assert.match(shown.text, /Ikke sendt: vi ved ikke, om hun må få sms/)
  await ask({ ...yes, mayText: null })
  assert.equal((await held())?.step, 'session')
  await cancel(session)
})

test('She wants nothing digital: the appointment stands in the list of staff alone', async () => {
  await clean({ ...yes, noDigital: true })
  const session = await book('2026-12-08')
  await send()
  assert.equal(phone.size, 0)
  assert.deepEqual((await states(session))[0], ['made', 'stopped', 'noDigital'])
  assert.match((await w.lone.get('/beskeder')).text, /Ikke sendt: hun får intet digitalt/)
  await cancel(session)
})

test('She takes back her yes, and a loss is noted: what waits is stopped at once, and taking back starts nothing again', async () => {
  await clean(yes)
  const session = await book('2026-12-09')
  await ask({ ...yes, mayText: false })
  assert.deepEqual(
    (await states(session)).map(one => one[2]),
    ['ruleChanged', 'ruleChanged'],
  )
  await ask(yes)
  await send()
  assert.equal(phone.size, 0)
  await cancel(session)
  const other = await book('2026-12-10')
  const news = (kind: string) => w.lone.does(db => tellInside(db, { kind, family: course.family }, w.clock))
  await news('pregnancy.lost')
  assert.deepEqual(
    (await states(other)).map(one => one[2]),
    ['stopped', 'stopped'],
  )
  await news('pregnancy.lossTakenBack')
  await send()
  assert.equal(phone.size, 0)
  await cancel(other)
})

test('Whatever the gateway does, her phone gets each message once, or staff are told that it did not come', async () => {
  await clean(yes)
  const fault = fc.constantFrom<Fault>('none', 'timeout', 'diesAfterTaking', 'busy', 'refuses')
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 5 }), async story => {
      await clean(null)
      const session = await book('2027-03-01')
      faults = [...story]
      for (let round = 0; round < 7; round++) {
        await Promise.all([send(), send()])
        w.clock.set(new Date(w.clock.now().getTime() + 16 * 60_000).toISOString())
      }
      const [made] = await about(session)
      const came = phone.has(made?.id ?? '')
      assert.ok(phone.size <= 1)
      const at = story.findIndex(one => one === 'none' || one === 'refuses')
      const end = story[at] !== 'refuses' ? 'handedOver' : at === 0 ? 'failed' : 'unconfirmed'
      assert.equal(made?.state, end)
      assert.ok(end === 'unconfirmed' || came === (end === 'handedOver'))
      await cancel(session)
    }),
    { numRuns: 12 },
  )
})

test('Nobody knows whether a text came: the pages say so, Lone is asked to tell her, and then it is told', async () => {
  await clean(yes)
  await clean(null)
  const session = await book('2027-03-02')
  const held = () => w.lone.does(async db => (await holdingOf(db, course.family))?.step)
  assert.equal(await held(), 'session')
  faults = Array.from({ length: 20 }, () => 'busy' as const)
  for (let round = 0; round < 9; round++) {
    await send()
    w.clock.set(new Date(w.clock.now().getTime() + 61 * 60_000).toISOString())
  }
  assert.deepEqual((await states(session))[0], ['made', 'unconfirmed', null])
  for (const { token } of system.tokens) await runJobs({ ...jobs(), tokens: system.tokens }, token)
  assert.equal(await held(), 'tellHer')
  const list = await w.lone.get('/beskeder')
  assert.match(list.text, /Ved ikke, om den kom frem/)
  assert.doesNotMatch(list.text, /kunne ikke afleveres/)
  assert.match((await w.lone.get('/arbejdsliste')).text, /Sige tiden til hende/)
  const page = await w.lone.get(`/forloeb/${course.id}`)
  assert.match(page.text, /Sig tiden til/)
  const done = await w.lone.follow(await w.lone.submit(page, `/forloeb/${course.id}/sagt`))
  assert.match(done.text, /sagt til hende/)
  assert.doesNotMatch(done.text, /id="sig-det"/)
  assert.equal(await held(), 'session')
  faults = []
  await cancel(session)
})

test('The database proves again that nothing went out against her rule, and finds it when something did', async () => {
  const broken = async () => {
    const faulty: string[] = []
    await asKeeper(w.source.ownerUrl, async kysely => {
      for (const check of checks.filter(one => one.promise.startsWith('No message')))
        faulty.push(...(await check.broken(kysely)))
    })
    return faulty
  }
  assert.deepEqual(await broken(), [])
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`insert into message.outgoing_event (organisation, id, family, outgoing, at, state)
      select organisation, ${newId()}, family, id, '2026-12-02T02:00:00Z', 'handedOver' from message.outgoing limit 1`.execute(
      kysely,
    ),
  )
  assert.equal((await broken()).length, 1)
})
