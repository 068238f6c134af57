import type { ReferralModel } from './commands.ts'
import { broken, draft, step } from './machine.ts'
import { type Tale, type Told, tell } from './model.ts'
import { dice, randomCommand, randomReferral } from './random.ts'
import type { Transition } from './transitions.ts'

// Plays random stories on the machine and on the reference model at once, and says where they first disagree.

export const told = ({ now }: ReferralModel): Told => ({
  state: now.state,
  holder: now.holder,
  clock: now.nextStep?.clock ?? null,
  promised: now.nextStep?.promised ?? null,
  due: now.nextStep?.due ?? null,
  acts: now.nextStep?.side ?? null,
  task: now.followUp,
  referrer: now.referrer,
  tries: now.attempts,
  called: (now.calls ?? []).map(({ day, time, outside }) => `${outside ? '-' : ''}${day} ${time}`),
  taken: now.assigned,
  cameFrom: now.resume,
  lost: now.stopped === 'pregnancyLost',
  consentUntil: now.consentUntil,
  feedback: now.feedback,
})

const samePerson = (a: { org: string; person: string } | null, b: { org: string; person: string } | null): boolean =>
  a === b || (a !== null && b !== null && a.org === b.org && a.person === b.person)

const same = (a: Told, b: Told): boolean =>
  a.state === b.state &&
  samePerson(a.holder, b.holder) &&
  a.clock === b.clock &&
  a.promised === b.promised &&
  a.due === b.due &&
  a.acts === b.acts &&
  samePerson(a.task, b.task) &&
  a.task?.side === b.task?.side &&
  a.task?.due === b.task?.due &&
  samePerson(a.referrer, b.referrer) &&
  a.tries === b.tries &&
  a.called.join() === b.called.join() &&
  a.taken === b.taken &&
  a.cameFrom === b.cameFrom &&
  a.lost === b.lost &&
  a.consentUntil === b.consentUntil &&
  a.feedback === b.feedback

export type Comparison = {
  steps: number
  taken: number
  /** How often each row of the table was walked. */
  walked: Map<string, number>
  /** Where and how the two disagreed, or null. */
  divergence: string | null
}

export const walkOf = (row: Transition): string => `${row.from} ${row.verb} ${row.to} ${row.side}`

export function compare(options: {
  seed: number
  sequences: number
  length: number
  table?: readonly Transition[]
}): Comparison {
  const result: Comparison = { steps: 0, taken: 0, walked: new Map(), divergence: null }
  for (let sequence = 0; sequence < options.sequences; sequence += 1) {
    const d = dice(options.seed + sequence * 7919)
    let referral = draft(randomReferral(d))
    let tale: Tale = { receiver: referral.receiverOrg, at: told(referral), earlier: null, earlierVerb: null }
    for (let day = 0; day < options.length; day += 1) {
      const over = referral.now.state !== 'draft' && !referral.now.nextStep && !referral.now.followUp
      if (over && d.next(2) === 0) {
        // Nothing more can come of this one: she is referred anew, so that the story does not stand still.
        referral = draft(randomReferral(d))
        tale = { receiver: referral.receiverOrg, at: told(referral), earlier: null, earlierVerb: null }
      }
      const { command, context } = randomCommand(d, referral.now.state, day)
      const outcome = step(referral, command, context, options.table)
      const expected = tell(tale, command, context)
      result.steps += 1
      const where = `sequence ${sequence}, step ${day}: ${referral.now.state} ${command.verb} by ${context.side}`
      if (!outcome.ok || typeof expected === 'string') {
        const got = outcome.ok ? outcome.referral.now.state : outcome.refusal
        const wanted = typeof expected === 'string' ? expected : expected.at.state
        if (got !== wanted || outcome.ok) return { ...result, divergence: `${where} gave ${got}, not ${wanted}` }
        continue
      }
      const row = outcome.rows[0]
      const fault = broken(row.after) ?? lostFamily(row.after, command.verb)
      if (fault) return { ...result, divergence: `${where}: ${fault}` }
      if (!same(told(outcome.referral), expected.at))
        return {
          ...result,
          divergence: `${where}\n${JSON.stringify(told(outcome.referral))}\n${JSON.stringify(expected.at)}`,
        }
      const walk = walkOf({ from: row.from, verb: row.verb, to: row.to, side: row.side })
      result.walked.set(walk, (result.walked.get(walk) ?? 0) + 1)
      result.taken += 1
      referral = outcome.referral
      tale = expected
    }
  }
  return result
}

// Entering a closed-before-start state must leave a task; only an acknowledgement may take it away.
function lostFamily(after: ReferralModel['now'], verb: string): string | null {
  const entered = ['redirect', 'decline', 'womanDeclines', 'giveUp', 'closeAsMistaken', 'consentWithdrawn']
  return entered.includes(verb) && after.state !== 'started' && !after.followUp ? `${after.state}: nobody told` : null
}
