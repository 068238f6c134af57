import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonCodes } from './reasons.ts'
import { stateNames } from './states.ts'
import { maySeeReason, statusForReferrer } from './status.ts'
import { reasonWords, stateWords } from './words.da.ts'

test('when Amina wants nothing told, Karen reads the same from sent to ended', () => {
  const hidden = stateNames.filter(state => !['draft', 'needsInformation', 'withdrawn'].includes(state))
  const seen = new Set(hidden.map(state => JSON.stringify(statusForReferrer(state, 'none'))))
  assert.equal(seen.size, 1)
  for (const state of hidden) assert.equal(maySeeReason(state, 'none'), false)
})

test('a question to Karen reaches her at every level', () => {
  for (const level of ['none', 'status', 'summary'] as const)
    assert.equal(statusForReferrer('needsInformation', level).label, 'Mangler en oplysning')
})

test('with status Karen sees where it stands, but why Amina said no only with the summary', () => {
  assert.deepEqual(statusForReferrer('started', 'status'), { label: 'Startet', explanation: 'Forløbet er begyndt.' })
  assert.equal(maySeeReason('declinedByReceiver', 'status'), true)
  assert.equal(maySeeReason('declinedByWoman', 'status'), false)
  assert.equal(maySeeReason('declinedByWoman', 'summary'), true)
})

test('every code has a Danish word, and no two in one list read alike', () => {
  assert.equal(new Set(Object.values(stateWords)).size, stateNames.length)
  for (const [list, codes] of Object.entries(reasonCodes)) {
    const words: Record<string, string> = reasonWords[list as keyof typeof reasonWords]
    assert.deepEqual(Object.keys(words).sort(), [...codes].sort())
    assert.equal(new Set(Object.values(words)).size, codes.length)
  }
})
