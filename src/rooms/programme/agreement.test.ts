import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advise } from './advise.ts'
import { agreementGaps, agreementInForce, agreementOf, stated, trackOf } from './agreement.ts'
import type { AgreementVersion } from './agreement-version.ts'
import { readOne } from './programmes.testing.ts'

const syddanmark = readOne('syddanmark')
const version = (number: number): AgreementVersion => {
  const found = agreementOf(syddanmark, number)
  assert.ok(found)
  return found
}

test('The agreement in Syddanmark follows the date, on the first day and the last', () => {
  const inForce = (date: string) => agreementInForce(syddanmark, date)?.version
  assert.equal(inForce('2022-04-30'), undefined)
  assert.equal(inForce('2022-05-01'), 1)
  assert.equal(inForce('2024-08-31'), 1)
  assert.equal(inForce('2024-09-01'), 2)
  assert.equal(inForce('2032-12-31'), 2)
  assert.equal(inForce('2033-01-01'), undefined)
  assert.deepEqual(agreementGaps(syddanmark), [])
})

test('A gap between two agreements is told day by day', () => {
  const later = {
    ...version(2),
    from: { ...version(2).from, text: '', from: '2024-10-01', to: '2024-10-01', precision: 'day', source: 'S004' },
  } as AgreementVersion
  assert.deepEqual(agreementGaps({ agreements: [version(1), later] }), [{ from: '2024-09-01', to: '2024-09-30' }])
})

test('The first agreement caps track 1 at two sessions; the new one states neither price nor cap', () => {
  assert.equal(trackOf(version(1), 't1')?.maxSessions, 2)
  assert.equal(trackOf(version(1), 't2')?.kind, 'individualCourse')
  assert.equal(trackOf(version(2), 't1')?.maxSessions, null)
  assert.equal(trackOf(version(2), 't2')?.kind, 'group')
  assert.equal(version(2).budget, null)
  assert.equal(stated(trackOf(version(2), 't1')?.maxSessions), 'ikke oplyst')
  assert.equal(trackOf(version(2), 't9'), undefined)
})

test('A proposal is never in force, and Fredericia is although no date is stated', () => {
  assert.equal(agreementInForce(readOne('hovedstaden-pilot'), '2025-06-01'), undefined)
  assert.equal(agreementInForce(readOne('fredericia'), '2025-06-01')?.version, 1)
})

test('The amended grant of FAMKO goes before the first', () => {
  assert.equal(agreementInForce(readOne('famko'), '2020-01-01')?.version, 2)
  assert.equal(agreementInForce(readOne('famko'), '2028-01-01'), undefined)
})

test('A version is one document: it can be kept as JSON and says the same', () => {
  const kept = JSON.parse(JSON.stringify(version(1)))
  assert.equal(kept.sites.length, 6)
  assert.equal(kept.criteria.length, 16)
  assert.equal(kept.clocks.find((clock: { key: string }) => clock.key === 'contact').weekdays, 5)
  assert.equal(agreementInForce({ agreements: [kept] }, '2023-01-01')?.name, version(1).name)
})

test('Midwife Karen has a chip in each domain under both agreements', () => {
  for (const number of [1, 2]) {
    const has = new Set(version(number).reasons.map(reason => reason.domain))
    assert.deepEqual([...has].toSorted(), ['body', 'earlierLoss', 'economy', 'mind', 'other', 'relations', 'social'])
  }
})

test('The new agreement states its criteria on its own source, not on the news of 2022', () => {
  assert.deepEqual([...new Set(version(2).criteria?.map(c => c.source))], ['S004'])
  assert.deepEqual([...new Set(version(1).criteria?.map(c => c.source))], ['S000'])
})

test('Karen is told which criteria a woman with diabetes at Kolding meets, and why', () => {
  const advice = advise(version(2), { reasons: ['diabetes', 'strainedEconomy'], birthPlace: 'kolding' })
  const met = advice.criteria.filter(c => c.met === 'yes')
  assert.deepEqual(met.map(c => c.code).toSorted(), ['attachedToBirthPlace', 'economicChallenge', 'healthChallenge'])
  assert.match(
    met.find(c => c.code === 'healthChallenge')?.reason ?? '',
    /^Du har valgt diabetes, som hører under: sundhedsmæssige/,
  )
  assert.match(met.find(c => c.code === 'attachedToBirthPlace')?.reason ?? '', /Sygehus Lillebælt Kolding/)
})

test('A birth place outside the agreement, or none yet, is said as it is', () => {
  const about = (birthPlace?: string) =>
    advise(version(2), { reasons: [], birthPlace }).criteria.find(c => c.code === 'attachedToBirthPlace')?.met
  assert.equal(about('hvidovre'), 'no')
  assert.equal(about('vejle'), 'no')
  assert.equal(about(), 'ask')
})

test('Advice names the topics of a track, holds no number to rank by, and tells of unknown reasons', () => {
  const advice = advise(version(1), { reasons: ['economicProblems', 'nonsense'] })
  assert.match(advice.tracks.find(t => t.key === 't1')?.reason ?? '', /økonomi/)
  assert.deepEqual(advice.notInAgreement, ['nonsense'])
  assert.doesNotMatch(JSON.stringify(advice.criteria), /score|point/)
})

test('A child of seven is above the age of Fredericia', () => {
  const agreement = agreementOf(readOne('fredericia'), 1)
  assert.ok(agreement)
  const at = (childAgeYears?: number) => advise(agreement, { reasons: [], childAgeYears }).criteria[0]?.met
  assert.deepEqual([at(0), at(6), at(7), at()], ['yes', 'yes', 'no', 'ask'])
})
