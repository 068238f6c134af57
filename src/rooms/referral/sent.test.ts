import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Shown, type World, world } from '../../../test/support/world.ts'
import type { Command } from './commands.ts'
import { giveFeedback } from './feedback.ts'
import { perform } from './perform.ts'
import { refer } from './refer.testing.ts'
import { amina } from './referral.testing.ts'
import { send } from './send.ts'
import type { FeedbackLevel } from './states.ts'
import { fileOf } from './store.ts'

let w: World
before(async () => {
  w = await world()
})
after(() => w.close())

/** Amina is referred by Karen and received by Bente. */
const sent = async (feedback: FeedbackLevel = 'status') => {
  const done = await w.karen.does(db => send(db, amina(feedback), w.clock))
  assert.ok(done.ok)
  return done.id
}
const bente = async (id: string, ...commands: Command[]) => {
  for (const command of commands) {
    const done = await w.bente.does(db => perform(db, id, command, w.clock))
    assert.ok(done.ok, JSON.stringify(done))
  }
}
const page = (id: string): Promise<Shown> => w.karen.get(`/henvisninger/${id}`)

describe('Karen sees what became of it', () => {
  test('where it stands, what was promised and who has her', async () => {
    const id = await sent()
    const shown = await page(id)
    assert.match(shown.text, /Amina Test Hansen Henvist til Mødrehjælpen mandag 23\. november/)
    assert.match(
      shown.text,
      /Modtaget Modtageren har ansvaret nu og kontakter hende\. om 5 hverdage Senest mandag 30\. november/,
    )
    assert.match(shown.text, /Vejen indtil nu Sendt .*Karen Test Vang Modtaget .*Mødrehjælpen/)
    assert.doesNotMatch(shown.html, /630498-?1234/)
  })

  test('at level none she reads the same whatever happens', async () => {
    const id = await sent('none')
    const before = (await page(id)).text
    await bente(id, { verb: 'contact' }, { verb: 'accept' })
    assert.equal((await page(id)).text, before)
    assert.match(before, /Hun har valgt, at du ikke får besked/)
    assert.doesNotMatch(before, /Senest|om \d|over /)
  })

  test('a question from the receiver stands first, with a form; her answer closes it', async () => {
    const id = await sent()
    await bente(id, { verb: 'askForInformation', note: 'Har hun et andet nummer? <b>' })
    const mine = await w.karen.get('/mine-henvisninger')
    assert.match(mine.text, /Venter på dig .*Amina Test Hansen .*Mangler en oplysning/)
    const shown = await page(id)
    assert.match(shown.text, /Modtageren spørger Har hun et andet nummer\? <b>/)
    const empty = await w.karen.submit(shown, `/henvisninger/${id}/svar`, { answer: '  ' })
    assert.equal(empty.status, 422)
    assert.match(empty.text, /Skriv dit svar/)
    const done = await w.karen.submit(empty, `/henvisninger/${id}/svar`, { answer: '00 00\0 99 99' })
    assert.match((await w.karen.follow(done)).text, /Svaret er sendt .*00 00 99 99/)
    const twice = await w.karen.submit(shown, `/henvisninger/${id}/svar`, { answer: 'for sent' })
    assert.equal(twice.status, 409)
    assert.match(twice.text, /En anden har været her imens/)
  })

  test('each field is corrected in one way, with a reason, and both sides see it', async () => {
    const id = await sent()
    const fields: [string, Record<string, string | string[]>, RegExp][] = [
      ['phone', { phone: '00 00 77 77' }, /Telefon 00007777/],
      ['name', { name: 'Amina Test Holm' }, /Amina Test Holm/],
      ['cpr', { cpr: '630499-1235' }, /CPR-nummer 630499-•••• Redigér CPR-nummer Fødselsdag 3\. april 1999/],
      ['dueDate', { dueDate: '1.4.2027' }, /Termin 1\. april 2027/],
      ['note', { note: 'مرحبا 💛' }, /Note مرحبا 💛/],
      ['site', { site: 'svendborg' }, /Sted OUH Svendborg/],
      ['mode', { mode: 'video' }, /Måde at mødes på Video/],
      ['track', { track: '' }, /Tilbud Intet bestemt ønske/],
      ['interpreter', { interpreter: 'no' }, /Tolk Nej/],
      ['language', { language: 'other', languageOther: 'Rohingya' }, /Sprog Rohingya/],
      ['language', { language: 'tr', languageOther: '' }, /Sprog Tyrkisk/],
      ['reasons', { reasons: ['depression'] }, /Det fylder depression/],
      [
        'contact',
        { alone: 'yes', call: 'no', text: 'no', message: 'no', readAlong: 'no' },
        /De ringer ikke\. De skriver ikke sms/,
      ],
    ]
    for (const [nth, [field, words, expected]] of fields.entries()) {
      w.clock.set(`2026-11-23T09:0${Math.floor(nth / 2)}:${nth % 2}0+01:00`)
      const form = await w.karen.get(`/henvisninger/${id}?ret=${field}`)
      const done = await w.karen.submit(form, `/henvisninger/${id}/rettelse`, { ...words, reason: 'sheAskedForIt' })
      assert.equal(done.status, 303, `${field}: ${done.text}`)
      assert.match((await w.karen.follow(done)).text, expected)
    }
    const after = (await page(id)).text
    assert.match(after, /Rettet: telefon .*Hun har bedt om det/)
    const log = /Rettelser .*Hvornår (.*?)(?= Vejen indtil nu| Træk henvisningen)/
    const hers = log.exec(after)?.[1] ?? ''
    assert.match(hers, /Termin 26\. marts 2027 1\. april 2027 Hun har bedt om det mandag 23\. november kl\. 09\.01/)
    assert.equal(log.exec((await w.bente.get(`/henvisninger/${id}`)).text)?.[1], hers)
    assert.match(after, /hvordan hun selv kan henvende sig\. om/, 'why she corrected is no news of the woman')
    const theirs = await w.bente.does(db => fileOf(db, id))
    assert.deepEqual(
      [theirs.referral.note, theirs.referral.mode, theirs.referral.language],
      ['مرحبا 💛', 'video', 'tr'],
    )
    w.clock.set('2026-11-23T09:00:00+01:00')
  })

  test('a correction that is wrong, without reason or "other" without words: her words stay', async () => {
    const id = await sent()
    const form = await w.karen.get(`/henvisninger/${id}?ret=dueDate`)
    const wrong = await w.karen.submit(form, `/henvisninger/${id}/rettelse`, {
      dueDate: '29.2.2027',
      reason: 'newDueDate',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /value="29\.2\.2027"/)
    assert.match(wrong.text, /Den dag findes ikke i kalenderen/)
    const both = await w.karen.submit(form, `/henvisninger/${id}/rettelse`, { dueDate: '1.4.27' })
    assert.match(both.text, /2 ting skal rettes.*årstallet med fire tal.*Vælg en af grundene/)
    assert.doesNotMatch(form.text, /Eller termin|hvad\? \(kan udelades\)/)
    const noReason = await w.karen.submit(wrong, `/henvisninger/${id}/rettelse`, { dueDate: '1.4.2027' })
    assert.match(noReason.text, /Vælg en af grundene/)
    const other = await w.karen.submit(noReason, `/henvisninger/${id}/rettelse`, {
      dueDate: '1.4.2027',
      reason: 'other',
    })
    assert.equal(other.status, 422)
    assert.match(other.text, /Skriv med dine egne ord/)
    const consent = await w.karen.submit(other, `/henvisninger/${id}/rettelse`, { felt: 'consent', reason: 'other' })
    assert.equal(consent.status, 404)
  })

  test('a correction after the consent has run out stays in her house, and she is told so', async () => {
    const id = await sent()
    await bente(id, { verb: 'contact' })
    w.clock.set('2027-11-24T09:00:00+01:00')
    const done = await w.karen.submit(
      await w.karen.get(`/henvisninger/${id}?ret=note`),
      `/henvisninger/${id}/rettelse`,
      {
        note: 'Har fået nyt job',
        reason: 'newInformation',
      },
    )
    w.clock.set('2026-11-23T09:00:00+01:00')
    assert.match(
      await w.karen.told(done),
      /Rettelsen er gemt hos jer\. Samtykket er udløbet, så modtageren får den ikke/,
    )
    assert.notEqual((await w.bente.does(db => fileOf(db, id))).referral.note, 'Har fået nyt job')
  })

  test('she takes it back, with a reason, and nothing more can be done', async () => {
    const id = await sent()
    const shown = await page(id)
    const none = await w.karen.submit(shown, `/henvisninger/${id}/tilbagetraekning`, {})
    assert.equal(none.status, 422)
    const done = await w.karen.submit(none, `/henvisninger/${id}/tilbagetraekning`, { withdrawReason: 'sheRegretted' })
    const after = await w.karen.follow(done)
    assert.match(after.text, /Trukket tilbage Der sker ikke mere\. Hun har fortrudt/)
    assert.doesNotMatch(after.html, /\/rettelse|\/tilbagetraekning|\?ret=/)
  })

  test('not reached: Karen is told, talks with her about another way, and says what came of it', async () => {
    const id = await sent()
    const miss: Command = { verb: 'recordAttempt', reached: false }
    await bente(id, miss, miss, miss, { verb: 'giveUp' })
    assert.match(
      (await w.karen.get('/mine-henvisninger')).text,
      /Venter på dig .*Ikke truffet\. Tal med hende om en anden vej senest/,
    )
    const shown = await page(id)
    assert.match(shown.text, /Tal med hende om en anden vej/)
    const none = await w.karen.submit(shown, `/henvisninger/${id}/kvittering`, {})
    assert.equal(none.status, 422)
    const done = await w.karen.submit(none, `/henvisninger/${id}/kvittering`, { outcome: 'codeCard' })
    const after = await w.karen.follow(done)
    assert.match(after.text, /Fulgt op .*Hun har fået et kodekort/)
    assert.doesNotMatch(after.html, /\/kvittering/)
  })

  test('the approved summary is shown at level summary alone', async () => {
    for (const level of ['status', 'summary'] as const) {
      const id = await sent(level)
      await bente(
        id,
        { verb: 'contact' },
        { verb: 'assign', person: w.lone.id },
        { verb: 'accept' },
        { verb: 'start' },
        { verb: 'end', reason: 'asAgreed' },
      )
      await w.bente.does(db =>
        giveFeedback(db, id, { summary: 'Vi talte om økonomi, og hun ved, hvor hun kan gå hen.' }, w.clock),
      )
      const shown = await page(id)
      assert.match(shown.text, /Afsluttet/)
      assert.equal(/Vi talte om økonomi/.test(shown.text), level === 'summary')
    }
  })

  test('a colleague at another place, and a counsellor, find no such page', async () => {
    const id = await sent()
    assert.equal((await w.mette.get(`/henvisninger/${id}`)).status, 404)
    assert.equal((await w.lone.get('/mine-henvisninger')).status, 404)
    const shown = await page(id)
    const hidden = shown.hidden(`/henvisninger/${id}/tilbagetraekning`)
    assert.equal(
      (await w.mette.post(`/henvisninger/${id}/tilbagetraekning`, { ...hidden, withdrawReason: 'sheRegretted' }))
        .status,
      404,
    )
    assert.equal(
      (await w.bente.post(`/henvisninger/${id}/tilbagetraekning`, { ...hidden, withdrawReason: 'sheRegretted' }))
        .status,
      404,
    )
  })

  test('Mine henvisninger: empty says what is fine; long lists are paged and nobody is left out', async () => {
    assert.match((await w.mette.get('/mine-henvisninger')).text, /Du har ikke henvist nogen endnu\. Henvis en kvinde/)
    const mine = await w.karen.get('/mine-henvisninger')
    assert.match(mine.text, /Undervejs/)
    const { id } = await refer(w.mette, { cpr: '680390-0009', phone: '00008888' })
    assert.match((await w.mette.get('/mine-henvisninger')).html, new RegExp(`/henvisninger/${id}`))
    assert.doesNotMatch((await w.karen.get('/mine-henvisninger')).html, new RegExp(id))
  })
})

describe('when nobody may contact Amina as the answers stand', () => {
  const unsafe = { contact: { ...amina().contact, alone: 'unknown' as const } }
  const shut = async () => {
    const done = await w.karen.does(db => send(db, amina('status', unsafe), w.clock))
    assert.ok(done.ok)
    return done.id
  }

  test('Karen is told why, finds it under what waits for her, and sees her own answer again when she corrects it', async () => {
    const id = await shut()
    const shown = await page(id)
    assert.match(shown.text, /Ingen må kontakte hende.*Spørg hende igen, når I er alene, og ret tryg kontakt/)
    assert.match(shown.text, /De ringer ikke, fordi det ikke er oplyst, om I var alene/)
    assert.doesNotMatch(shown.text, /og kontakter hende/)
    const mine = await w.karen.get('/mine-henvisninger')
    const row = new RegExp(`Venter på dig.*href="/henvisninger/${id}\\?ret=contact#ret".*Undervejs`, 's')
    assert.match(mine.html, row)
    const form = await w.karen.get(`/henvisninger/${id}?ret=contact`)
    assert.match(form.html, /name="call" value="yes" checked/)
  })

  test('Bente is not asked to call her but to ask Karen, until the answers are put right', async () => {
    const id = await shut()
    const hers = await w.bente.get(`/henvisninger/${id}`)
    assert.match(hers.text, /Ingen må ringe eller skrive til hende/)
    assert.doesNotMatch(hers.html, /\/kontaktforsoeg"/)
    assert.match(hers.html, /button-primary[^>]*href="[^"]*spoergsmaal"|href="[^"]*spoergsmaal"[^>]*button-primary/)
    const form = await w.karen.get(`/henvisninger/${id}?ret=contact`)
    w.clock.set('2026-11-23T10:30:00+01:00')
    const put = { alone: 'yes', call: 'yes', text: 'no', message: 'no', readAlong: 'no', reason: 'newInformation' }
    const done = await w.karen.submit(form, `/henvisninger/${id}/rettelse`, put)
    assert.equal(done.status, 303)
    assert.match((await w.bente.get(`/henvisninger/${id}`)).html, /\/kontaktforsoeg"/)
    assert.match((await page(id)).text, /og kontakter hende/)
  })
})

test('Karen reads the promise broken longest first, and each with its year', async () => {
  const fresh = await world('2026-11-02T09:00:00+01:00')
  try {
    const refer = async (name: string, phone: string) => {
      const who = { ...amina().who, cpr: null, name, phone }
      const consent = { ...amina().consent, givenOn: '2026-11-02', until: '2027-11-01' }
      const done = await fresh.karen.does(db => send(db, amina('status', { who, consent }), fresh.clock))
      assert.ok(done.ok)
      return done.id
    }
    const accepted = await refer('Rigmor Test Ny', '00000001')
    await refer('Pia Test Glemt', '00000002')
    fresh.clock.set('2026-11-20T09:00:00+01:00')
    for (const command of [{ verb: 'contact' }, { verb: 'accept' }] as Command[])
      assert.ok((await fresh.bente.does(db => perform(db, accepted, command, fresh.clock))).ok)
    const mine = await fresh.karen.get('/mine-henvisninger')
    assert.match(mine.text, /over Pia .*om \d hverdage? Rigmor|over Pia .*i dag Rigmor/)
    assert.match(mine.text, /sendt 2\. november 2026/)
  } finally {
    await fresh.close()
  }
})
