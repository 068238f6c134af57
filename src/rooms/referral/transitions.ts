import type { Side, State } from './states.ts'

export const verbs = [
  'send',
  'receive',
  'askForInformation',
  'answerInformation',
  'recordAttempt',
  'contact',
  'accept',
  'putOnWaitingList',
  'assign',
  'handOver',
  'plan',
  'redirect',
  'decline',
  'womanDeclines',
  'giveUp',
  'start',
  'end',
  'withdraw',
  'closeAsMistaken',
  'amend',
  'acknowledge',
  'undo',
  'pregnancyLost',
  'lossTakenBack',
  'consentWithdrawn',
] as const
export type Verb = (typeof verbs)[number]

export type Transition = { from: State; verb: Verb; to: State; side: Side }

const beforeStart: State[] = ['received', 'needsInformation', 'contacted', 'accepted', 'waiting']
const atReceiver: State[] = [...beforeStart, 'started']
const open: State[] = ['sent', ...atReceiver]
const unanswered: State[] = ['redirected', 'declinedByReceiver', 'declinedByWoman', 'notReached', 'mistaken']

const rows = (sides: Side[], verb: Verb, from: State[], to?: State): Transition[] =>
  from.flatMap(state => sides.map(side => ({ from: state, verb, to: to ?? state, side })))

const receiver: Side[] = ['receiver']
const sender: Side[] = ['sender']
const system: Side[] = ['system']

const forward: Transition[] = [
  ...rows(sender, 'send', ['draft'], 'sent'),
  ...rows(['receiver', 'system'], 'receive', ['sent'], 'received'),
  ...rows(receiver, 'askForInformation', ['received', 'contacted'], 'needsInformation'),
  ...rows(sender, 'answerInformation', ['needsInformation'], 'received'),
  ...rows(sender, 'answerInformation', ['needsInformation'], 'contacted'),
  ...rows(receiver, 'recordAttempt', beforeStart),
  ...rows(receiver, 'recordAttempt', ['received', 'needsInformation'], 'contacted'),
  ...rows(receiver, 'contact', ['received', 'needsInformation'], 'contacted'),
  // Nobody is put on a list, or promised a course, before somebody has spoken with her.
  ...rows(receiver, 'accept', ['contacted', 'waiting'], 'accepted'),
  ...rows(receiver, 'putOnWaitingList', ['contacted', 'accepted'], 'waiting'),
  ...rows(receiver, 'assign', ['received', 'needsInformation', 'contacted', 'accepted']),
  ...rows(receiver, 'assign', ['waiting'], 'accepted'),
  ...rows(['sender', 'system'], 'handOver', ['sent']),
  ...rows(['receiver', 'system'], 'handOver', atReceiver),
  ...rows(['sender', 'receiver', 'system'], 'handOver', unanswered),
  // After a consent taken back the task is the referrer's alone.
  ...rows(['sender', 'system'], 'handOver', ['withdrawn']),
  ...rows(receiver, 'plan', atReceiver),
  ...rows(receiver, 'redirect', beforeStart, 'redirected'),
  ...rows(receiver, 'decline', beforeStart, 'declinedByReceiver'),
  ...rows(receiver, 'womanDeclines', beforeStart, 'declinedByWoman'),
  ...rows(receiver, 'giveUp', beforeStart, 'notReached'),
  ...rows(receiver, 'start', ['accepted'], 'started'),
  ...rows(receiver, 'end', ['started'], 'ended'),
  ...rows(sender, 'withdraw', ['draft', 'sent', ...beforeStart], 'withdrawn'),
  ...rows(receiver, 'closeAsMistaken', atReceiver, 'mistaken'),
  ...rows(sender, 'amend', open),
  ...rows(['sender', 'receiver'], 'acknowledge', unanswered),
  ...rows(sender, 'acknowledge', ['withdrawn']),
  ...rows(system, 'pregnancyLost', ['draft', ...open, ...unanswered, 'withdrawn']),
  // A loss noted by mistake: a row of its own, whatever has happened since. What is closed has no promise to bring back.
  ...rows(system, 'lossTakenBack', open),
  ...rows(system, 'consentWithdrawn', ['draft', 'sent', ...beforeStart], 'withdrawn'),
  // The course goes on in the receiver's own rows; what stops is the sharing.
  ...rows(system, 'consentWithdrawn', ['started']),
]

/** What the receiver may take back, as long as nothing has happened since. */
export const undoable: readonly Verb[] = [
  'askForInformation',
  'recordAttempt',
  'contact',
  'accept',
  'putOnWaitingList',
  'assign',
  'redirect',
  'decline',
  'womanDeclines',
  'giveUp',
  'closeAsMistaken',
]

const backward = forward
  .filter(row => undoable.includes(row.verb))
  .map((row): Transition => ({ from: row.to, verb: 'undo', to: row.from, side: 'receiver' }))

const keyOf = (row: Transition): string => `${row.from} ${row.verb} ${row.to} ${row.side}`

/** Every change of state there is. The database holds the same rows and refuses any other. */
export const transitions: readonly Transition[] = [
  ...new Map([...forward, ...backward].map(row => [keyOf(row), row])).values(),
]
