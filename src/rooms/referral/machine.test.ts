import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command, Context, Outcome, ReferralModel } from './commands.ts'
import { compare, walkOf } from './compare.ts'
import { broken, draft, step } from './machine.ts'
import { stateNames, states } from './states.ts'
import { type Transition, transitions, verbs } from './transitions.ts'

const karen = { org: 'ouh', person: 'Karen' }
const lone = { org: 'moedrehjaelpen', person: 'Lone' }

const as = (side: Context['side'], today = '2026-11-23'): Context => ({
  now: `${today}T09:00:00Z`,
  today,
  side,
  by: side === 'sender' ? karen : lone,
  due: clock =>
    ({ contact: '2026-11-30', nextAttempt: '2026-11-25', giveUp: '2026-11-26' })[clock as string] ?? '2026-12-07',
})

const fresh = (feedback: 'none' | 'status' = 'status', consentUntil: string | null = '2027-11-23'): ReferralModel =>
  draft({ referrer: karen, receiverOrg: 'moedrehjaelpen', consentUntil, feedback })

type Move = [Context['side'], Command]
const play = (referral: ReferralModel, ...moves: Move[]): ReferralModel =>
  moves.reduce((at, [side, command]) => {
    const outcome = step(at, command, as(side))
    assert.ok(outcome.ok, `${at.now.state} ${command.verb}: ${outcome.ok || outcome.refusal}`)
    return outcome.referral
  }, referral)
const refusal = (outcome: Outcome): string | null => (outcome.ok ? null : outcome.refusal)

const send: Move = ['sender', { verb: 'send' }]
const receive: Move = ['system', { verb: 'receive', person: 'Bente' }]
const missed: Move = ['receiver', { verb: 'recordAttempt', reached: false }]
const contact: Move = ['receiver', { verb: 'contact' }]
const accept: Move = ['receiver', { verb: 'accept' }]
const assign: Move = ['receiver', { verb: 'assign', person: 'Lone' }]

test("Karen's referral goes all the way, and somebody holds Amina at every step", () => {
  const path: Move[] = [send, receive, contact, accept, assign, ['receiver', { verb: 'start' }]]
  let at = fresh()
  for (const move of path) {
    at = play(at, move)
    assert.equal(broken(at.now), null)
    assert.ok(at.now.holder && at.now.nextStep)
  }
  assert.deepEqual(at.now.holder, lone)
  at = play(at, ['receiver', { verb: 'end', reason: 'asAgreed' }])
  assert.equal(at.now.state, 'ended')
  assert.equal(at.now.holder, null)
})

test('without consent nothing is sent, and not the day after it has run out', () => {
  assert.equal(refusal(step(fresh('status', null), { verb: 'send' }, as('sender'))), 'noConsent')
  assert.equal(refusal(step(fresh('status', '2026-11-22'), { verb: 'send' }, as('sender'))), 'noConsent')
  assert.equal(refusal(step(fresh('status', '2026-11-23'), { verb: 'send' }, as('sender'))), null)
})

test('Lone may not give up before three recorded attempts, then Karen is told to find another way', () => {
  const twice = play(fresh(), send, receive, missed, missed)
  assert.equal(refusal(step(twice, { verb: 'giveUp' }, as('receiver'))), 'attemptsMissing')
  const thrice = play(twice, missed)
  assert.deepEqual(thrice.now.nextStep, {
    clock: 'contact',
    side: 'receiver',
    promised: '2026-11-30',
    due: '2026-11-26',
  })
  const closed = play(thrice, ['receiver', { verb: 'giveUp' }])
  assert.equal(closed.now.state, 'notReached')
  assert.deepEqual(closed.now.followUp, { side: 'sender', ...karen, due: '2026-12-07' })
  assert.equal(play(closed, ['sender', { verb: 'acknowledge', outcome: 'newReferral' }]).now.followUp, null)
})

test('calls in the same part of a day are one try, and a call outside her hours is none', () => {
  const called = (day: string, time: string, outside = false): Move => [
    'receiver',
    { verb: 'recordAttempt', reached: false, call: { day, time, outside } },
  ]
  const minutes = play(fresh(), send, receive, called('2026-11-23', '13.01'), called('2026-11-23', '13.02'))
  assert.equal(minutes.now.attempts, 1)
  assert.equal(play(minutes, called('2026-11-23', '04.45', true)).now.attempts, 1)
  const spread = play(minutes, called('2026-11-23', '15.10'), called('2026-11-24', '13.01'))
  assert.equal(spread.now.attempts, 3)
})

test('three tries on a wrong number are no tries: the count begins again when Karen corrects it', () => {
  const at = play(fresh(), send, receive, missed, missed, missed, [
    'sender',
    { verb: 'amend', field: 'phone', value: '00 00 12 34', reason: 'typingError' },
  ])
  assert.equal(at.now.attempts, 0)
  assert.equal(refusal(step(at, { verb: 'giveUp' }, as('receiver'))), 'attemptsMissing')
})

test('Lone moves her own date at most 90 days ahead, and past the promise only with a reason', () => {
  const at = play(fresh(), send, receive)
  const plan = (due: string, note?: string) => refusal(step(at, { verb: 'plan', due, note }, as('receiver')))
  assert.equal(plan('2026-11-30'), null)
  assert.equal(plan('2026-12-01'), 'noteMissing')
  assert.equal(plan('2026-12-01', 'Hun er på ferie'), null)
  assert.equal(plan('2027-02-21', 'Hun er på ferie'), null)
  assert.equal(plan('2027-02-22', 'Hun er på ferie'), 'dateTooFar')
})

test('when Amina wants nothing told, the follow-up stays with the one who closed', () => {
  const at = play(fresh('none'), send, receive, ['receiver', { verb: 'decline', reason: 'noCapacity' }])
  assert.deepEqual(at.now.followUp, { side: 'receiver', org: 'moedrehjaelpen', person: 'Bente', due: '2026-12-07' })
  const byKaren = step(at, { verb: 'acknowledge', outcome: 'newReferral' }, as('sender'))
  assert.equal(refusal(byKaren), 'notYourSide')
})

test('a slip of the hand is taken back by a new row, and the old promise still holds', () => {
  const before = play(fresh(), send, receive)
  const declined = play(before, ['receiver', { verb: 'decline', reason: 'outsideArea' }])
  const later = step(declined, { verb: 'undo' }, { ...as('receiver', '2026-11-24'), due: () => '2026-12-24' })
  assert.ok(later.ok)
  assert.deepEqual(later.referral.now, before.now)
  assert.equal(later.rows[0].verb, 'undo')
  assert.equal(refusal(step(later.referral, { verb: 'undo' }, as('receiver'))), 'nothingToUndo')
})

test('an answered question leads back to where it was asked', () => {
  const ask: Move = ['receiver', { verb: 'askForInformation', note: 'Hvad er hendes nummer?' }]
  const answer: Move = ['sender', { verb: 'answerInformation', note: '00 00 12 34' }]
  const asked = play(fresh(), send, receive, contact, ask)
  assert.equal(asked.now.nextStep?.side, 'sender')
  assert.equal(asked.now.holder?.org, 'moedrehjaelpen', 'the receiver keeps the responsibility while waiting')
  assert.equal(play(asked, answer).now.state, 'contacted')
  assert.equal(play(fresh(), send, receive, ask, answer).now.state, 'received')
  assert.equal(
    refusal(step(play(fresh(), send, receive), { verb: 'askForInformation' }, as('receiver'))),
    'noteMissing',
  )
})

test('nobody starts before somebody has taken charge', () => {
  const at = play(fresh(), send, receive, contact, accept)
  assert.equal(at.now.nextStep?.clock, 'assign')
  assert.equal(refusal(step(at, { verb: 'start' }, as('receiver'))), 'notAssigned')
  assert.equal(play(at, assign).now.nextStep?.clock, 'firstSession')
})

test('a lost pregnancy stops the machinery at once, but Amina keeps her counsellor', () => {
  const at = play(fresh(), send, receive, contact, accept, assign, ['system', { verb: 'pregnancyLost' }])
  assert.equal(at.now.stopped, 'pregnancyLost')
  assert.deepEqual(at.now.holder, lone)
  assert.equal(at.now.nextStep?.clock, 'afterLoss')
})

test('a consent taken back closes the referral and gives Karen the task; a started course goes on unshared', () => {
  const closed = play(fresh(), send, receive, ['system', { verb: 'consentWithdrawn' }])
  assert.equal(closed.now.state, 'withdrawn')
  assert.equal(closed.now.followUp?.side, 'sender')
  const started = play(fresh(), send, receive, contact, accept, assign, ['receiver', { verb: 'start' }])
  const unshared = play(started, ['system', { verb: 'consentWithdrawn' }])
  assert.equal(unshared.now.state, 'started')
  assert.deepEqual([unshared.now.consentUntil, unshared.now.feedback], [null, 'none'])
})

test('"other" must be explained, and a code on no list is refused', () => {
  const at = play(fresh(), send, receive)
  assert.equal(refusal(step(at, { verb: 'decline', reason: 'other' }, as('receiver'))), 'noteMissing')
  assert.equal(refusal(step(at, { verb: 'decline', reason: 'nonsense' as 'other' }, as('receiver'))), 'reasonUnknown')
})

test('every state can be reached from a draft, and every open one can be closed', () => {
  const reach = (from: string): Set<string> => {
    const found = new Set([from])
    for (const state of found) for (const row of transitions) if (row.from === state) found.add(row.to)
    return found
  }
  assert.deepEqual([...reach('draft')].sort(), [...stateNames].sort())
  for (const state of stateNames)
    if (states[state].open) assert.ok([...reach(state)].some(to => to === 'withdrawn' || to === 'ended'))
  assert.equal(new Set(transitions.map(walkOf)).size, transitions.length, 'no row twice')
})

const sequences = Number(process.env.BROBYGGER_SEQUENCES ?? 10_000)

test(`${sequences} random stories of 50 steps agree with the reference model, and nobody is lost`, t => {
  const seed = Number(process.env.BROBYGGER_SEED ?? 20261123)
  const result = compare({ seed, sequences, length: 50 })
  assert.equal(result.divergence, null, `seed ${seed}`)
  assert.equal(result.steps, sequences * 50)
  t.diagnostic(
    `${result.steps} steps, ${result.taken} taken, ${result.walked.size} of ${transitions.length} rows walked`,
  )
  if (sequences >= 1000)
    assert.deepEqual(
      transitions.map(walkOf).filter(walk => !result.walked.has(walk)),
      [],
      'rows no story walked',
    )
})

test('the comparison notices every planted fault in the table, row by row', t => {
  const mutants: [string, Transition[]][] = []
  const known = new Set(transitions.map(row => `${row.from} ${row.verb} ${row.side}`))
  for (const [index, row] of transitions.entries()) {
    const with_ = (...replacement: Transition[]) => transitions.toSpliced(index, 1, ...replacement)
    mutants.push([`without ${walkOf(row)}`, with_()])
    const elsewhere =
      stateNames[(stateNames.indexOf(row.to) + 1 + (index % (stateNames.length - 1))) % stateNames.length]
    mutants.push([`${walkOf(row)} to ${elsewhere}`, with_({ ...row, to: elsewhere as Transition['to'] })])
    const side = (['sender', 'receiver', 'system'] as const).find(
      other => other !== row.side && !known.has(`${row.from} ${row.verb} ${other}`),
    )
    if (side) mutants.push([`${walkOf(row)} by ${side}`, with_({ ...row, side })])
  }
  for (const from of stateNames)
    for (const verb of verbs)
      if (!transitions.some(row => row.from === from && row.verb === verb))
        mutants.push([`new ${from} ${verb}`, [...transitions, { from, verb, to: from, side: 'receiver' }]])
  const unseen = mutants
    .filter(([, table]) => compare({ seed: 1, sequences: 6000, length: 50, table }).divergence === null)
    .map(([name]) => name)
  assert.deepEqual(unseen, [])
  t.diagnostic(`${mutants.length} planted faults, all noticed`)
})
