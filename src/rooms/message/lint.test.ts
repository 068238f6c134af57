import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digest } from './digest.ts'
import { checkedOutgoing, outgoingFaults } from './lint.ts'

test('A text with time and day alone may go out', () => {
  assert.deepEqual(outgoingFaults('Aftale onsdag 2. december kl. 10. Varde Kommune'), [])
})

test('A word that tells what it is about stops the text, also in compounds, capitals and in disguise', () => {
  for (const word of [
    'gravid',
    'Gravide',
    'BARN',
    'børnene',
    'partnervold',
    'familierådgivning',
    'gra\u00ADvid',
    'b\u200Barn',
  ])
    assert.equal(outgoingFaults(`Hej, husk din ${word} i morgen`).length > 0, true, word)
})

test('A name of a house, a unit or a street stops it', () => {
  const blockedNames = ['Mødrehjælpen', 'Familieambulatoriet', 'Dronningensgade 95']
  for (const text of ['Hilsen Mødrehjælpen', 'Vi ses i dronningensgade 95'])
    assert.equal(outgoingFaults(text, { blockedNames }).length > 0, true, text)
})

test('A link leads to a neutral host or nowhere', () => {
  assert.deepEqual(outgoingFaults('Se https://aftale.example.org/x', { allowedHosts: ['aftale.example.org'] }), [])
  assert.equal(outgoingFaults('Se https://modrehjaelpen.example/x').length, 1)
  assert.equal(outgoingFaults('Se www.krise.example').length > 0, true)
})

test('Every text we send passes, and one that does not stops where it is', () => {
  for (const count of [1, 2, 40]) for (const part of Object.values(digest(count))) checkedOutgoing(part)
  assert.throws(() => checkedOutgoing('Din rådgivning'), /gives something away/)
})
