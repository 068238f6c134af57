import type { Call, Command, Context, NewReferral } from './commands.ts'
import { amendable, type ReasonList, reasonCodes } from './reasons.ts'
import type { ClockKey, Side, State } from './states.ts'
import { type Verb, verbs } from './transitions.ts'

export type Dice = { next: (below: number) => number; pick: <T>(list: readonly T[]) => T }

/** A small seeded generator (mulberry32): the same seed tells the same story on every machine. */
export function dice(seed: number): Dice {
  let at = seed >>> 0
  const next = (below: number): number => {
    at = (at + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  return { next, pick: list => list[next(list.length)] as (typeof list)[number] }
}

// Likely next words in each state, so that a story of 50 steps comes far; one in five is any word at all.
const likely: Record<State, readonly Verb[]> = {
  draft: ['send', 'send', 'send', 'send', 'withdraw'],
  sent: ['receive', 'receive', 'receive', 'receive', 'receive', 'handOver', 'amend'],
  received: [
    'contact',
    'recordAttempt',
    'recordAttempt',
    'recordAttempt',
    'askForInformation',
    'assign',
    'undo',
    'giveUp',
  ],
  needsInformation: ['answerInformation', 'contact', 'recordAttempt', 'recordAttempt', 'handOver', 'undo', 'giveUp'],
  contacted: ['accept', 'accept', 'putOnWaitingList', 'askForInformation', 'recordAttempt', 'recordAttempt', 'giveUp'],
  accepted: [
    'assign',
    'start',
    'putOnWaitingList',
    'recordAttempt',
    'recordAttempt',
    'recordAttempt',
    'giveUp',
    'undo',
  ],
  waiting: ['assign', 'accept', 'recordAttempt', 'recordAttempt', 'recordAttempt', 'giveUp', 'plan', 'undo'],
  redirected: ['acknowledge', 'undo', 'undo', 'handOver'],
  declinedByReceiver: ['acknowledge', 'undo', 'undo', 'handOver'],
  declinedByWoman: ['acknowledge', 'undo', 'undo', 'handOver'],
  notReached: ['acknowledge', 'undo', 'undo', 'undo', 'handOver'],
  started: [
    'plan',
    'amend',
    'pregnancyLost',
    'lossTakenBack',
    'handOver',
    'end',
    'closeAsMistaken',
    'consentWithdrawn',
  ],
  ended: verbs,
  withdrawn: ['acknowledge', 'handOver', 'pregnancyLost'],
  mistaken: ['acknowledge', 'undo', 'handOver'],
}

const usualSide: Partial<Record<Verb, Side>> = {
  send: 'sender',
  answerInformation: 'sender',
  withdraw: 'sender',
  amend: 'sender',
  acknowledge: 'sender',
  pregnancyLost: 'system',
  lossTakenBack: 'system',
  consentWithdrawn: 'system',
}

const names = ['Karen', 'Lone', 'Bente', 'Mette', 'Line']
const clockDays: Record<ClockKey, number> = {
  receive: 1,
  contact: 7,
  nextAttempt: 2,
  giveUp: 3,
  answer: 4,
  decide: 5,
  assign: 6,
  waiting: 30,
  firstSession: 14,
  course: 21,
  afterLoss: 9,
  followUp: 8,
}

// Written out beforehand: making dates would take most of the time of half a million steps.
const calendar = Array.from({ length: 500 }, (_, days) =>
  new Date(Date.UTC(2026, 10, 13) + days * 86_400_000).toISOString().slice(0, 10),
)
const dayAfter = (days: number): string => calendar[days + 10] as string

/** A referral to begin a story with: with and without consent, at every level of feedback. */
export const randomReferral = (d: Dice): NewReferral => ({
  referrer: { org: 'ouh', person: d.pick(names) },
  receiverOrg: 'moedrehjaelpen',
  consentUntil: d.next(12) === 0 ? null : dayAfter(d.pick([-1, 0, 365])),
  feedback: d.pick(['none', 'status', 'summary'] as const),
})

/** What somebody might try next, sensible or not, with the moment and the person. */
export function randomCommand(d: Dice, state: State, day: number): { command: Command; context: Context } {
  const verb = d.next(5) === 0 ? d.pick(verbs) : d.pick(likely[state])
  const side = d.next(6) === 0 ? d.pick(['sender', 'receiver', 'system'] as const) : (usualSide[verb] ?? 'receiver')
  const org = side === 'sender' ? 'ouh' : side === 'receiver' ? 'moedrehjaelpen' : 'brobygger'
  const context: Context = {
    now: `${dayAfter(day)}T10:00:00Z`,
    today: dayAfter(day),
    side,
    by: { org, person: d.pick(names) },
    due: clock => dayAfter(day + clockDays[clock]),
  }
  return { command: randomWords(d, verb, day), context }
}

function randomWords(d: Dice, verb: Verb, day: number): Command {
  const note = d.pick([undefined, ' ', 'Hun er flyttet', 'Hvad er hendes nummer?', 'Prøv igen', 'Nyt nummer'])
  const person = d.next(12) === 0 ? '' : d.pick(names)
  // A form may send a code that is on no list: the machine must say so, whatever the type promised.
  const code = <L extends ReasonList>(list: L) =>
    (d.next(10) === 0 ? 'nonsense' : d.pick(reasonCodes[list])) as (typeof reasonCodes)[L][number]
  switch (verb) {
    case 'receive':
    case 'assign':
    case 'handOver':
      return { verb, person, note }
    case 'recordAttempt':
      return { verb, reached: d.next(8) === 0, note, call: d.next(3) === 0 ? undefined : randomCall(d, day) }
    case 'plan':
      return { verb, due: dayAfter(day + (d.next(8) === 0 ? 88 + d.next(5) : d.next(12) - 2)), note }
    case 'putOnWaitingList':
      return { verb, reason: code('waiting'), note }
    case 'redirect':
      return { verb, to: code('redirected'), note }
    case 'decline':
      return { verb, reason: code('declinedByReceiver'), note }
    case 'womanDeclines':
      return { verb, reason: code('declinedByWoman'), note }
    case 'end':
      return { verb, reason: code('ended'), note }
    case 'withdraw':
      return { verb, reason: code('withdrawn'), note }
    case 'closeAsMistaken':
      return { verb, reason: code('falseEnrolment'), note }
    case 'acknowledge':
      return { verb, outcome: code('followUp'), note }
    case 'amend': {
      const field = d.next(10) === 0 ? ('consent' as (typeof amendable)[number]) : d.pick(amendable)
      return { verb, field, value: 'nyt', reason: code('amend'), note }
    }
    default:
      return { verb, note }
  }
}

/** A call on the day, at one of ten hours. */
const randomCall = (d: Dice, day: number): Call => ({
  day: dayAfter(day),
  time: `${String(8 + d.next(10)).padStart(2, '0')}.30`,
  outside: d.next(6) === 0,
})
