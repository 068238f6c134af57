import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type World, world } from '../../../../test/support/world.ts'
import { familyOf, openFamily, setPregnancy } from '../../family/index.ts'
import { rosterOf } from '../../govern/index.ts'
import { heldFamily, mayBeCalled } from '../families.testing.ts'
import { loadOf } from '../load.ts'
import { placesOf } from '../places.ts'
import { holdingOf, letGo, turnsOf } from '../store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

const aMinuteLater = () => w.clock.set(new Date(w.clock.now().getTime() + 60_000).toISOString())

const find = async (who: World['lone'], hvem: string) => who.submit(await who.get('/familier'), '/familier', { hvem })

const audited = (family: string) =>
  asKeeper<{ staff: string; action: string; what: string }[]>(w.source.ownerUrl, async kysely => {
    const { rows } = await sql<{ staff: string; action: string; what: string }>`
      select staff, action, what from kernel.audit where ${family} = any(subjects) order by at`.execute(kysely)
    return rows
  })

test('A caller is found by name, phone or birthday, with who has her and where it stands', async () => {
  const { family, subject } = await heldFamily(w, {
    pregnant: { name: 'Rigmor Test Aagaard', phone: '00 00 43 21', birthDate: '1998-04-03' },
    holder: w.grete,
  })
  for (const typed of ['rigmor', 'Ågaard rigm', '+45 00004321', '3.4.1998', 'Rigmor 3/4 1998', '630498-1111']) {
    const page = await find(w.hanne, typed)
    assert.equal(page.status, 200)
    assert.match(
      page.text,
      /Rigmor Test Aagaard 3\. april 1998 Grete Test Lund Tage kontakt, tirsdag 24\. november/,
      typed,
    )
    assert.match(page.html, new RegExp(`href="/familier/${family}"`))
    assert.match(page.html, new RegExp(`href="/henvisninger/${subject}"`))
  }
  assert.ok((await audited(family)).some(row => row.staff === w.hanne.id && /search/.test(row.what)))
})

test('What was typed stands in no address: neither the form nor its answer', async () => {
  const page = await w.lone.get('/familier')
  assert.match(page.html, /<form method="post" action="\/familier"/)
  const answer = await find(w.lone, 'Rigmor')
  assert.equal(answer.location, null)
  assert.doesNotMatch(answer.html, /href="[^"]*rigmor/i)
})

test('Somebody known in another house reads exactly as somebody nobody knows', async () => {
  await w.karen.does(async db =>
    openFamily(
      db,
      { site: db.actor.sites[0] ?? null, pregnant: { name: 'Ottilie Test Region', phone: '00 00 77 77' } },
      w.clock.now(),
    ),
  )
  const theirs = await find(w.lone, 'Ottilie')
  const nobody = await find(w.lone, 'Xerxes')
  assert.match(theirs.text, /Ingen fundet/)
  assert.equal(theirs.text, nobody.text)
})

test('Too little to look for is told, with her own words kept', async () => {
  const page = await find(w.lone, 'k')
  assert.equal(page.status, 422)
  assert.match(page.text, /Skriv mindst to bogstaver af navnet/)
  assert.match(page.html, /value="k"/)
  for (const typed of ['', 'a\0b', '🙂', 'مرحبا', 'x'.repeat(30_000)]) {
    const { status } = await find(w.lone, typed)
    assert.ok([200, 422].includes(status), `${status} ${typed.slice(0, 20)}`)
  }
})

test('Nothing is found while somebody looks along', async () => {
  await heldFamily(w, { pregnant: { name: 'Signe Test Skjult' } })
  await w.ida.submit(await w.ida.get('/familier'), '/skaerm', { skaerm: 'ja' })
  const page = await find(w.ida, 'Signe')
  assert.doesNotMatch(page.text, /Signe/)
  assert.match(page.text, /Resultatet er skjult/)
})

test('Her page tells who has her, what is next, how she may be reached, and who had her before', async () => {
  const { family, subject } = await heldFamily(w, {
    pregnant: { name: 'Karla Test Hansen', phone: '00 00 12 34' },
    contact: { ...mayBeCalled, bestHours: ['9-11'] },
    due: '2026-11-26',
  })
  const page = await w.hanne.get(`/familier/${family}`)
  assert.match(page.text, /Har ansvaret Lone Test Holm/)
  assert.match(page.text, /Torsdag 26\. november Tage kontakt/)
  assert.match(page.text, /Ring kl\. 9–11\. Læg ikke besked\./)
  assert.match(page.text, /Telefon 00 00 12 34/)
  assert.match(page.text, /Uge 31\+2, termin 23\. januar 2027/)
  assert.match(page.html, new RegExp(`href="/henvisninger/${subject}"`))
  assert.ok((await audited(family)).some(row => row.staff === w.hanne.id && row.action === 'read'))
})

test('A family of another house, an unknown one and nonsense are the same missing page', async () => {
  const { family } = await heldFamily(w, {})
  const theirs = await w.karen.does(async db =>
    openFamily(db, { site: db.actor.sites[0] ?? null, pregnant: { name: 'Ottilie Test To' } }, w.clock.now()),
  )
  const missing = await w.lone.get('/familier/00000000-0000-4000-8000-000000000000')
  assert.equal(missing.status, 404)
  for (const [who, address] of [
    [w.lone, `/familier/${theirs}`],
    [w.lone, '/familier/sludder'],
    [w.arne, `/familier/${family}`],
    [w.pernille, `/familier/${family}`],
    [w.karen, `/familier/${family}`],
    [w.arne, `/familier/${family}/overdragelse`],
  ] as const) {
    const page = await who.get(address)
    assert.equal(page.status, 404, address)
    assert.equal(page.text, missing.text)
  }
})

test('A contact rule given on the phone holds at once, beside the old one', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/kontaktregel`
  const page = await w.lone.get(address)
  assert.match(page.text, /Nu gælder: Ikke spurgt: ingen kontakt\./)
  const answer = await w.lone.submit(page, address, {
    alone: 'yes',
    call: 'yes',
    message: 'no',
    text: 'unknown',
    readAlong: 'yes',
    hours: ['9-11', '13-15', 'sludder'],
    language: 'tr',
    interpreter: 'yes',
  })
  const after = await w.lone.follow(answer)
  assert.match(after.text, /Ring kl\. 9–11 og 13–15\. Læg ikke besked\. Tolk: tyrkisk\./)
})

test('She speaks a language that is on no list: Lone writes which, and is asked when she forgets', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/kontaktregel`
  const fields = { alone: 'yes', call: 'yes', message: 'no', text: 'no', readAlong: 'no', interpreter: 'yes' }
  const forgot = await w.lone.submit(await w.lone.get(address), address, { ...fields, language: 'other' })
  assert.equal(forgot.status, 422)
  assert.match(forgot.text, /Skriv, hvilket sprog/)
  assert.match(forgot.html, /value="other"[^>]*selected/)
  const said = await w.lone.submit(forgot, address, { ...fields, language: 'other', languageOther: 'Rohingya' })
  assert.match((await w.lone.follow(said)).text, /Tolk: rohingya\./)
  assert.match((await w.lone.get(address)).html, /value="Rohingya"/)
})

test('Two who change the contact rule at once: the second is shown both and loses nothing', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/kontaktregel`
  aMinuteLater()
  const [hers, theirs] = [await w.lone.get(address), await w.grete.get(address)]
  await w.grete.submit(theirs, address, { alone: 'yes', call: 'no', message: 'no', text: 'no', readAlong: 'no' })
  const second = await w.lone.submit(hers, address, {
    alone: 'yes',
    call: 'yes',
    message: 'no',
    text: 'no',
    readAlong: 'no',
  })
  assert.equal(second.status, 409)
  assert.match(second.text, /Ring ikke, skriv ikke\. Kontakt kun ved fremmøde\. Ring\. Læg ikke besked\./)
  const saved = await w.lone.submit(second, address, {
    alone: 'yes',
    call: 'yes',
    message: 'no',
    text: 'no',
    readAlong: 'no',
  })
  assert.equal(saved.status, 303)
})

test('A new due date is read as a day or as a week, and a birth stands beside it', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/termin`
  aMinuteLater()
  const page = await w.lone.get(address)
  assert.match(page.html, /value="23\.1\.2027"/)
  const byWeek = await w.lone.submit(page, address, { dueDate: '22+3', bornOn: '' })
  assert.match((await w.lone.follow(byWeek)).text, /Uge 22\+3, termin 26\. marts 2027/)
  aMinuteLater()
  const born = await w.lone.submit(await w.lone.get(address), address, { dueDate: '26.3.2027', bornOn: '20.11.2026' })
  assert.match((await w.lone.follow(born)).text, /Barn 3 dage, født 20\. november 2026/)
})

test('A day that cannot be is told at its field, with her own words kept', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/termin`
  const page = await w.lone.get(address)
  for (const [fields, message] of [
    [{ dueDate: '30.2.2027', bornOn: '' }, /Skriv terminen som en dag/],
    [{ dueDate: '29.2.2027', bornOn: '' }, /Skriv terminen som en dag/],
    [{ dueDate: '1.1.2026', bornOn: '' }, /passer ikke med en graviditet i dag/],
    [{ dueDate: '46+0', bornOn: '' }, /Skriv terminen som en dag/],
    [{ dueDate: '', bornOn: '24.11.2026' }, /kan ikke ligge i fremtiden/],
    [{ dueDate: '', bornOn: '1.1.1998' }, /over seks år/],
    [{ dueDate: '', bornOn: '' }, /Skriv en termin eller en fødsel/],
    [{ dueDate: '🙂\0', bornOn: '' }, /Skriv terminen som en dag/],
  ] as const) {
    const answer = await w.lone.submit(page, address, fields)
    assert.equal(answer.status, 422)
    assert.match(answer.text, message)
  }
  assert.equal((await w.lone.does(db => familyOf(db, family))).dueDate, '2027-01-23')
})

test('After a loss nobody sets a due date by mistake, and no week is shown', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/termin`
  const open = await w.lone.get(address)
  aMinuteLater()
  await w.lone.does(db => setPregnancy(db, family, { dueDate: '2027-01-23', lostOn: '2026-11-20' }, w.clock.now()))
  assert.match((await w.lone.get(address)).text, /Graviditeten endte 20\. november 2026\. Alle påmindelser er stoppet/)
  assert.equal((await w.lone.submit(open, address, { dueDate: '23.1.2027', bornOn: '' })).status, 409)
  const page = await w.lone.get(`/familier/${family}`)
  assert.match(page.text, /Graviditeten endte 20\. november 2026/)
  assert.doesNotMatch(page.text, /uge \d/i)
})

test('Lone hands a family to Grete: the same next step, the history kept, both told who has her', async () => {
  const { family } = await heldFamily(w, { pregnant: { name: 'Amina Test Ali' } })
  const address = `/familier/${family}/overdragelse`
  const page = await w.lone.get(address)
  assert.match(
    page.text,
    /Lone Test Holm har ansvaret for Amina nu\. Næste skridt følger med: tage kontakt, senest tirsdag 24\. november/,
  )
  aMinuteLater()
  const answer = await w.lone.submit(page, address, { til: w.grete.id, grund: 'newDistribution' })
  const after = await w.lone.follow(answer)
  assert.match(after.text, /Har ansvaret Grete Test Lund/)
  assert.match(after.text, /Ny fordeling\. Tage kontakt: senest tirsdag 24\. november/)
  const holding = await w.lone.does(db => holdingOf(db, family))
  assert.deepEqual([holding?.holder, holding?.due, holding?.step], [w.grete.id, '2026-11-24', 'contact'])
  assert.deepEqual(
    (await w.lone.does(db => turnsOf(db, family))).map(turn => turn.holder),
    [w.grete.id, w.lone.id],
  )
  assert.match((await w.grete.get('/arbejdsliste')).text, /Amina/)
})

test('Hanne takes responsibility herself', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/overdragelse`
  const answer = await w.hanne.submit(await w.hanne.get(address), address, { til: w.hanne.id, grund: 'tookOver' })
  assert.equal(answer.status, 303)
  assert.equal((await w.hanne.does(db => holdingOf(db, family)))?.holder, w.hanne.id)
})

test('Two who hand the same family over: one wins, the other is told', async () => {
  const { family } = await heldFamily(w, { site: 'svendborg' })
  const address = `/familier/${family}/overdragelse`
  const [first, second] = [await w.lone.get(address), await w.bente.get(address)]
  await w.lone.submit(first, address, { til: w.grete.id, grund: 'place' })
  const late = await w.bente.submit(second, address, { til: w.ida.id, grund: 'place' })
  assert.equal(late.status, 409)
  assert.match(late.text, /En anden har gemt imens .*Grete Test Lund Ida Test Bech/)
  assert.equal((await w.bente.does(db => holdingOf(db, family)))?.holder, w.grete.id)
})

test('A family goes to a colleague who may have her and to nobody else', async () => {
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/overdragelse`
  const page = await w.lone.get(address)
  for (const til of [w.arne.id, w.pernille.id, w.karen.id, w.lone.id, '', 'sludder']) {
    const answer = await w.lone.submit(page, address, { til, grund: 'place' })
    assert.equal(answer.status, 422, til)
    assert.match(answer.text, /Vælg den kollega, der får ansvaret/)
  }
})

test('When the help is over there is nothing to hand over, and her page says so', async () => {
  const { family, subject } = await heldFamily(w, {})
  await w.lone.does(db => letGo(db, family, { kind: 'referral', id: subject }, 'Afsluttet', w.clock.now()))
  const page = await w.lone.get(`/familier/${family}`)
  assert.match(page.text, /Der er ingen hjælp i gang her/)
  assert.match(page.text, /Hjælpen sluttede her/)
  assert.equal((await w.lone.get(`/familier/${family}/overdragelse`)).status, 404)
})

test('Grete has no place left: Lone is told, and hands one more over only with a reason that stays', async () => {
  const places = await w.lone.does(async db => placesOf(await rosterOf(db), await loadOf(db), w.grete.id))
  assert.ok(places.free > 0)
  for (let n = 0; n < places.free; n++) await heldFamily(w, { holder: w.grete })
  const { family } = await heldFamily(w, {})
  const address = `/familier/${family}/overdragelse`
  const chosen = { til: w.grete.id, grund: 'herWish' }
  const told = await w.lone.submit(await w.lone.get(address), address, chosen)
  assert.equal(told.status, 422)
  assert.match(told.text, new RegExp(`Grete Test Lund har ${places.total} familier på ${places.total} pladser`))
  assert.equal((await w.lone.does(db => holdingOf(db, family)))?.holder, w.lone.id)
  const done = await w.lone.submit(told, address, { ...chosen, alligevel: 'Lone er syg længe' })
  assert.match((await w.lone.follow(done)).text, /Hun har bedt om det\. Flere end pladserne: Lone er syg længe/)
  assert.equal((await w.lone.does(db => holdingOf(db, family)))?.holder, w.grete.id)
})

test('Sygehus Lillebælt has more families than hours: a hand-over there says so, whoever takes over', async () => {
  const { family } = await heldFamily(w, { holder: w.jonna, site: 'kolding' })
  for (let n = 0; n < 6; n++) await heldFamily(w, { holder: w.hanne, site: 'kolding', stage: 'active' })
  const address = `/familier/${family}/overdragelse`
  const told = await w.bente.submit(await w.bente.get(address), address, { til: w.ida.id, grund: 'place' })
  assert.equal(told.status, 422)
  assert.match(told.text, /Stedet har 7 familier på 6 pladser, uanset hvem der har dem/)
  const done = await w.bente.submit(told, address, { til: w.ida.id, grund: 'place', alligevel: 'Grete er syg' })
  assert.equal(done.status, 303, done.text)
})
