import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../../kernel/random.ts'
import { broken } from './machine.ts'
import { tellReferral } from './story.ts'

const cast = { referrerOrg: 'region', referrer: 'karen', receiverOrg: 'ngo', coordinator: 'bente', counsellor: 'lone' }
const tell = (seed: number, sentOn: string) =>
  tellReferral(randomFrom(seed), cast, {
    sentOn,
    now: new Date('2026-11-23T08:00:00Z'),
    consentUntil: '2027-09-01',
    feedback: 'status',
    weekdays: () => 5,
  })

test('Invented referrals are ones the house could have written, and lose nobody', () => {
  const states = new Set<string>()
  for (let seed = 0; seed < 400; seed++) {
    const { referral, rows } = tell(seed, seed % 2 ? '2026-11-16' : '2026-09-07')
    assert.equal(broken(referral.now), null)
    assert.ok(rows.length >= 2)
    assert.ok(rows.every(row => new Date(row.at) <= new Date('2026-11-23T08:00:00Z')))
    states.add(referral.now.state)
  }
  for (const state of ['received', 'contacted', 'started', 'declinedByWoman', 'notReached', 'withdrawn'])
    assert.ok(states.has(state), state)
})

test('The same seed tells the same story', () => {
  assert.deepEqual(tell(7, '2026-09-07'), tell(7, '2026-09-07'))
})
