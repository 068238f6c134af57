import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../kernel/clock.ts'
import { faultsOf, isFifteen, latestUntil, standingOf, type Terms } from './consent.ts'

const aDay = fc.integer({ min: 0, max: 36_500 }).map(days => addDays('2000-01-01', days))
const terms = (more: Partial<Terms> = {}): Terms => ({
  form: 'written',
  oralReason: '',
  givenBy: 'woman',
  custodian: '',
  parts: ['identity'],
  givenOn: '2026-11-23',
  until: '2027-11-23',
  ...more,
})

test('A consent never holds more than a year, whatever day Amina gave it', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 0, max: 800 }), (givenOn, days) => {
      const until = addDays(givenOn, days)
      const faults = faultsOf(terms({ givenOn, until }), givenOn)
      assert.equal(faults.includes('tooLong'), until > latestUntil(givenOn))
      const year = daysBetween(givenOn, latestUntil(givenOn))
      assert.ok(year === 365 || year === 366)
    }),
  )
})

test('A yes on 29 February holds to 28 February the year after, and no day longer', () => {
  assert.equal(latestUntil('2028-02-29'), '2029-02-28')
  assert.deepEqual(faultsOf(terms({ givenOn: '2028-02-29', until: '2029-02-28' }), '2028-02-29'), [])
  assert.deepEqual(faultsOf(terms({ givenOn: '2028-02-29', until: '2029-03-01' }), '2028-02-29'), ['tooLong'])
})

test('A consent from tomorrow is none, an oral one needs its reason, and an empty one gives nothing', () => {
  fc.assert(
    fc.property(aDay, fc.integer({ min: 1, max: 400 }), (today, ahead) => {
      assert.ok(
        faultsOf(terms({ givenOn: addDays(today, ahead), until: addDays(today, ahead) }), today).includes(
          'givenTomorrow',
        ),
      )
    }),
  )
  assert.deepEqual(faultsOf(terms({ form: 'oral', oralReason: ' ' }), '2026-11-23'), ['oralWithoutReason'])
  assert.deepEqual(faultsOf(terms({ parts: [] }), '2026-11-23'), ['partsMissing'])
  assert.deepEqual(faultsOf(terms({ parts: ['alt'] }), '2026-11-23'), ['partsMissing'])
})

test('From fifteen she says yes herself; the day before, whoever has custody does', () => {
  assert.ok(isFifteen('2011-11-23', '2026-11-23'))
  assert.ok(!isFifteen('2011-11-24', '2026-11-23'))
  assert.deepEqual(faultsOf(terms(), '2026-11-23', '2012-01-01'), ['tooYoung'])
  assert.deepEqual(
    faultsOf(terms({ givenBy: 'custodian', custodian: 'Mona Test Mor' }), '2026-11-23', '2012-01-01'),
    [],
  )
  assert.deepEqual(faultsOf(terms({ givenBy: 'custodian' }), '2026-11-23', '2012-01-01'), ['custodianMissing'])
})

test('A consent lives to the end of its last day; taken back it is taken back for ever', () => {
  fc.assert(
    fc.property(aDay, aDay, fc.boolean(), fc.boolean(), (until, today, replaced, back) => {
      const standing = standingOf({ until, replaced, withdrawnAt: back ? new Date(0) : null }, today)
      assert.equal(standing === 'live', !back && !replaced && today <= until)
      if (back) assert.equal(standing, 'withdrawn')
    }),
  )
})
