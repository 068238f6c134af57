import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../../test/support/database.ts'
import { type World, world } from '../../../../test/support/world.ts'
import { noteAbsence } from '../../govern/index.ts'
import { heldFamily, mayBeCalled } from '../families.testing.ts'
import { letGo } from '../store.ts'

let w: World
beforeEach(async () => {
  await w?.close()
  w = await world()
})
after(() => w.close())

const order = (text: string, ...parts: string[]) => {
  let from = 0
  for (const part of parts) {
    const at = text.indexOf(part, from)
    assert.ok(at >= 0, `${part} in ${text.slice(from)}`)
    from = at + part.length
  }
}

test('Rådgiver Lone sees the promise broken longest first, then today by the hour, then the week', async () => {
  await heldFamily(w, { pregnant: { name: 'Nadia Test Omar' }, due: '2026-11-27', step: 'planReview' })
  await heldFamily(w, {
    pregnant: { name: 'Mathilde Test Ko' },
    due: '2026-11-23',
    time: '10:00',
    step: 'session',
    subject: 'course',
  })
  await heldFamily(w, { pregnant: { name: 'Rikke Test Lund' }, due: '2026-11-20', bornOn: '2026-08-20' })
  await heldFamily(w, { pregnant: { name: 'Sofie Test Bo' }, due: '2026-11-23', time: '08:30', step: 'session' })
  await heldFamily(w, {
    pregnant: { name: 'Karla Test Hansen' },
    due: '2026-11-17',
    contact: { ...mayBeCalled, bestHours: ['9-11'] },
  })
  await heldFamily(w, { pregnant: { name: 'Julie Test Vad' }, due: '2026-12-14' })
  const page = await w.lone.get('/arbejdsliste')
  assert.equal(page.status, 200)
  order(
    page.text,
    'Løfter, der er brudt',
    '4 hverdage over',
    'Karla uge 31+2, OUH Odense',
    'Tage kontakt. Det var lovet senest tirsdag 17. november.',
    'Ring kl. 9–11. Læg ikke besked.',
    'Ring til Karla',
    '1 hverdag over',
    'Rikke barn 3 mdr., OUH Odense',
    'Ikke spurgt: ingen kontakt.',
    'I dag',
    'kl. 08.30',
    'Sofie',
    'kl. 10.00',
    'Mathilde',
    'Senere på ugen',
    'fredag',
    'Nadia',
    'Senere',
    'om 15 hverdage',
    'Julie',
  )
  assert.match(page.text, /2 løfter er brudt 2 skal ske i dag 1 senere på ugen/)
})

test('The button leads to the case, the name to who has her', async () => {
  const referred = await heldFamily(w, { contact: mayBeCalled })
  const helped = await heldFamily(w, { subject: 'course', step: 'session', pregnant: { name: 'Amina Test Ali' } })
  const page = await w.lone.get('/arbejdsliste')
  assert.match(page.html, new RegExp(`href="/henvisninger/${referred.subject}"[^>]*>Ring til Karla`))
  assert.match(page.html, new RegExp(`href="/forloeb/${helped.subject}"[^>]*>Åbn samtalen`))
  assert.match(page.html, new RegExp(`href="/familier/${helped.family}"[^>]*>Amina`))
})

test('Where nobody has asked her, the button does not say that one should call', async () => {
  await heldFamily(w, { contact: { ...mayBeCalled, aloneWhenAsked: null } })
  const page = await w.lone.get('/arbejdsliste')
  assert.match(page.text, /Ikke spurgt alene: ingen kontakt, før hun er det\. Åbn henvisningen/)
  assert.doesNotMatch(page.text, /Ring til/)
})

test('The views count and show the unassigned, the waiting, the broken and the ended of the house', async () => {
  await heldFamily(w, { pregnant: { name: 'Unna Test Ny' }, holder: w.bente, stage: 'unassigned', step: 'assign' })
  await heldFamily(w, { pregnant: { name: 'Vera Test Ro' }, holder: w.grete, stage: 'waiting', step: 'waiting' })
  await heldFamily(w, { pregnant: { name: 'Olga Test Sen' }, holder: w.hanne, due: '2026-11-16' })
  const over = await heldFamily(w, { pregnant: { name: 'Anna Test Slut' } })
  await w.lone.does(db =>
    letGo(db, over.family, { kind: 'referral', id: over.subject }, 'Afsluttet efter plan', w.clock.now()),
  )
  const mine = await w.lone.get('/arbejdsliste')
  assert.match(mine.text, /Mine 0 Ufordelte 1 Venter 1 Overskredne 1 Afsluttede 1/)
  assert.match(mine.text, /Ingen løfter venter på dig\. Se de ufordelte/)
  assert.match((await w.lone.get('/arbejdsliste?vis=ufordelte')).text, /Unna uge 31\+2, OUH Odense, hos Bente/)
  assert.match((await w.lone.get('/arbejdsliste?vis=venter')).text, /Vera .*hos Grete/)
  assert.match((await w.lone.get('/arbejdsliste?vis=overskredne')).text, /5 hverdage over Olga .*hos Hanne/)
  assert.match(
    (await w.lone.get('/arbejdsliste?vis=afsluttede')).text,
    /Anna mandag 23\. november Afsluttet efter plan Henvisningen/,
  )
  assert.match((await w.hanne.get('/arbejdsliste?vis=afsluttede')).text, /Ingen hjælp er afsluttet/)
  assert.match((await w.bente.get('/arbejdsliste?vis=afsluttede')).text, /Anna/)
})

test('On a day Lone covers for Grete, Grete’s families stand in her list, marked', async () => {
  await heldFamily(w, { pregnant: { name: 'Gerda Test Bo' }, holder: w.grete })
  assert.doesNotMatch((await w.lone.get('/arbejdsliste')).text, /Gerda/)
  await w.bente.does(db =>
    noteAbsence(db, [{ staff: w.grete.id, day: '2026-11-23', cover: w.lone.id, reason: 'holiday' }], w.clock.now()),
  )
  const page = await w.lone.get('/arbejdsliste')
  assert.match(page.text, /Gerda uge 31\+2, OUH Odense, for Grete/)
  assert.match(page.text, /Alle, der er væk i dag, har en afløser: Lone for Grete\./)
  w.clock.set('2026-11-24T09:00:00+01:00')
  assert.doesNotMatch((await w.lone.get('/arbejdsliste')).text, /Gerda/)
})

test('Letters instead of names are kept for her, on every page she opens later', async () => {
  await heldFamily(w, { contact: mayBeCalled })
  const page = await w.lone.get('/arbejdsliste')
  await w.lone.submit(page, '/arbejdsliste/visning', { navne: 'forbogstaver' })
  const after = await w.lone.get('/arbejdsliste')
  assert.match(after.text, /K\. H\. uge/)
  assert.match(after.text, /Ring til K\. H\./)
  assert.doesNotMatch(after.text, /Karla/)
})

test('Somebody looks along: the other families are gone until she says otherwise', async () => {
  await heldFamily(w, { due: '2026-11-23', time: '10:00', step: 'session' })
  const page = await w.lone.get('/arbejdsliste')
  const answer = await w.lone.submit(page, '/skaerm', { skaerm: 'ja' })
  assert.equal(answer.location, '/arbejdsliste')
  const hidden = await w.lone.follow(answer)
  assert.doesNotMatch(hidden.html, /Karla/)
  assert.match(hidden.text, /Listen er skjult, mens nogen ser med/)
  assert.match(hidden.html, /Vis alle familier igen/)
  assert.match((await w.lone.get('/arbejdsliste?vis=overskredne')).text, /Listen er skjult/)
  await w.lone.submit(hidden, '/skaerm', { skaerm: 'nej' })
  assert.match((await w.lone.get('/arbejdsliste')).text, /Karla/)
})

test('The shield never leads out of the house', async () => {
  const page = await w.lone.get('/arbejdsliste')
  assert.equal((await w.lone.submit(page, '/skaerm', { skaerm: 'ja', til: '//ond.example' })).location, '/')
})

test('What is fine is said only when it is true', async () => {
  await heldFamily(w, { due: '2026-11-25' })
  const fine = await w.lone.get('/arbejdsliste')
  assert.match(fine.text, /Den ene familie har en ansvarlig og et næste skridt med dato\./)
  assert.match(fine.text, /Intet løfte er brudt/)
  await heldFamily(w, { due: '2026-11-20', stage: 'unassigned', holder: w.bente })
  const less = await w.lone.get('/arbejdsliste')
  assert.match(less.text, /Alle 2 familier har en ansvarlig/)
  assert.doesNotMatch(less.text, /Intet løfte er brudt|Ingen familie venter på at blive fordelt/)
})

test('A family that fell out of every list stands on everybody’s page', async () => {
  const lost = await heldFamily(w, {})
  await heldFamily(w, {})
  await asKeeper(w.source.ownerUrl, kysely =>
    sql`delete from caseload.holding where family = ${lost.family}`.execute(kysely),
  )
  const page = await w.ida.get('/arbejdsliste')
  assert.match(page.text, /Det mangler 1 familie har ingen ansvarlig/)
  assert.doesNotMatch(page.text, /har en ansvarlig og et næste skridt/)
})

test('An empty list says what is fine', async () => {
  const page = await w.lone.get('/arbejdsliste')
  assert.match(page.text, /Ingen løfter venter på dig, og alle familier er fordelt\./)
  assert.doesNotMatch(page.text, /Ingen data/)
})

test('After fifty rows the list goes on, and no row is shown twice or left out', async () => {
  for (let n = 0; n < 103; n++)
    await heldFamily(w, {
      pregnant: { name: `Nr${n} Test Lang` },
      due: n % 3 === 0 ? '2026-11-23' : '2026-11-19',
      time: n % 2 === 0 ? '10:00' : undefined,
    })
  const names: string[] = []
  let address: string | undefined = '/arbejdsliste'
  let pages = 0
  while (address) {
    const page: Awaited<ReturnType<typeof w.lone.get>> = await w.lone.get(address)
    names.push(...[...page.html.matchAll(/class="bb-who"><a href="[^"]+">(Nr\d+)</g)].map(match => match[1] ?? ''))
    address = /rel="next" href="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&')
    pages++
  }
  assert.equal(pages, 3)
  assert.equal(names.length, 103)
  assert.equal(new Set(names).size, 103)
})

test('A place in the list that nobody gave is read as the beginning', async () => {
  await heldFamily(w, {})
  for (const efter of ['x', "2026-11-23~~';drop", '~~', '2026-99-99~1~2'])
    assert.equal((await w.lone.get(`/arbejdsliste?efter=${encodeURIComponent(efter)}`)).status, 200)
})

test('The administrator, the programme leader and the midwife have no such list', async () => {
  await heldFamily(w, {})
  for (const one of [w.arne, w.pernille, w.karen]) {
    const page = await one.get('/arbejdsliste')
    assert.equal(page.status, 404)
    assert.doesNotMatch(page.html, /Karla/)
  }
})

test('The list takes at most eight queries, however many rows', async () => {
  await heldFamily(w, {})
  const lines: string[] = []
  const write = process.stderr.write
  process.env.BROBYGGER_LOG = 'on'
  process.stderr.write = (line: string | Uint8Array) => lines.push(String(line)) > 0
  try {
    await w.lone.get('/arbejdsliste')
    await w.lone.get('/arbejdsliste?vis=afsluttede')
  } finally {
    process.stderr.write = write
    process.env.BROBYGGER_LOG = 'off'
  }
  const counts = lines.map(line => JSON.parse(line) as { path: string; queries: number }).map(line => line.queries)
  assert.equal(counts.length, 2)
  assert.ok(
    counts.every(count => count <= 8),
    String(counts),
  )
})
