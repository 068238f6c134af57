/** Where she stands: 'postponedNotAlone' is never 'negative', and 'declined' is an answer. */
export const screeningStates = [
  'notDue',
  'due',
  'postponedNotAlone',
  'declined',
  'negative',
  'concern',
  'positive',
] as const
export type ScreeningState = (typeof screeningStates)[number]
export type Before = ScreeningState | 'none'

export const screeningVerbs = ['plan', 'fallDue', 'notAlone', 'decline', 'clear', 'worry', 'disclose', 'undo'] as const
export type ScreeningVerb = (typeof screeningVerbs)[number]

export const nextActs = ['ask', 'askAgain', 'talk', 'followUp'] as const
export type NextAct = (typeof nextActs)[number]

interface Verb {
  to: ScreeningState
  from: readonly Before[]
  /** What must be true of the room: nobody else in it, somebody else in it, or nothing was asked. */
  alone: boolean | null
  next: NextAct
  /** Days until the next step, when nobody names another day. */
  days: number
}

const open: readonly Before[] = ['none', 'notDue', 'due', 'postponedNotAlone', 'declined', 'negative']

/**
 * All moves, here and again in the database. What she has told is not taken back by a later question: from 'positive'
 * there is no way to 'negative', only a row that says that it was written by mistake.
 */
export const verbs: Readonly<Record<ScreeningVerb, Verb>> = {
  plan: { from: ['none'], to: 'notDue', alone: null, next: 'ask', days: 28 },
  fallDue: {
    from: ['none', 'notDue', 'postponedNotAlone', 'declined', 'negative'],
    to: 'due',
    alone: null,
    next: 'ask',
    days: 7,
  },
  notAlone: { from: open, to: 'postponedNotAlone', alone: false, next: 'askAgain', days: 14 },
  decline: { from: open, to: 'declined', alone: true, next: 'askAgain', days: 28 },
  clear: { from: [...open, 'concern'], to: 'negative', alone: true, next: 'askAgain', days: 56 },
  worry: { from: [...open, 'concern'], to: 'concern', alone: true, next: 'talk', days: 7 },
  disclose: { from: [...open, 'concern', 'positive'], to: 'positive', alone: true, next: 'followUp', days: 7 },
  undo: {
    from: ['postponedNotAlone', 'declined', 'negative', 'concern', 'positive'],
    to: 'due',
    alone: null,
    next: 'ask',
    days: 7,
  },
}

/** Where the verb leads from here, or undefined when it leads nowhere. */
export const moveScreening = (from: Before, verb: ScreeningVerb, alone: boolean | null): ScreeningState | undefined =>
  verbs[verb].from.includes(from) && verbs[verb].alone === alone ? verbs[verb].to : undefined

/** The answers somebody may note from here, once she has been asked alone. */
export const answersFrom = (from: Before): ScreeningVerb[] =>
  screeningVerbs.filter(verb => verbs[verb].alone === true && verbs[verb].from.includes(from))
