import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Reading, Words } from './form.ts'
import { readConsent } from './steps/consent.ts'
import { contactRules, readContact } from './steps/contact.ts'
import { readWho } from './steps/who.ts'
import { readWhy } from './steps/why.ts'
import { readWish } from './steps/wish.ts'
import {
  checkAnswers,
  prefilled,
  type ReferralDraft,
  type StepContext,
  shortestHonestCase,
  withinConsent,
} from './steps.ts'

const context: StepContext = {
  today: '2026-11-23',
  reasons: ['anxiety', 'depression', 'adhd', 'economicProblems', 'socialProblems', 'lostChild'],
  tracks: ['t1', 't2', 't3'],
  advisedTrack: 't1',
  sites: ['odense', 'aabenraa'],
  recipients: ['moedrehjaelpen'],
}

const faults = (reading: Reading<unknown>): string[] => reading.errors.map(error => error.field)

// What the page fills in for Karen to see.
const page: Record<string, Words> = {
  wish: { track: 't1', site: 'odense', language: 'da', interpreter: 'no' },
  consent: {
    recipient: 'moedrehjaelpen',
    scope: ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'],
    until: '23.11.2027',
    feedback: 'status',
  },
}
const hand: ReferralDraft = {
  who: { cpr: '670390-0001', phone: '00 00 12 34' },
  why: { reasons: 'anxiety', week: '31+2' },
  wish: {},
  contact: { alone: 'yes', call: 'yes' },
  consent: { consent: 'written' },
}
const shortest: ReferralDraft = {
  ...hand,
  wish: { ...page.wish },
  consent: { ...page.consent, ...hand.consent },
}

test('the shortest honest referral takes seven inputs of the hand', () => {
  assert.deepEqual(
    Object.values(hand)
      .flatMap(words => Object.keys(words))
      .sort(),
    [...shortestHonestCase].sort(),
  )
  assert.ok(shortestHonestCase.length <= 7)
  assert.deepEqual(
    Object.values(page)
      .flatMap(words => Object.keys(words))
      .sort(),
    [...prefilled].sort(),
  )
  const { content, errors } = checkAnswers(shortest, context)
  assert.deepEqual(errors, [])
  assert.equal(content?.who.birthDate, '1990-03-07')
  assert.equal(content?.why.dueDate, '2027-01-23')
  assert.equal(content?.consent.until, '2027-11-23')
})

test('each of the seven is needed: without it the check says where', () => {
  for (const field of shortestHonestCase) {
    const without = Object.fromEntries(
      Object.entries(shortest).map(([step, words]) => [
        step,
        Object.fromEntries(Object.entries(words).filter(([name]) => name !== field)),
      ]),
    )
    const { content, errors } = checkAnswers(without, context)
    if (field === 'alone' || field === 'call') {
      assert.ok(content, 'may be sent, but nobody may ring her')
      assert.equal(contactRules(content.contact).mayCall, false)
    } else assert.ok(errors.length > 0 && content === null, field)
  }
})

test('a woman without a CPR number is referred by name, birth date and phone', () => {
  const reading = readWho({ name: 'Olena Test Koval', birthDate: '7.3.1990', phone: '+380 44 123 45 67' }, context)
  assert.deepEqual(reading.value, {
    cpr: null,
    replacement: false,
    name: 'Olena Test Koval',
    birthDate: '1990-03-07',
    phone: '+380441234567',
  })
  assert.deepEqual(faults(readWho({ name: 'Olena' }, context)), ['birthDate', 'phone'])
  assert.deepEqual(faults(readWho({}, context)), ['cpr'])
  assert.equal(readWho({ cpr: '070390-1AB2' }, context).value?.replacement, true)
})

test('what is wrong in Hvem is said at its field, and her words stay', () => {
  const form = { cpr: '3102901234', name: 'Kaja', birthDate: '31.2.1990', phone: 'nul nul' }
  const reading = readWho(form, context)
  assert.equal(reading.value, null)
  assert.deepEqual(faults(reading).sort(), ['birthDate', 'cpr', 'phone'])
  assert.deepEqual(reading.words, form)
  assert.deepEqual(faults(readWho({ cpr: '010100-4996', birthDate: '2.1.2000' }, context)), ['birthDate'])
})

test('due date and week fill each other, and must agree', () => {
  const why = (form: Words) => readWhy({ reasons: ['anxiety'], ...form }, context)
  assert.equal(why({ dueDate: '23.1.2027' }).value?.week, '31+2')
  assert.equal(why({ week: '31+2' }).value?.dueDate, '2027-01-23')
  assert.equal(why({ week: '31+2', dueDate: '23-01-2027' }).value?.dueDate, '2027-01-23')
  assert.match(why({ week: '30+0', dueDate: '23.1.2027' }).errors[0]?.message ?? '', /31\+2/)
  for (const week of ['45+0', '22+7', 'uge tre']) assert.deepEqual(faults(why({ week })), ['week'])
  for (const dueDate of ['29.2.2027', '1.1.2026', '1.1.2029']) assert.deepEqual(faults(why({ dueDate })), ['dueDate'])
  assert.deepEqual(faults(why({})), ['week'])
  assert.equal(why({ childBirthDate: '2.10.2026' }).value?.childBirthDate, '2026-10-02')
  assert.deepEqual(faults(why({ childBirthDate: '24.11.2026' })), ['childBirthDate'])
  assert.deepEqual(why({ notPregnant: 'yes' }).value?.dueDate, null)
  assert.deepEqual(faults(why({ notPregnant: 'yes', week: '20' })), ['notPregnant'])
})

test('a draft from Monday opened on Wednesday still means the same due date', () => {
  const monday = readWhy({ reasons: 'anxiety', week: '31+2' }, context)
  const wednesday = readWhy(monday.words, { ...context, today: '2026-11-25' })
  assert.equal(wednesday.value?.dueDate, monday.value?.dueDate)
  assert.equal(wednesday.value?.week, '31+4')
  const yes = readConsent({ ...page.consent, consent: 'written' }, context)
  const later = readConsent(yes.words, { ...context, today: '2026-11-25' })
  assert.ok(later.value?.given && later.value.consent.givenOn === '2026-11-23')
})

test('at most five reasons, and only those of the agreement', () => {
  const why = (reasons: string[]) => readWhy({ reasons, week: '20' }, context)
  assert.deepEqual(faults(why([])), ['reasons'])
  assert.deepEqual(faults(why(context.reasons.slice(0, 6))), ['reasons'])
  assert.deepEqual(faults(why(['horoscope'])), ['reasons'])
  assert.equal(why([...context.reasons.slice(0, 5), 'anxiety']).value?.reasons.length, 5)
})

test('a note may be long, in any script and with emoji; NUL is refused in a sentence', () => {
  const why = (note: string) => readWhy({ reasons: 'anxiety', week: '20', note }, context)
  assert.equal(why('💛'.repeat(30_000)).value?.note?.length, 60_000)
  assert.equal(why('مرحبا\r\nHun er træt').value?.note, 'مرحبا\nHun er træt')
  const long = why('x'.repeat(30_001))
  assert.match(long.errors[0]?.message ?? '', /30\.000 tegn.*30\.001/)
  assert.equal(long.words.note?.length, 30_001, 'her words stay')
  const nul = why('træt\0 og bange')
  assert.deepEqual(faults(nul), ['note'])
  assert.equal(nul.words.note, 'træt og bange', 'the draft can be kept')
  assert.deepEqual(faults(readWhy(nul.words, context)), [], 'and goes through the second time')
  assert.equal(why('halv \ud83d').words.note, 'halv \ufffd')
})

test('another track than the advised one is chosen with a reason; no wish is an answer', () => {
  const wish = (form: Words) => readWish({ site: 'odense', ...form }, context)
  assert.equal(wish({}).value?.track, null)
  assert.equal(wish({ track: 't1' }).value?.track, 't1')
  assert.deepEqual(faults(wish({ track: 't2' })), ['trackReason'])
  assert.equal(wish({ track: 't2', trackReason: 'Hun er alene' }).value?.trackReason, 'Hun er alene')
  assert.deepEqual(faults(wish({ interpreter: 'yes', language: 'da' })), ['language'])
  assert.deepEqual(faults(wish({ site: 'mars', mode: 'telepathy' })), ['site', 'mode'])
})

test('unknown means no contact, and answers given while somebody listens open nothing', () => {
  const rules = (form: Words) => contactRules(readContact(form).value ?? assert.fail())
  const nothing = { mayCall: false, mayText: false, mayLeaveMessage: false, hours: [], discreet: true, askAgain: true }
  assert.deepEqual(rules({}), nothing)
  const all = { call: 'yes', text: 'yes', message: 'yes', readAlong: 'no' }
  assert.deepEqual(rules(all), { ...nothing, discreet: false })
  assert.deepEqual(rules({ ...all, alone: 'no' }), { ...nothing, discreet: false })
  assert.deepEqual(rules({ ...all, alone: 'yes' }), {
    mayCall: true,
    mayText: true,
    mayLeaveMessage: true,
    hours: [],
    discreet: false,
    askAgain: false,
  })
  assert.equal(rules({ ...all, alone: 'yes', readAlong: 'unknown' }).mayText, false)
  assert.deepEqual(
    [
      rules({ ...all, alone: 'yes', readAlong: 'yes' }).mayText,
      rules({ ...all, alone: 'yes', readAlong: 'yes' }).discreet,
    ],
    [true, true],
  )
})

test('no set of answers opens a way she did not say yes to', () => {
  const answer = fc.constantFrom('yes', 'no', 'unknown', '')
  fc.assert(
    fc.property(fc.record({ alone: answer, call: answer, text: answer, message: answer, readAlong: answer }), form => {
      const rules = contactRules(readContact(form).value ?? assert.fail())
      if (rules.mayCall) assert.deepEqual([form.alone, form.call], ['yes', 'yes'])
      if (rules.mayText) assert.deepEqual([form.alone, form.text], ['yes', 'yes'])
      if (rules.mayLeaveMessage) assert.deepEqual([form.alone, form.message], ['yes', 'yes'])
    }),
  )
})

test('a consent names one recipient, lasts at most a year, and oral needs a reason', () => {
  const consent = (form: Words) => readConsent({ ...page.consent, consent: 'written', ...form }, context)
  assert.ok(consent({}).value?.given)
  assert.deepEqual(faults(consent({ until: '24.11.2027' })), ['until'])
  assert.deepEqual(faults(consent({ until: '' })), ['until'])
  assert.deepEqual(faults(consent({ until: '22.11.2026' })), ['until'])
  assert.deepEqual(faults(consent({ givenOn: '24.11.2026' })), ['givenOn'])
  assert.deepEqual(faults(consent({ consent: 'oral' })), ['oralReason'])
  assert.deepEqual(faults(consent({ recipient: 'alle' })), ['recipient'])
  assert.deepEqual(faults(consent({ scope: ['reasons'] })), ['scope'])
  assert.deepEqual(faults(consent({ consent: '' })), ['consent'])
  const silent = consent({ feedback: '' }).value
  assert.ok(silent?.given && silent.consent.feedback === 'none', 'not asked is not a yes')
  assert.deepEqual(readConsent({ consent: 'no' }, context).value, { given: false })
})

test('without her yes the check sends nothing and points at the code card', () => {
  const { content, errors } = checkAnswers({ ...shortest, consent: { consent: 'no' } }, context)
  assert.equal(content, null)
  assert.match(errors[0]?.message ?? '', /kodekort/)
})

test('what she kept to herself does not leave the house', () => {
  const scope = ['identity', 'contact']
  const { content } = checkAnswers({ ...shortest, consent: { ...shortest.consent, scope } }, context)
  const sent = withinConsent(content ?? assert.fail())
  assert.deepEqual(sent.why, { reasons: [], dueDate: null, week: null, childBirthDate: null, note: null })
  assert.equal(sent.wish.track, null)
})

test('no form, however strange, breaks a step; her words come back as they were', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 4 }),
  )
  const fields = [
    'cpr',
    'name',
    'birthDate',
    'phone',
    'reasons',
    'dueDate',
    'week',
    'weekOn',
    'note',
    'site',
    'until',
    'scope',
    'hours',
    '__proto__',
    'constructor',
  ]
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields), value), form => {
      const draft = { who: form, why: form, wish: form, contact: form, consent: form }
      const { content, complete } = checkAnswers(draft, context)
      assert.equal(content === null, !Object.values(complete).every(Boolean))
      const { words } = readWho(form, context)
      for (const [field, word] of Object.entries(words))
        if (typeof word === 'string' && !/[\0\r\ufffd]/.test(`${form[field]}`)) assert.equal(word, form[field])
    }),
    { numRuns: 300 },
  )
})

test('Karen is told what is wrong with a day: no such day, no year, in the future; and week 0 is refused', () => {
  const saidOf = (form: Words, field: string) =>
    [
      ...readWho(form, { today: '2026-11-23' }).errors,
      ...readWhy(form, { today: '2026-11-23', reasons: [] }).errors,
    ].find(error => error.field === field)?.message ?? ''
  const whoever = { name: 'Amina Test Hansen', phone: '00 00 12 34' }
  assert.match(saidOf({ ...whoever, birthDate: '29.2.1999' }, 'birthDate'), /findes ikke i kalenderen/)
  assert.match(saidOf({ ...whoever, birthDate: '1.1.2030' }, 'birthDate'), /ligger i fremtiden/)
  assert.match(saidOf({ dueDate: '24.12.26' }, 'dueDate'), /årstallet med fire tal/)
  assert.match(saidOf({ childBirthDate: '1.1.2030' }, 'childBirthDate'), /ligger i fremtiden/)
  assert.match(saidOf({ week: '0+3' }, 'week'), /fra 1 til 44/)
})
