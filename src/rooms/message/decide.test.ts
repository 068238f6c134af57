import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instantOf } from '../../kernel/clock.ts'
import type { ContactRule } from '../family/index.ts'
import { decide } from './decide.ts'
import { senderFaults, templateFaults } from './lint.ts'
import { partsOf } from './parts.ts'
import { packs } from './templates.ts'

const yes: ContactRule = {
  mayCall: true,
  mayText: true,
  mayLeaveMessage: true,
  readAlong: false,
  aloneWhenAsked: true,
  bestHours: ['9-11'],
  language: null,
  interpreter: false,
}
const at = (time: string, day = '2026-11-23') => instantOf(day, time)
const message = { madeAt: at('08:00'), lastAt: at('10:00', '2026-11-26') }
const to = (contact: ContactRule | null, more: { phone?: string | null; lostAt?: Date | null } = {}) => ({
  contact,
  phone: '00001234',
  lostAt: null,
  ...more,
})

test('Amina gets a text in the hours she named; outside them it waits until they begin', () => {
  assert.deepEqual(decide(to(yes), message, at('09:30')), { act: 'send' })
  assert.deepEqual(decide(to(yes), message, at('22:10')), { act: 'wait', until: at('09:00', '2026-11-24') })
  assert.deepEqual(decide(to(yes), { ...message, lastAt: at('08:00', '2026-11-24') }, at('22:10')), {
    act: 'not',
    why: 'late',
  })
})

test('Each reason for silence is said by its own word', () => {
  const why = (contact: ContactRule | null, more = {}) => {
    const decision = decide(to(contact, more), message, at('09:30'))
    return decision.act === 'not' ? decision.why : decision.act
  }
  assert.equal(why(null), 'notAsked')
  assert.equal(why({ ...yes, mayText: null }), 'notAsked')
  assert.equal(why({ ...yes, readAlong: null }), 'notAsked')
  assert.equal(why({ ...yes, aloneWhenAsked: null }), 'notAlone')
  assert.equal(why({ ...yes, aloneWhenAsked: false }), 'notAlone')
  assert.equal(why({ ...yes, mayText: false }), 'closed')
  assert.equal(why({ ...yes, noDigital: true }), 'noDigital')
  assert.equal(why(yes, { phone: null }), 'noPhone')
  assert.equal(why(yes, { lostAt: at('09:00') }), 'stopped')
  assert.equal(why(yes, { lostAt: at('07:00') }), 'send')
})

test('Whatever the rule and the hour, a text goes only where every answer is a yes, and never after it has lost its meaning', () => {
  const answer = fc.constantFrom(true, false, null)
  fc.assert(
    fc.property(
      fc.record({ mayText: answer, readAlong: answer, aloneWhenAsked: answer, noDigital: fc.boolean() }),
      fc.array(fc.constantFrom('9-11', '11-13', '13-15', '15-17', 'sludder'), { maxLength: 3 }),
      fc.integer({ min: 0, max: 4 * 1440 }),
      fc.option(fc.integer({ min: -600, max: 600 })),
      (answers, bestHours, minutes, lost) => {
        const now = new Date(at('00:00').getTime() + minutes * 60_000)
        const lostAt = lost === null ? null : new Date(message.madeAt.getTime() + lost * 60_000)
        const decision = decide(to({ ...yes, ...answers, bestHours }, { lostAt }), message, now)
        const isOpen =
          answers.mayText === true &&
          answers.readAlong !== null &&
          answers.aloneWhenAsked === true &&
          !answers.noDigital &&
          !(lostAt && lostAt > message.madeAt)
        if (!isOpen) assert.equal(decision.act, 'not')
        if (decision.act === 'send') assert.ok(now < message.lastAt)
        if (decision.act !== 'wait') return
        assert.ok(decision.until > now && decision.until < message.lastAt)
        const later = decide(to({ ...yes, ...answers, bestHours }, { lostAt }), message, decision.until)
        assert.equal(later.act, 'send')
      },
    ),
  )
})

const names = ['Mødrehjælpen', 'Sundhedsudvalget', 'OUH', 'Dronningensgade 95']

test('Every fixed text in every language passes, and each kind of slip is caught', () => {
  assert.deepEqual(templateFaults(names), [])
  const slips: Record<string, string> = {
    'a telling word': 'Husk din samtale om vold {day} kl. {time}.',
    'an inflected one': 'Husk børnenes aftale {day} kl. {time}.',
    'a compound': 'Husk familierådgivningen {day} kl. {time}.',
    'an English one': 'Your counselling is {day} at {time}.',
    'an organisation': 'Aftale {day} kl. {time}. Mødrehjælpen',
    'a unit': 'Aftale {day} kl. {time} i Sundhedsudvalget',
    'an alias': 'Aftale {day} kl. {time}, OUH',
    'a revealing address': 'Aftale {day} kl. {time}, Dronningensgade 95',
    'a link': 'Aftale {day} kl. {time}: https://example.org/x',
    'her name': 'Kære {name}, aftale {day} kl. {time}',
    'too long': `Aftale {day} kl. {time}. ${'x'.repeat(150)}`,
    'too many parts': `Зустріч {day} {time}. ${'щ'.repeat(130)}`,
  }
  for (const [what, text] of Object.entries(slips))
    for (const language of Object.keys(packs))
      assert.ok(templateFaults(names, { [language]: { made: text } }).length > 0, `${what}, ${language}`)
})

test('A name to send under is neutral and fits a telephone', () => {
  assert.deepEqual(senderFaults('Aftale', names), [])
  for (const sender of ['A', 'Moedrehjaelpen', 'OUH', 'Gravid', 'Tid?', '+4512345678'])
    assert.ok(senderFaults(sender, names).length > 0, sender)
})

test('Danish letters cost one place, a bracket two, and any other alphabet more', () => {
  assert.deepEqual(partsOf('æøåÆØÅ'), { alphabet: 'gsm7', length: 6, parts: 1 })
  assert.deepEqual(partsOf('€[]'), { alphabet: 'gsm7', length: 6, parts: 1 })
  assert.equal(partsOf('a'.repeat(161)).parts, 2)
  assert.deepEqual(partsOf('щ'.repeat(71)), { alphabet: 'ucs2', length: 71, parts: 2 })
})
