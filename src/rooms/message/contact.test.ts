import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { instantOf } from '../../kernel/clock.ts'
import type { ContactRule } from '../family/index.ts'
import { type Channel, mayContact } from './contact.ts'

const asked: ContactRule = {
  mayCall: true,
  mayText: true,
  mayLeaveMessage: false,
  readAlong: true,
  aloneWhenAsked: true,
  bestHours: ['9-11', '13-15'],
  language: null,
  interpreter: false,
}
const at = (time: string, day = '2026-11-23') => instantOf(day, time)

test('She is called in the hours she named, and no message is left', () => {
  assert.deepEqual(mayContact(asked, 'call', at('09:00')), { may: true, discreet: true })
  assert.deepEqual(mayContact(asked, 'call', at('11:00')), { may: false, why: 'hour' })
  assert.deepEqual(mayContact(asked, 'text', at('14:59')), { may: true, discreet: true })
  assert.deepEqual(mayContact(asked, 'voicemail', at('09:00')), { may: false, why: 'closed' })
})

test('Her hours are Danish hours, summer and winter', () => {
  for (const day of ['2026-01-12', '2026-07-06']) {
    assert.equal(mayContact(asked, 'call', at('10:59', day)).may, true)
    assert.equal(mayContact(asked, 'call', at('08:59', day)).may, false)
  }
})

test('Without named hours nobody is reached at night', () => {
  const anyTime = { ...asked, bestHours: [] }
  assert.equal(mayContact(anyTime, 'call', at('08:00')).may, true)
  assert.equal(mayContact(anyTime, 'call', at('20:00')).may, false)
  assert.equal(mayContact(anyTime, 'text', at('03:00')).may, false)
})

test('Unknown is no contact, by any way, at any hour', () => {
  const answer = fc.constantFrom(true, false, null)
  fc.assert(
    fc.property(
      fc.constantFrom<Channel>('call', 'voicemail', 'text'),
      fc.record({
        mayCall: answer,
        mayText: answer,
        mayLeaveMessage: answer,
        readAlong: answer,
        aloneWhenAsked: answer,
      }),
      fc.array(fc.constantFrom('9-11', '11-13', '13-15', '15-17', 'sludder'), { maxLength: 3 }),
      fc.integer({ min: 0, max: 1439 }),
      (channel, answers, bestHours, minutes) => {
        const rule = { ...asked, ...answers, bestHours }
        const moment = new Date(at('00:00').getTime() + minutes * 60_000)
        assert.equal(mayContact(null, channel, moment).may, false)
        const needed = { call: ['mayCall'], voicemail: ['mayCall', 'mayLeaveMessage'], text: ['mayText'] } as const
        const may = mayContact(rule, channel, moment).may
        if (rule.aloneWhenAsked !== true) assert.equal(may, false)
        if (needed[channel].some(name => rule[name] !== true)) assert.equal(may, false)
      },
    ),
  )
})
