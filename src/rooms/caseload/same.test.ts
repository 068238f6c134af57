import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asKeeper } from '../../../test/support/database.ts'
import { type World, world } from '../../../test/support/world.ts'
import { familyOf } from '../family/index.ts'
import { heldFamily } from './families.testing.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

let minute = 0
const later = () => {
  minute += 1
  w.clock.set(`2026-11-23T10:${String(minute).padStart(2, '0')}:00+01:00`)
}
const same = (id: string) => `/familier/${id}/samme`
const contactOf = async (id: string) => (await w.bente.does(db => familyOf(db, id))).contact

/** Two files on one woman: she has another phone in the second. */
const twoFiles = async (name: string, phones: [string, string], birthDate = '1998-03-07') => {
  const one = await heldFamily(w, {
    pregnant: { name, birthDate, phone: phones[0] },
    contact: { mayCall: true, mayText: true, aloneWhenAsked: true, readAlong: false },
  })
  const two = await heldFamily(w, {
    pregnant: { name, birthDate, phone: phones[1] },
    holder: w.grete,
    contact: { mayCall: true, mayText: false, aloneWhenAsked: true, readAlong: true },
  })
  later()
  return [one.family, two.family] as const
}
const say = async (id: string, other: string, answer: 'ja' | 'nej') =>
  w.bente.submit(await w.bente.get(same(id)), same(id), { anden: other, samme: answer })
const explain = async (id: string, other: string, answer: 'ja' | 'nej', reason: string) =>
  w.bente.post(same(id), {
    ...(await w.bente.get(same(id))).hidden(same(id)),
    anden: other,
    samme: answer,
    [`grund-${other}`]: reason,
  })

test('Bente says that two files are one woman: each shows the other, both keep their holder, and she is found once', async () => {
  const [one, two] = await twoFiles('Sille Test Tofte', ['00001111', '00001112'])
  assert.match((await w.bente.get(same(one))).text, /Kan være den samme.*Sille Test Tofte/)
  const said = await w.bente.follow(await say(one, two, 'ja'))
  assert.match(said.text, /samme kvinde som Sille Test Tofte, sagt af Bente Test Friis/)
  for (const [here, there, phone] of [
    [one, two, '00001112'],
    [two, one, '00001111'],
  ] as const) {
    const page = await w.lone.get(`/familier/${here}`)
    assert.match(page.text, /Hendes andre sager/)
    assert.match(page.text, new RegExp(phone))
    assert.ok(page.html.includes(`/familier/${there}`))
  }
  assert.match((await w.lone.get(`/familier/${one}`)).text, /Lone Test Holm/)
  assert.match((await w.lone.get(`/familier/${two}`)).text, /Grete Test Lund/)
  const found = await w.lone.submit(await w.lone.get('/familier'), '/familier', { hvem: 'Sille Tofte' })
  assert.match(found.text, /Én fundet/)
  assert.match(found.text, /og en sag mere/)
})

test('the most careful of two rules for contact holds in both files, and a new one is hers in both', async () => {
  const [one, two] = await twoFiles('Signe Test Toft', ['00002221', '00002222'], '1997-03-07')
  await say(one, two, 'ja')
  for (const id of [one, two]) {
    const rule = await contactOf(id)
    assert.equal(rule?.mayText, false)
    assert.equal(rule?.readAlong, true)
    assert.equal(rule?.mayCall, true)
  }
  later()
  const form = await w.lone.get(`/familier/${one}/kontaktregel`)
  await w.lone.submit(form, `/familier/${one}/kontaktregel`, { alone: 'yes', call: 'no', text: 'no' })
  assert.equal((await contactOf(two))?.mayCall, false)
})

test('Bente was wrong: with a reason the files are told apart again, everything decided stands, and without one nothing happens', async () => {
  const [one, two] = await twoFiles('Selma Test Toft', ['00003331', '00003332'], '1996-03-07')
  await say(one, two, 'ja')
  later()
  const refused = await explain(one, two, 'nej', '  ')
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Skriv, hvad du har set/)
  const tooLong = await explain(one, two, 'nej', 'å'.repeat(501))
  assert.equal(tooLong.status, 422)
  assert.ok(tooLong.html.includes('å'.repeat(501)), 'her own words are kept')
  assert.match((await w.lone.get(`/familier/${two}`)).text, /Hendes andre sager/)
  const parted = await w.bente.follow(await explain(one, two, 'nej', 'Hun har en tvillingesøster.'))
  assert.match(parted.text, /samme kvinde som Selma Test Toft, sagt af Bente Test Friis/)
  assert.match(parted.text, /en anden end Selma Test Toft, sagt af Bente Test Friis. Grund: Hun har en tvillingesøster/)
  assert.doesNotMatch((await w.lone.get(`/familier/${two}`)).text, /Hendes andre sager/)
  later()
  await explain(one, two, 'ja', 'Søsteren er en anden.')
  assert.match((await w.lone.get(`/familier/${two}`)).text, /Hendes andre sager/)
})

test('who is the same as the same is the same, and one is taken out of three without the other two parting', async () => {
  const [one, two] = await twoFiles('Silje Test Tang', ['00004441', '00004442'], '1995-03-07')
  const [three] = await twoFiles('Silje Test Tang', ['00004443', '00004444'], '1995-03-07')
  await say(one, two, 'ja')
  await say(two, three, 'ja')
  const all = await w.lone.get(`/familier/${one}`)
  for (const other of [two, three]) assert.ok(all.html.includes(`/familier/${other}`))
  later()
  await explain(one, two, 'nej', 'To er en anden.')
  const [first, second, third] = [
    await w.lone.get(`/familier/${one}`),
    await w.lone.get(`/familier/${two}`),
    await w.lone.get(`/familier/${three}`),
  ]
  assert.doesNotMatch(second.text, /Hendes andre sager/)
  // One and three hung together by two alone: nobody has said that they are the same.
  assert.doesNotMatch(first.text + third.text, /Hendes andre sager/)
})

test('what somebody has told apart is not put together in passing', async () => {
  const [one, two] = await twoFiles('Sanne Test Tved', ['00005551', '00005552'], '1994-03-07')
  await say(one, two, 'nej')
  later()
  const tried = await w.bente.follow(await say(one, two, 'ja'))
  assert.match(tried.text, /Sagt at være en anden Sanne Test Tved/)
  assert.match(tried.text, /Hører sammen Ingen andre sager/)
  assert.doesNotMatch((await w.lone.get(`/familier/${two}`)).text, /Hendes andre sager/)
})

test('a midwife, another house and an unknown file get the same answer, and nothing is decided', async () => {
  const [one, two] = await twoFiles('Stine Test Tind', ['00006661', '00006662'], '1993-03-07')
  const page = await w.bente.get(same(one))
  const hidden = page.hidden(same(one))
  const unknown = '00000000-0000-4000-8000-000000000000'
  const answers = await Promise.all([
    w.karen.get(same(one)),
    w.pernille.get(same(one)),
    w.bente.get(same(unknown)),
    w.bente.post(same(one), { ...hidden, anden: unknown, samme: 'ja' }),
  ])
  assert.deepEqual(
    answers.map(answer => answer.status),
    [404, 404, 404, 404],
  )
  assert.doesNotMatch((await w.lone.get(`/familier/${two}`)).text, /Hendes andre sager/)
})

test('a decision cannot be rewritten by anybody who signs in', async () => {
  const [one, two] = await twoFiles('Sofia Test Torp', ['00007771', '00007772'], '1992-03-07')
  await say(one, two, 'ja')
  await assert.rejects(
    w.bente.does(db => sql`update family.likeness set same = false where family = ${one}`.execute(db.tables())),
    /permission denied/,
  )
  await assert.rejects(
    asKeeper(w.source.ownerUrl, kysely => sql`update family.likeness set same = false`.execute(kysely)),
    /likeness|history|change/,
  )
})
