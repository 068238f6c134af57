import { addDays, daysBetween, monthsBetween } from './calendar.ts'

export type GestationalAge = { weeks: number; days: number }

const term = 280
// Nobody is pregnant in week 45: a number above is a slip of the hand, most often a month typed as a week.
const longest = 45 * 7 - 1

const ofDays = (total: number): GestationalAge | undefined =>
  total < 0 || total > longest ? undefined : { weeks: Math.floor(total / 7), days: total % 7 }

/** How far along she is on a given day; undefined before week 0 and from week 45. */
export const gestationalAge = (dueDate: string, on: string): GestationalAge | undefined =>
  ofDays(term - daysBetween(on, dueDate))

/** The due date that a gestational age on a given day means. */
export const dueDateOf = (age: GestationalAge, on: string): string => addDays(on, term - age.weeks * 7 - age.days)

/** Reads '22+3', '22 + 3', 'uge 22' or '22'; undefined for anything else and from week 45. */
export function readGestationalAge(text: string): GestationalAge | undefined {
  const parts = /^(?:uge\s*)?(\d{1,2})(?:\s*\+\s*(\d))?$/i.exec(text.trim())
  if (!parts) return undefined
  const days = Number(parts[2] ?? 0)
  return days > 6 ? undefined : ofDays(Number(parts[1]) * 7 + days)
}

/** '22+3' */
export const writeGestationalAge = (age: GestationalAge): string => `${age.weeks}+${age.days}`

/** 'barn 9 dage', 'barn 6 uger', 'barn 3 mdr.', 'barn 2 år'; undefined before the birth. */
export function childAge(birthDate: string, on: string): string | undefined {
  const days = daysBetween(birthDate, on)
  if (days < 0) return undefined
  if (days < 14) return days === 1 ? 'barn 1 dag' : `barn ${days} dage`
  const months = monthsBetween(birthDate, on)
  if (months < 3) return `barn ${Math.floor(days / 7)} uger`
  return months < 24 ? `barn ${months} mdr.` : `barn ${Math.floor(months / 12)} år`
}
