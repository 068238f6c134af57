import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type Person, type Shown, type World, world } from '../../../test/support/world.ts'
import type { Form } from '../../kernel/visit.ts'
import { routes } from '../../rooms.ts'
import { amina } from './referral.testing.ts'
import { type Sending, send } from './send.ts'
import type { FeedbackLevel } from './states.ts'
import { referralOf } from './store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const sent = async (feedback: FeedbackLevel = 'status', more: Partial<Sending> = {}): Promise<string> => {
  const outcome = await w.karen.does(db => send(db, amina(feedback, more), w.clock))
  assert.ok(outcome.ok)
  return outcome.id
}
const at = (id: string, noun = ''): string => `/henvisninger/${id}${noun && `/${noun}`}`

/** Opens the form of an act and sends it. */
const act = async (who: Person, id: string, noun: string, fields: Form = {}): Promise<Shown> => {
  const form = await who.get(at(id, noun))
  assert.equal(form.status, 200, `${noun}: ${form.text}`)
  return who.submit(form, at(id, noun), fields)
}
const done = async (who: Person, id: string, noun: string, fields: Form = {}): Promise<Shown> => {
  const answer = await act(who, id, noun, fields)
  assert.equal(answer.status, 303, `${noun}: ${answer.status} ${answer.text.slice(0, 400)}`)
  return who.follow(answer)
}

test('Karen sends, Bente assigns, Lone calls and takes her in; Karen reads where it stands', async () => {
  const id = await sent()
  const inbox = await w.bente.get('/henvisninger')
  assert.match(inbox.text, /Amina Test Hansen/)
  const first = await w.bente.get(at(id))
  assert.match(first.text, /Modtaget.*Har ansvaret Bente Test Friis.*En skal tage imod hende/)
  assert.match(first.text, /Henvist af Karen Test Vang, jordemoder, Region Syddanmark/)
  assert.match(first.text, /630498-••••/)
  assert.doesNotMatch(first.html, /630498-?1234/)
  assert.match(first.text, /Tryg kontakt Ring kl. 9–11\. Læg ikke besked/)

  const assigned = await done(w.bente, id, 'tildeling', { person: w.lone.id })
  assert.match(assigned.text, /Har ansvaret Lone Test Holm/)
  await done(w.lone, id, 'kontaktforsoeg', { reached: 'no', note: 'Optaget' })
  const reached = await done(w.lone, id, 'kontaktforsoeg', { reached: 'yes' })
  assert.match(reached.text, /Kontaktet/)
  const accepted = await done(w.lone, id, 'tilsagn')
  assert.match(accepted.text, /Taget imod/)
  assert.match(
    accepted.text,
    /Ringet mandag 23\. november kl\. 09\.00 uden at få fat i hende .* Lone Test Holm\. Optaget/,
  )

  const hers = await w.karen.get(at(id))
  assert.equal(hers.status, 200)
  assert.match(hers.text, /Taget imod De tager imod hende/)
  assert.doesNotMatch(hers.html, /Lone|Optaget|Bente/)
})

test('at each level Karen is told what Amina said yes to, and no more', async () => {
  const status: Record<FeedbackLevel, RegExp> = {
    none: /Hun har valgt, at du ikke får besked/,
    status: /De kan ikke hjælpe her.*Ingen plads inden for rimelig tid/,
    summary: /De kan ikke hjælpe her.*Ingen plads inden for rimelig tid/,
  }
  for (const level of ['none', 'status', 'summary'] as const) {
    const id = await sent(level)
    const told = await done(w.bente, id, 'afvisning', { reason: 'noCapacity', note: 'Prøv igen til foråret' })
    assert.match(told.text, level === 'none' ? /Har ansvaret Bente/ : /Henviseren taler med hende/)
    const hers = await w.karen.get(at(id))
    assert.match(hers.text, status[level])
    if (level === 'none') assert.doesNotMatch(hers.html, /plads inden|foråret|Kan ikke tages imod/)
  }
})

test('what she answered herself reaches the referrer at level summary alone', async () => {
  for (const level of ['status', 'summary'] as const) {
    const id = await sent(level)
    await done(w.bente, id, 'tildeling', { person: w.lone.id })
    await done(w.lone, id, 'hun-siger-nej', { reason: 'wantsAnonymous', note: 'Hun vil ikke have det i journalen' })
    const hers = await w.karen.get(at(id))
    assert.match(hers.text, /Hun har sagt nej tak/)
    assert.equal(/Vil hellere være anonym/.test(hers.html), level === 'summary')
    assert.doesNotMatch(hers.html, /journalen/)
  }
})

test('Mette at another birth place, the leader and the administrator see nothing, as if it did not exist', async () => {
  const id = await sent()
  const nowhere = await w.mette.get(at('00000000-0000-4000-8000-000000000000'))
  assert.equal(nowhere.status, 404)
  for (const one of [w.mette, w.pernille, w.arne]) {
    const shut = await one.get(at(id))
    assert.equal(shut.status, 404)
    assert.equal(shut.text, nowhere.text)
    for (const { method, path } of routes.filter(route => route.path.startsWith('/henvisninger/:id'))) {
      if (path.endsWith('/forloeb')) continue
      const address = path.replace(':id', id)
      const answer = method === 'get' ? await one.get(address) : await one.post(address, { _token: id })
      assert.equal(answer.status, 404, `${method} ${path}`)
      assert.doesNotMatch(answer.html, /Amina/)
    }
  }
  for (const one of [w.pernille, w.arne]) assert.equal((await one.get('/tildel')).status, 404)
})

test('a municipality that is linked to nothing finds no row at all', async () => {
  await sent()
  const staff = await asKeeper<{ id: string; organisation: string }>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ id: string; organisation: string }>`
      with house as (insert into govern.organisation (key, name, kind) values ('odense-kommune-test', 'Odense Kommune', 'kommune') returning id)
      insert into govern.staff (organisation, name, title, role, email, starts_on, synthetic)
      select id, 'Mona Test Kommune', 'Rådgiver', 'counsellor', 'mona@example.org', '2022-01-01', true from house
      returning id, organisation`.execute(kysely)
    return rows[0] as { id: string; organisation: string }
  })
  const mona = await w.person(staff.id, staff.organisation, 'Mona Test Kommune')
  const seen = await mona.does(async db => {
    const { rows } = await sql<{
      n: number
    }>`select (select count(*) from referral.referral) + (select count(*) from referral.state)
      + (select count(*) from referral.urgency) as n`.execute(db.tables())
    return rows[0]?.n
  })
  assert.equal(seen, 0)
  assert.match((await mona.get('/henvisninger')).text, /Alle nye henvisninger er tildelt/)
})

test('of two coordinators at once one wins, and the other is told and keeps her choice', async () => {
  const id = await sent()
  const [bentes, lones] = [await w.bente.get(at(id, 'tildeling')), await w.lone.get(at(id, 'tildeling'))]
  const answers = await Promise.all([
    w.bente.submit(bentes, at(id, 'tildeling'), { person: w.jonna.id }),
    w.lone.submit(lones, at(id, 'tildeling'), { person: w.lone.id, note: 'Jeg kender hende' }),
  ])
  assert.deepEqual(answers.map(answer => answer.status).toSorted(), [303, 409])
  const told = answers.find(answer => answer.status === 409) as Shown
  assert.match(told.text, /En anden har gemt imens/)
  assert.match(told.text, /Din tekst er ikke gemt endnu/)
  const winner = answers[0]?.status === 303 ? w.jonna.id : w.lone.id
  assert.equal((await w.bente.does(db => referralOf(db, id))).holder, winner)
  if (winner === w.jonna.id) assert.match(told.html, /Jeg kender hende/)
})

test('the same form sent twice has one effect', async () => {
  const id = await sent()
  const form = await w.bente.get(at(id, 'kontaktforsoeg'))
  const fields = { ...form.hidden(at(id, 'kontaktforsoeg')), reached: 'no' }
  const [one, two] = await Promise.all([
    w.bente.post(at(id, 'kontaktforsoeg'), fields),
    w.bente.post(at(id, 'kontaktforsoeg'), fields),
  ])
  assert.deepEqual([one?.status, two?.status, one?.location], [303, 303, two?.location])
  assert.equal((await w.bente.does(db => referralOf(db, id))).attempts, 1)
})

test('only after three attempts may Lone stop, and then Karen has the task', async () => {
  const id = await sent()
  await done(w.bente, id, 'tildeling', { person: w.lone.id })
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
    w.clock.set(`${day}T10:10:00+01:00`)
    const page = await w.lone.get(at(id))
    assert.doesNotMatch(page.html, /\/opgivet"/)
    await done(w.lone, id, 'kontaktforsoeg', { reached: 'no' })
  }
  const early = await sent()
  const refused = await act(w.bente, early, 'opgivet')
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Prøv tre gange/)
  assert.match((await w.lone.get(at(id))).html, /\/opgivet"/)
  await done(w.lone, id, 'opgivet')
  assert.match((await w.karen.get(at(id))).text, /Tal med hende om en anden vej/)
  w.clock.set('2026-11-23T09:00:00+01:00')
})

test('when Lone calls, number and contact rule stand at the form, and a call outside Amina’s hours is no try', async () => {
  w.clock.set('2026-11-23T13:20:00+01:00')
  try {
    const id = await sent()
    await done(w.bente, id, 'tildeling', { person: w.lone.id })
    const page = await w.lone.get(at(id))
    assert.match(
      page.text,
      /Næste skridt .*Tryg kontakt Ring kl\. 9–11\. Læg ikke besked.*00 00 12 34.*Noter et opkald/,
    )
    const form = await w.lone.get(at(id, 'kontaktforsoeg'))
    assert.match(form.text, /Tryg kontakt Ring kl\. 9–11.*Telefon 00 00 12 34 Fik du fat i hende/)
    assert.match(form.html, /name="time"[^>]*value="13\.20"|value="13\.20"[^>]*name="time"/)
    const night = await done(w.lone, id, 'kontaktforsoeg', { reached: 'no', time: '4.45' })
    assert.match(night.text, /Ringet mandag 23\. november kl\. 04\.45 uden at få fat i hende.*uden for hendes tider/)
    assert.match((await w.lone.get(at(id, 'kontaktforsoeg'))).text, /Der er ikke noteret forgæves opkald, der tæller/)
    await done(w.lone, id, 'kontaktforsoeg', { reached: 'no', time: '9.10' })
    const again = await done(w.lone, id, 'kontaktforsoeg', { reached: 'no', time: '9.12' })
    assert.match(again.text, /tæller ikke som et nyt forsøg/)
    assert.equal((await w.lone.does(db => referralOf(db, id))).attempts, 1)
    const late = await act(w.lone, id, 'kontaktforsoeg', { reached: 'no', time: '15.00' })
    assert.equal(late.status, 422)
    assert.match(late.text, /Skriv et tidspunkt, der ikke ligger i fremtiden/)
    const odd = await act(w.lone, id, 'kontaktforsoeg', { reached: 'no', time: 'efter frokost', day: '31.11.2026' })
    assert.match(odd.text, /Den dag findes ikke i kalenderen.*Skriv klokken som timer og minutter/)
  } finally {
    w.clock.set('2026-11-23T09:00:00+01:00')
  }
})

test('a slip of the hand is taken back, and stands in the history', async () => {
  const id = await sent()
  await done(w.bente, id, 'videre', { reason: 'healthVisitor' })
  const back = await done(w.bente, id, 'fortryd', { note: 'Forkert kvinde' })
  assert.match(back.text, /Har ansvaret Bente/)
  assert.match(back.text, /Vist videre.*Fortrudt/)
})

test('bad words come back with a sentence, and nothing is saved', async () => {
  const id = await sent()
  const { version } = await w.bente.does(db => referralOf(db, id))
  const cases: [string, Form, RegExp][] = [
    ['venteliste', { reason: 'nonsense' }, /Det kan ikke gøres nu|Vælg/],
    ['afvisning', { reason: 'other', note: ' ' }, /Skriv med dine egne ord/],
    ['afvisning', { reason: '' }, /Vælg en af grundene/],
    ['spoergsmaal', { note: '' }, /Skriv med dine egne ord/],
    ['tildeling', { person: '' }, /Vælg, hvem der har ansvaret/],
    ['tildeling', { person: w.karen.id }, /Vælg, hvem der har ansvaret/],
    ['naeste-skridt', { due: '31.2.2027', note: 'Ægte ord 🌿' }, /Den dag findes ikke/],
    ['naeste-skridt', { due: '1.1.2026' }, /Skriv en dag, der ikke er gået/],
    ['kontaktforsoeg', {}, /Vælg, om du fik fat i hende/],
    ['kontakt', { note: 'x'.repeat(30_001) }, /Skriv højst 30\.000 tegn/],
  ]
  for (const [noun, fields, sentence] of cases) {
    const answer = await act(w.bente, id, noun, fields)
    assert.ok([409, 422].includes(answer.status), `${noun}: ${answer.status}`)
    assert.match(answer.text, sentence, noun)
    if (String(fields.note).includes('🌿')) assert.match(answer.html, /Ægte ord 🌿/)
  }
  assert.equal((await w.bente.does(db => referralOf(db, id))).version, version)
})

test('no page of the receiver asks the database more than eight times', async () => {
  const id = await sent()
  await sent()
  const counted: string[] = []
  for (const path of [
    '/henvisninger/:id',
    '/henvisninger',
    '/tildel',
    '/henvisninger/:id/tildeling',
    '/henvisninger/:id/afvisning',
  ]) {
    const route = routes.find(one => one.method === 'get' && one.path === path)
    assert.ok(route)
    const queries = await w.bente.does(async db => {
      const before = db.queries
      await route.handle({
        db,
        statistics: work => w.database.asStatistics(work),
        actor: db.actor,
        viewer: { name: 'Bente Test Friis', title: 'Koordinator', organisation: 'Mødrehjælpen' },
        house: { origin: 'http://localhost', workplaces: [] },
        clock: w.clock,
        params: { id },
        query: {},
        form: {},
        formToken: id,
      })
      return db.queries - before
    })
    if (queries > 8) counted.push(`${path}: ${queries}`)
  }
  assert.deepEqual(counted, [])
})

test('the board shows one order: near birth first, then in haste, then who has waited longest', async () => {
  const fresh = await world()
  try {
    const refer = async (name: string, dueDate: string, day: string) => {
      fresh.clock.set(`${day}T10:00:00+01:00`)
      const content = amina('status', { who: { ...amina().who, cpr: null, name, phone: `000${name.length}0000` } })
      content.why = { ...content.why, dueDate }
      content.consent = { ...content.consent, givenOn: day, until: '2027-11-01' }
      const outcome = await fresh.karen.does(db => send(db, content, fresh.clock))
      assert.ok(outcome.ok)
      return outcome.id
    }
    await refer('Pia Test Lang', '2027-05-01', '2026-11-02')
    const hurried = await refer('Ida Test Hast', '2027-05-01', '2026-11-10')
    await refer('Freja Test Nær', '2027-01-10', '2026-11-20')
    fresh.clock.set('2026-11-23T09:00:00+01:00')
    const open = await fresh.bente.get(at(hurried))
    const marked = await fresh.bente.submit(open, at(hurried, 'hast'), { haster: 'ja' })
    assert.equal(marked.status, 303)
    const board = await fresh.bente.get('/tildel')
    assert.match(board.text, /3 familier venter/)
    assert.match(board.text, /1\. Freja.*2\. Ida.*3\. Pia/)
    assert.match(board.text, /Ida uge 17\+2, skal ses hurtigt, ingen kontakt endnu/)
    assert.match(board.text, /Lone Test Holm tirsdag og onsdag 0 af 18 timer om ugen/)
    const assigned = await fresh.bente.submit(board, at(hurried, 'tildeling'), { person: fresh.lone.id })
    assert.equal(assigned.location, '/tildel')
    const after = await fresh.bente.follow(assigned)
    assert.match(after.text, /2 familier venter.*1 af 18 timer/)
  } finally {
    await fresh.close()
  }
})

test('nobody is given more families than her hours, also when two are given at once', async () => {
  const fresh = await world()
  try {
    const kolding = async () => {
      const content = amina()
      content.wish = { ...content.wish, site: 'kolding' }
      const outcome = await fresh.karen.does(db => send(db, content, fresh.clock))
      assert.ok(outcome.ok)
      return outcome.id
    }
    const give = async (id: string) =>
      fresh.bente.submit(await fresh.bente.get(at(id, 'tildeling')), at(id, 'tildeling'), { person: fresh.grete.id })
    // Grete is in Kolding six hours a week: five fit, and of the next two one.
    for (let n = 0; n < 5; n += 1) assert.equal((await give(await kolding())).status, 303)
    const [one, two] = [await kolding(), await kolding()]
    const pages = [await fresh.bente.get(at(one, 'tildeling')), await fresh.bente.get(at(two, 'tildeling'))] as const
    const answers = await Promise.all([
      fresh.bente.submit(pages[0], at(one, 'tildeling'), { person: fresh.grete.id }),
      fresh.bente.submit(pages[1], at(two, 'tildeling'), { person: fresh.grete.id }),
    ])
    assert.deepEqual(answers.map(answer => answer.status).toSorted(), [303, 422])
    const told = answers.find(answer => answer.status === 422) as Shown
    assert.match(told.text, /Der er ikke plads/)
    assert.match(told.text, /Grete Test Lund, fuldt, torsdag/)
  } finally {
    await fresh.close()
  }
})

test('a likely duplicate is shown, and a person says whether it is one', async () => {
  const one = await sent('status', {
    who: { ...amina().who, cpr: '650301-1111', name: 'Sara Test Dublet', phone: '00009999' },
  })
  const two = await sent('status', {
    who: { ...amina().who, cpr: '650301-1111', name: 'Sara T. Dublet', phone: '00009998' },
  })
  const page = await w.bente.get(at(two))
  assert.match(page.text, /Kan være den samme.*Sara Test Dublet/)
  const other = (await w.bente.does(db => referralOf(db, one))).family
  const decided = await w.bente.submit(page, at(two, 'dubletter'), { anden: other, samme: 'nej' })
  assert.doesNotMatch((await w.bente.follow(decided)).text, /Kan være den samme/)
})

test('when OUH Odense is full Bente is told that it is the place and not Lone, and how to go on', async () => {
  const fresh = await world()
  try {
    const odense = async () => {
      const outcome = await fresh.karen.does(db => send(db, amina(), fresh.clock))
      assert.ok(outcome.ok)
      return outcome.id
    }
    const give = async (id: string) =>
      fresh.bente.submit(await fresh.bente.get(at(id, 'tildeling')), at(id, 'tildeling'), { person: fresh.lone.id })
    // Lone has 18 hours a week, but only twelve of them at OUH Odense.
    for (let n = 0; n < 12; n += 1) assert.equal((await give(await odense())).status, 303)
    const last = await odense()
    const board = await fresh.bente.get('/tildel')
    assert.match(board.text, /OUH Odense tirsdag og onsdag Stedets timer 12 af 12 timer om ugen fuldt/)
    assert.match(board.text, /Lone Test Holm tirsdag og onsdag 12 af 18 timer om ugen/)
    const form = await fresh.bente.get(at(last, 'tildeling'))
    assert.match(form.text, /Der er ikke plads på OUH Odense: 12 af 12 timer om ugen er taget, uanset hvem/)
    const refused = await give(last)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /Der er ikke plads på OUH Odense: 12 af 12 timer om ugen er taget/)
    assert.match(refused.text, /Ring til hende, noter opkaldet, og skriv hende så på venteliste/)
  } finally {
    await fresh.close()
  }
})

test('two coordinators give the last place at OUH Odense to two different counsellors at once: one is told it is gone', async () => {
  const fresh = await world()
  try {
    const odense = async () => {
      const outcome = await fresh.karen.does(db => send(db, amina(), fresh.clock))
      assert.ok(outcome.ok)
      return outcome.id
    }
    const give = async (id: string) =>
      fresh.bente.submit(await fresh.bente.get(at(id, 'tildeling')), at(id, 'tildeling'), { person: fresh.lone.id })
    for (let n = 0; n < 11; n += 1) assert.equal((await give(await odense())).status, 303)
    const [one, two] = [await odense(), await odense()]
    // Two seats of the coordinator's role, each with a page from before.
    const pages = [await fresh.bente.get(at(one, 'tildeling')), await fresh.bente.get(at(two, 'tildeling'))] as const
    const answers = await Promise.all([
      fresh.bente.submit(pages[0], at(one, 'tildeling'), { person: fresh.lone.id }),
      fresh.bente.submit(pages[1], at(two, 'tildeling'), { person: fresh.jonna.id }),
    ])
    assert.deepEqual(answers.map(answer => answer.status).toSorted(), [303, 422])
    const told = answers.find(answer => answer.status === 422) as Shown
    assert.match(told.text, /Der er ikke plads på OUH Odense: 12 af 12 timer om ugen er taget/)
  } finally {
    await fresh.close()
  }
})

test('Bente cannot put Amina on the waiting list before somebody has talked with her, and is told just that', async () => {
  const id = await sent()
  const early = await act(w.bente, id, 'venteliste', { reason: 'noCapacity', note: 'Ægte ord' })
  assert.equal(early.status, 422)
  assert.doesNotMatch(early.text, /En anden har/)
  assert.match(early.text, /Tal med hende, før I skriver hende på venteliste\. Noter opkaldet først\./)
  assert.match(early.html, /kontaktforsoeg".*Ægte ord/s)
  await done(w.bente, id, 'kontaktforsoeg', { reached: 'yes' })
  const listed = await done(w.bente, id, 'venteliste', { reason: 'noCapacity' })
  assert.match(listed.text, /På venteliste/)
})

test('Lone may move her own date, but not out of sight, and past the promise only with a reason', async () => {
  const id = await sent()
  await done(w.bente, id, 'tildeling', { person: w.lone.id })
  const far = await act(w.lone, id, 'naeste-skridt', { due: '1.1.2099', note: 'Ferie' })
  assert.equal(far.status, 422)
  assert.match(far.text, /Vælg en dag inden for de næste 90 dage/)
  const silent = await act(w.lone, id, 'naeste-skridt', { due: '4.1.2027' })
  assert.equal(silent.status, 422)
  assert.match(silent.text, /Skriv hvorfor: dagen ligger efter det, hun er lovet \(senest mandag 30\. november\)/)
  const moved = await done(w.lone, id, 'naeste-skridt', { due: '4.1.2027', note: 'Hun er hos sin mor til jul' })
  assert.match(moved.text, /Mandag 4\. januar 2027/)
  assert.match(moved.text, /Lovet senest mandag 30\. november/)
  const inbox = await w.bente.get('/henvisninger?vis=i-gang')
  assert.match(inbox.text, /lovet senest mandag 30\. november/)
})

test('two women without a name are called alike everywhere, and never alike each other', async () => {
  const nameless = (cpr: string, phone: string) => ({ who: { ...amina().who, cpr, name: null, phone } })
  const one = await sent('status', nameless('630498-1111', '00005551'))
  await sent('status', nameless('640498-1112', '00005552'))
  const board = await w.bente.get('/tildel')
  const worklist = await w.bente.get('/arbejdsliste')
  for (const page of [board, worklist, await w.bente.get('/henvisninger')])
    for (const called of ['630498-••••', '640498-••••']) assert.ok(page.text.includes(called), called)
  assert.doesNotMatch(`${board.text} ${worklist.text}`, /Navn ikke oplyst|Tildel hende|Uden navn/)
  assert.match((await w.bente.get(at(one))).text, /^630498-••••/)
})
