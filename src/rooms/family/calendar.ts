// Dates of life are calendar days, 'YYYY-MM-DD', never instants: a due date must not move with the server's time zone.

const dayMs = 86_400_000

const toDays = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs

const fromDays = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10)

/** Puts a day together, or undefined when the calendar has no such day. */
export function day(year: number, month: number, dayOfMonth: number): string | undefined {
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, dayOfMonth)
  const exists =
    year >= 1850 &&
    year <= 2150 &&
    at.getUTCFullYear() === year &&
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === dayOfMonth
  return exists ? at.toISOString().slice(0, 10) : undefined
}

/** True for a day that exists, written 'YYYY-MM-DD'. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts !== null && day(Number(parts[1]), Number(parts[2]), Number(parts[3])) === text
}

export const addDays = (date: string, days: number): string => fromDays(toDays(date) + days)

export const daysBetween = (from: string, to: string): number => toDays(to) - toDays(from)

/** The same day next year; 29 February gives 28 February, so that "at most one year" is never a day too long. */
export function oneYearAfter(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number]
  return day(year + 1, month, dayOfMonth) ?? `${year + 1}-02-28`
}

/** Whole months from one day to a later one, as people count a child's age. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = from.split('-').map(Number) as [number, number, number]
  const [toYear, toMonth, toDay] = to.split('-').map(Number) as [number, number, number]
  return (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0)
}

/** Reads a day as people write it: 7.3.1998, 07-03-1998, 7/3 1998, 07031998 or 1998-03-07; from 1850 to 2150. */
export function readDay(text: string): string | undefined {
  const trimmed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed)
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const danish =
    /^(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]\s*(\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  return danish ? day(Number(danish[3]), Number(danish[2]), Number(danish[1])) : undefined
}

const longDay = new Intl.DateTimeFormat('da', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** '23. november 2026' */
export const writeDay = (date: string): string => longDay.format(toDays(date) * dayMs)
