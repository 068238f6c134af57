import Holidays from 'date-holidays'

/** A day in Denmark, 'YYYY-MM-DD'. */
export type Day = string

export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const zone = 'Europe/Copenhagen'
const dayFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const timeFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
const longFormat = new Intl.DateTimeFormat('da-DK', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
const fullFormat = new Intl.DateTimeFormat('da-DK', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const weekdayFormat = new Intl.DateTimeFormat('da-DK', { timeZone: 'UTC', weekday: 'long' })

export const dayOf = (instant: Date): Day => dayFormat.format(instant)
export const today = (clock: Clock): Day => dayOf(clock.now())
/** '10.30': the Danish way to write a time of day. */
export const timeOf = (instant: Date): string => timeFormat.format(instant).replace(':', '.')

const utc = (day: Day) => new Date(`${day}T00:00:00Z`)
const toDay = (date: Date): Day => date.toISOString().slice(0, 10)

/** 'onsdag 2. december' */
export const longDay = (day: Day): string => longFormat.format(utc(day))
/** 'onsdag 2. december', and the year where it is not this year. */
export const longDayFrom = (day: Day, today: Day): string =>
  day.slice(0, 4) === today.slice(0, 4) ? longDay(day) : `${longDay(day)} ${Number(day.slice(0, 4))}`
/** '2. december 2026' */
export const fullDay = (day: Day): string => fullFormat.format(utc(day))
/** 'onsdag' */
export const weekdayName = (day: Day): string => weekdayFormat.format(utc(day))

export const addDays = (day: Day, days: number): Day => {
  const date = utc(day)
  date.setUTCDate(date.getUTCDate() + days)
  return toDay(date)
}
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000)

/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: Day): number => utc(day).getUTCDay() || 7

/** ISO week number. */
export const weekNumber = (day: Day): number => {
  const thursday = addDays(day, 4 - weekday(day))
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
}

/** A real calendar day, 29 February only in leap years. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && toDay(utc(text)) === text

const calendar = new Holidays('DK')
const holidaysByYear = new Map<string, Set<Day>>()
const holidaysOf = (year: string): Set<Day> => {
  const known = holidaysByYear.get(year)
  if (known) return known
  const days = new Set(
    calendar
      .getHolidays(Number(year))
      .filter(h => h.type === 'public')
      .map(h => h.date.slice(0, 10)),
  )
  holidaysByYear.set(year, days)
  return days
}

export const isHoliday = (day: Day): boolean => holidaysOf(day.slice(0, 4)).has(day)

export const isWorkday = (day: Day): boolean => weekday(day) <= 5 && !isHoliday(day)

/** The day `count` Danish working days after `day`: promises to families count hverdage, not days. */
export const addWorkdays = (day: Day, count: number): Day => {
  let at = day
  for (let left = count; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkday(at)) left--
  }
  return at
}

/** Working days from `from` (not counted) to `to` (counted); negative when `to` lies before. */
export const workdaysBetween = (from: Day, to: Day): number => {
  if (to < from) return -workdaysBetween(to, from)
  let count = 0
  for (let at = from; at < to; ) {
    at = addDays(at, 1)
    if (isWorkday(at)) count++
  }
  return count
}

/** The instant of a Danish wall-clock time ('09:30') on a day, summer and winter time alike. */
export const instantOf = (day: Day, time: string): Date => {
  const guess = new Date(`${day}T${time}:00Z`)
  const shown = (at: Date) => new Date(`${dayOf(at)}T${timeFormat.format(at)}:00Z`).getTime()
  const first = new Date(guess.getTime() - (shown(guess) - guess.getTime()))
  return new Date(first.getTime() - (shown(first) - guess.getTime()))
}

/** Reads a time of day as people write it: 10.30, 10:30, 1030, 9 or kl. 9. Gives '10:30'. */
export const readTime = (text: string): string | undefined => {
  const found = /^(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:]?\s*(\d{2}))?$/i.exec(text.trim())
  if (!found) return undefined
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : undefined
}
