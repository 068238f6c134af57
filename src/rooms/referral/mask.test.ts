import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command, Context, ReferralModel, Snapshot, StateRow } from './commands.ts'
import { draft, step } from './machine.ts'
import { blindTransitions, concernsSender, masked, newsFor, sightOf } from './mask.ts'
import { dice, randomCommand } from './random.ts'
import type { FeedbackLevel } from './states.ts'
import { verbs } from './transitions.ts'

const start = (feedback: FeedbackLevel): ReferralModel =>
  draft({
    referrer: { org: 'ouh', person: 'Karen' },
    receiverOrg: 'moedrehjaelpen',
    consentUntil: '2027-11-23',
    feedback,
  })

const context = (side: Context['side'], day = '2026-11-23'): Context => ({
  now: `${day}T09:00:00Z`,
  today: day,
  side,
  by: side === 'sender' ? { org: 'ouh', person: 'Karen' } : { org: 'moedrehjaelpen', person: 'Lone' },
  due: () => '2026-12-07',
})

/** Random acts of the receiver on a received referral, with what the sender's copy holds after each. */
const stories = function* (feedback: FeedbackLevel): Generator<{ row: StateRow; before: Snapshot; copy: Snapshot }> {
  for (let seed = 1; seed <= 400; seed += 1) {
    const d = dice(seed)
    let at = start(feedback)
    const take = (command: Command, side: Context['side']) => {
      const outcome = step(at, command, context(side))
      if (outcome.ok) at = outcome.referral
      return outcome
    }
    take({ verb: 'send' }, 'sender')
    let copy = at.now
    take({ verb: 'receive', person: 'Bente' }, 'system')
    for (let day = 0; day < 25; day += 1) {
      const before = at.now
      const outcome = take(randomCommand(d, before.state, day).command, 'receiver')
      if (!outcome.ok) continue
      const row = outcome.rows[0]
      yield { row, before, copy }
      copy = newsFor(row, before, copy, feedback)?.after ?? copy
    }
  }
}

test('at level none the copy knows her own doing and a question, whatever the receiver does', () => {
  let seen = 0
  for (const { row, before, copy } of stories('none')) {
    const news = newsFor(row, before, copy, 'none')
    assert.ok(['sent', 'needsInformation'].includes((news?.after ?? copy).state))
    assert.equal(masked((news?.after ?? copy).state), (news?.after ?? copy).state)
    if (!news) continue
    seen += 1
    assert.ok(['askForInformation', 'undo'].includes(news.verb))
    assert.equal(news.reason, null)
  }
  assert.ok(seen > 10)
})

test('the copy never holds a colleague of the other house, a try, a planned date or a private note', () => {
  for (const level of ['none', 'status', 'summary'] as const)
    for (const { row, before, copy } of stories(level)) {
      const news = newsFor(row, before, copy, level)
      if (!news) continue
      const { holder, attempts, assigned, nextStep, followUp, stopped } = news.after
      assert.equal(news.by.person, '')
      assert.ok(!holder || holder.org === 'ouh' || holder.person === '')
      assert.deepEqual([attempts, assigned, stopped], [0, false, null])
      assert.equal(nextStep?.due, nextStep?.promised)
      assert.notEqual(nextStep?.clock, 'afterLoss')
      assert.ok(!followUp || followUp.side === 'sender')
      if (news.note) assert.ok(['askForInformation', 'redirect', 'decline'].includes(news.verb), news.verb)
      if (level === 'status') assert.ok(!news.reason || news.to !== 'declinedByWoman')
    }
})

test('what does not concern the sender makes no news', () => {
  for (const level of ['none', 'status', 'summary'] as const)
    for (const { row, before, copy } of stories(level))
      if (!concernsSender(row, before, level)) assert.equal(newsFor(row, before, copy, level), null)
})

test('the day after the consent has run out nothing is told, however much she had agreed to', () => {
  const now = { ...start('summary').now, state: 'contacted' as const }
  assert.equal(sightOf(now, '2027-11-23'), 'summary')
  assert.equal(sightOf(now, '2027-11-24'), 'none')
  assert.equal(sightOf({ ...now, consentUntil: null }, '2026-11-23'), 'none')
})

test('a sender who is told nothing gets the same answer wherever the referral stands', () => {
  const copy = { ...start('none').now, state: 'sent' as const }
  const answers = verbs.map(verb => {
    const ways = blindTransitions.filter(row => row.from === copy.state && row.verb === verb && row.side === 'sender')
    return `${verb}: ${ways.length > 0}`
  })
  assert.ok(answers.includes('withdraw: true') && answers.includes('amend: true'))
  assert.ok(answers.includes('answerInformation: false'))
})
