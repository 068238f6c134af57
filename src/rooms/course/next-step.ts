import { addWorkdays, type Day, dayOf } from '../../kernel/clock.ts'
import type { Step } from '../caseload/index.ts'
import { type Count, capReached } from './cap.ts'
import type { CourseState, SessionState } from './session.ts'

/** Days we give ourselves where the agreement promises none. */
export const ownClocks = {
  bookSession: 5,
  whatNow: 5,
  endReport: 10,
  firstSession: 10,
  afterLoss: 5,
  askContact: 1,
} as const

export interface NextStep {
  step: Extract<Step, 'session' | 'bookSession' | 'whatNow' | 'endReport' | 'afterLoss' | 'askContact' | 'tellHer'>
  due: Day
  dueAt: Date | null
}

interface Situation {
  state: CourseState
  sessions: readonly { state: SessionState; from: Date }[]
  count: Count
  /** Her pregnancy has ended, and nobody has talked with her since. */
  awaitsTalk?: boolean
  /** Nobody has asked how she may be written to, so she has heard nothing of the appointment. */
  mustAsk?: boolean
  /** A message about something ahead did not come, or nobody knows: she hears it another way. */
  mustTell?: boolean
}

const aboutLoss: readonly string[] = ['pregnancyLost', 'talkedAfterLoss', 'lossTakenBack']

/** Her pregnancy has ended, and nobody has talked with her since: until then nothing else is the next step. */
export const awaitsTalk = (states: readonly { verb: string }[]): boolean =>
  states.filter(state => aboutLoss.includes(state.verb)).at(-1)?.verb === 'pregnancyLost'

/** The one dated next step of an open course: after a loss to talk with her, an appointment before all else, then what has to be found or decided. */
export const nextStep = (
  { state, sessions, count, awaitsTalk, mustAsk, mustTell }: Situation,
  today: Day,
  clocks: readonly { key: string; weekdays: number }[],
): NextStep => {
  const promised = (key: 'firstSession' | 'endReport' | 'afterLoss') =>
    addWorkdays(today, clocks.find(clock => clock.key === key)?.weekdays ?? ownClocks[key])
  const planned = sessions.filter(session => session.state === 'planned')
  const first = planned.toSorted((a, b) => a.from.getTime() - b.from.getTime())[0]
  if (awaitsTalk) {
    // She is asked before the next appointment comes, not at it.
    const [due = today] = [promised('afterLoss'), ...(first ? [dayOf(first.from)] : [])].toSorted()
    return { step: 'afterLoss', due: due < today ? today : due, dueAt: null }
  }
  if (mustTell) return { step: 'tellHer', due: today, dueAt: null }
  const asked = addWorkdays(today, ownClocks.askContact)
  // Close to the appointment she is asked there.
  if (first && mustAsk && asked < dayOf(first.from)) return { step: 'askContact', due: asked, dueAt: null }
  if (first) return { step: 'session', due: dayOf(first.from), dueAt: first.from }
  if (state === 'closing') return { step: 'endReport', due: promised('endReport'), dueAt: null }
  if (capReached(count)) return { step: 'whatNow', due: addWorkdays(today, ownClocks.whatNow), dueAt: null }
  if (sessions.length === 0) return { step: 'bookSession', due: promised('firstSession'), dueAt: null }
  return { step: 'bookSession', due: addWorkdays(today, ownClocks.bookSession), dueAt: null }
}
