import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asKeeper, testKeys } from '../../../../test/support/database.ts'
import { type World, world } from '../../../../test/support/world.ts'
import { data } from '../../../data.ts'
import type { Id } from '../../../kernel/ids.ts'
import { joinCases } from '../../../kernel/link.ts'
import { heldFamily } from '../../caseload/families.testing.ts'
import { letGo } from '../../caseload/index.ts'
import { carryOut, openOrders, orderBlocked, proposeDue } from '../index.ts'

let w: World
let family: Id
let subject: Id
let address: string
before(async () => {
  w = await world()
  const held = await heldFamily(w, { pregnant: { name: 'Amina Test Hansen' } })
  family = held.family
  subject = held.subject
  address = `/familier/${family}/rettigheder`
})
after(() => w.close())

const marks = async (maerke: string, grund = 'Hun bestrider oplysningerne.') =>
  w.bente.submit(await w.bente.get(address), `${address}/maerke`, { maerke, grund })

test('While the use of Amina’s case is limited every page about her says so, and nothing of it is shared', async () => {
  const joined = () => w.bente.does(db => db.attempt(() => joinCases(db, family, w.karen.organisation)))
  assert.equal((await joined()).ok, true)
  assert.equal((await marks('restriction-ja', '')).status, 422, 'not without a reason')
  assert.equal((await marks('restriction-ja')).status, 303)
  assert.match((await w.lone.get(`/familier/${family}`)).text, /Brugen af sagen er begrænset/)
  assert.match((await w.bente.get(`/familier/${family}`)).text, /Brugen af sagen er begrænset/)
  assert.deepEqual(await joined(), { ok: false, constraint: 'use_is_limited' })
  await marks('restriction-nej', 'Oplysningerne er rettet.')
  assert.doesNotMatch((await w.lone.get(`/familier/${family}`)).text, /begrænset/)
  assert.match(
    (await w.bente.get(address)).text,
    /Brugen er begrænset Nej, siden 23\. november 2026\. Oplysningerne er rettet/,
  )
})

test('Amina’s claim and the answer both stand, and those it was passed on to are told', async () => {
  await w.bente.submit(await w.bente.get(address), address, {
    slags: 'correction',
    hvem: 'woman',
    hvordan: 'paper',
    modtaget: '20.11.2026',
    ord: 'Jeg har ikke sagt, at jeg er bange.',
  })
  const page = await w.bente.get(address)
  const id = /name="anmodning" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  const answer = (besked: string) =>
    w.bente.submit(page, `${address}/svar`, {
      anmodning: id,
      [`svar-${id}`]: 'granted',
      [`ord-${id}`]: 'Det er rettet.',
      [`besked-${id}`]: besked,
    })
  const silent = await answer('')
  assert.equal(silent.status, 422)
  assert.match(silent.text, /Skriv, hvem hos de andre der har fået besked/)
  assert.equal((await answer('Jordemoder Karen, Region Syddanmark')).status, 303)
  const after = await w.bente.get(address)
  assert.match(
    after.text,
    /Jeg har ikke sagt, at jeg er bange\. Svar Ja Begrundelse Det er rettet\. Besked givet til Jordemoder Karen/,
  )
  const twice = await w.bente.post(`${address}/svar`, {
    ...after.hidden(address),
    anmodning: id,
    [`svar-${id}`]: 'refused',
    [`ord-${id}`]: 'Nej.',
  })
  assert.equal(twice.status, 409)
})

test('A case is erased when somebody has decided it, help has ended, and nothing holds it back', async () => {
  assert.match((await w.bente.get(address)).text, /Hjælpen er i gang\. Afslut sagen først\./)
  await w.bente.does(db => letGo(db, family, { kind: 'referral', id: subject }, 'slut', w.clock.now()))
  const decide = async () =>
    w.bente.submit(await w.bente.get(address), `${address}/sletning`, {
      aarsag: 'asked',
      hvorfor: 'Hun har bedt om det.',
    })
  assert.equal((await decide()).status, 303)
  await marks('hold-ja', 'Der er en klagesag.')
  const round = () =>
    asKeeper<string[]>(w.source.ownerUrl, async kysely => {
      const [order] = await openOrders(kysely)
      if (!order) return []
      const why = await orderBlocked(kysely, data, order, w.clock.now())
      if (why.length === 0)
        await carryOut(kysely, { data, keys: testKeys, now: w.clock.now(), outside: () => undefined }, order)
      return why
    })
  assert.deepEqual(await round(), ['Sagen er holdt tilbage fra sletning.'])
  await marks('hold-nej', 'Klagesagen er slut.')
  assert.deepEqual(await round(), [])
  assert.equal((await w.bente.get(address)).status, 404)
  assert.equal((await w.bente.get(`/familier/${family}`)).status, 404)
  assert.match((await w.dorte.get('/rettigheder')).text, /Én sag er slettet/)
})

test('Six years after the last thing happened a case is proposed to Dorte, and nothing is erased by it', async () => {
  const old = await heldFamily(w, { pregnant: { name: 'Sofie Test Holm' } })
  await w.bente.does(db => letGo(db, old.family, { kind: 'referral', id: old.subject }, 'slut', w.clock.now()))
  const propose = (at: string) =>
    asKeeper<number>(w.source.ownerUrl, kysely => proposeDue(kysely, data, w.bente.organisation, new Date(at)))
  assert.equal(await propose('2031-11-22T09:00:00+01:00'), 0)
  assert.equal(await propose('2031-11-23T09:00:00+01:00'), 1)
  assert.match(
    (await w.dorte.get('/rettigheder')).text,
    new RegExp(`Familie ${old.family.slice(0, 8)} 23\\. november 2031`),
  )
  assert.equal((await w.lone.get(`/familier/${old.family}`)).status, 200)
})

test('Dorte reads the record of processing of her own house', async () => {
  const page = await w.dorte.get('/fortegnelse')
  assert.match(page.text, /Mødrehjælpen/)
  for (const head of ['Formål', 'Kategorier af personer', 'Modtagere', 'Frister for sletning', 'Sikkerhed'])
    assert.match(page.text, new RegExp(head))
  assert.equal((await w.lone.get('/fortegnelse')).status, 404)
})
