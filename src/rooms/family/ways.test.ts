import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ContactRule } from './store.ts'
import { contactWords, waysOf } from './ways.ts'

const asked: ContactRule = {
  mayCall: true,
  mayText: false,
  mayLeaveMessage: false,
  readAlong: false,
  aloneWhenAsked: true,
  bestHours: ['9-11'],
  language: null,
  interpreter: false,
}

test('The rule reads as a person would say it', () => {
  assert.equal(contactWords(asked), 'Ring kl. 9–11. Læg ikke besked.')
  assert.equal(
    contactWords({ ...asked, bestHours: ['9-11', '13-15', '15-17'], mayLeaveMessage: true }),
    'Ring kl. 9–11, 13–15 og 15–17. Besked er i orden.',
  )
  assert.equal(contactWords({ ...asked, mayCall: false, mayText: true }), 'Ring ikke. Må få sms.')
  assert.equal(
    contactWords({ ...asked, mayText: true, readAlong: true, bestHours: [] }),
    'Ring. Læg ikke besked. Må få sms med tid og dato alene.',
  )
  assert.equal(contactWords({ ...asked, mayCall: false }), 'Ring ikke, skriv ikke. Kontakt kun ved fremmøde.')
  assert.equal(
    contactWords({ ...asked, interpreter: true, language: 'tr' }),
    'Ring kl. 9–11. Læg ikke besked. Tolk: tyrkisk.',
  )
})

test('What nobody has asked is no contact', () => {
  assert.equal(contactWords(null), 'Ikke spurgt: ingen kontakt.')
  assert.equal(
    contactWords({ ...asked, mayCall: null, mayText: null, mayLeaveMessage: null, readAlong: null }),
    'Ikke spurgt: ingen kontakt.',
  )
  assert.equal(contactWords({ ...asked, aloneWhenAsked: null }), 'Ikke spurgt alene: ingen kontakt, før hun er det.')
})

test('Only a yes she gave alone opens a way, whatever else was answered', () => {
  const answer = fc.constantFrom(true, false, null)
  fc.assert(
    fc.property(
      answer,
      answer,
      answer,
      answer,
      answer,
      (mayCall, mayText, mayLeaveMessage, readAlong, aloneWhenAsked) => {
        const rule = { ...asked, mayCall, mayText, mayLeaveMessage, readAlong, aloneWhenAsked }
        const ways = waysOf(rule)
        if (aloneWhenAsked !== true) assert.deepEqual([ways.call, ways.text, ways.message], [false, false, false])
        if (ways.call) assert.equal(mayCall, true)
        if (ways.text) assert.ok(mayText === true && readAlong !== null)
        if (ways.message) assert.ok(mayLeaveMessage === true && readAlong !== null)
        if (!ways.call && !ways.text) assert.match(contactWords(rule), /ingen kontakt|kun ved fremmøde/)
      },
    ),
  )
})
