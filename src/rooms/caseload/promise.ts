import type { Clock } from '../../design/index.ts'
import { addDays, type Day, dayOf, longDay, timeOf, weekday, weekdayName, workdaysBetween } from '../../kernel/clock.ts'
import { type Step, steps } from './steps.ts'

/** A promise to a family: what, by which day, and at what time when it is an appointment. */
export interface Promised {
  family: string
  due: Day
  dueAt: Date | null
}

export const sections = ['broken', 'today', 'week', 'later'] as const
export type Section = (typeof sections)[number]

/** Sunday of the week. */
export const endOfWeek = (today: Day): Day => addDays(today, 7 - weekday(today))

export const sectionOf = (due: Day, today: Day): Section => {
  if (due < today) return 'broken'
  if (due === today) return 'today'
  return due <= endOfWeek(today) ? 'week' : 'later'
}

/**
 * The one order of every list: the promise that has been broken longest first, then by day and time of day; an
 * appointment comes before what may be done at any hour. Nothing about the family decides it.
 */
export const byPromise = (a: Promised, b: Promised): number =>
  compare(a.due, b.due) ||
  (a.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER) ||
  compare(a.family, b.family)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const workdays = (count: number): string => (count === 1 ? '1 hverdag' : `${count} hverdage`)

/** The clock of a promise in weekdays and words. */
export const clockOf = ({ due, dueAt }: Pick<Promised, 'due' | 'dueAt'>, today: Day): Clock => {
  const time = dueAt ? ` kl. ${timeOf(dueAt)}` : ''
  switch (sectionOf(due, today)) {
    case 'broken': {
      const late = workdaysBetween(due, today)
      // A promise for Friday is broken on Saturday, before a weekday has passed.
      return { state: 'late', text: late > 0 ? `${workdays(late)} over` : `siden ${weekdayName(due)}` }
    }
    case 'today':
      return { state: 'soon', text: time.trim() || 'i dag' }
    case 'week':
      return { state: 'wait', text: `${weekdayName(due)}${time}` }
    case 'later':
      return { state: 'wait', text: `om ${workdays(workdaysBetween(today, due))}` }
  }
}

/** What was promised and when, as a sentence: 'Tage kontakt. Lovet senest tirsdag 17. november.' */
export const promiseWords = (step: Step, { due, dueAt }: Pick<Promised, 'due' | 'dueAt'>, today: Day): string => {
  const { promise } = steps[step]
  if (dueAt) {
    const when = dayOf(dueAt) === today ? 'i dag' : longDay(dayOf(dueAt))
    return `${promise} ${when} kl. ${timeOf(dueAt)}.${due < today ? ' Det er ikke skrevet, hvordan det gik.' : ''}`
  }
  if (due < today) return `${promise}. Det var lovet senest ${longDay(due)}.`
  return `${promise}. ${due === today ? 'Lovet i dag.' : `Lovet senest ${longDay(due)}.`}`
}
