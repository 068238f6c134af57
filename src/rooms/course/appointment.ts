import { addDays, type Day, dayOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import { instantThatIs, type Reader } from './reading.ts'

export const modes = ['physical', 'video', 'phone'] as const
export type Mode = (typeof modes)[number]

/** What is agreed about one session before it is held. */
export interface Appointment {
  from: Date
  to: Date
  mode: Mode
  site: Id | null
  room: string | null
  counsellor: Id
  interpreter: string | null
}

export interface Bounds {
  now: Date
  /** Nothing was held before the course began. */
  startedAt: Date
  sites: readonly Id[]
  counsellors: readonly Id[]
}

const daysBack = 30
const daysAhead = 366

/** Reads the fields of an appointment. A time that is past is a session nobody planned: it may be written down afterwards. */
export const readAppointment = (read: Reader, bounds: Bounds): Appointment | null => {
  const span = readSpan(read, bounds, { day: 'day', time: 'time', minutes: read.minutes('minutes') })
  const mode = read.one('mode', modes, 'Vælg, hvordan I mødes.')
  const site = read.one('site', bounds.sites)
  const room = read.text('room', 80)
  const counsellor = read.one('counsellor', bounds.counsellors, 'Vælg, hvem der holder samtalen.')
  const interpreter = read.text('interpreter', 80)
  if (mode === 'physical' && !site) read.wrong('site', 'Vælg, hvor I mødes.')
  if (!span || !mode || !counsellor || read.errors.length > 0) return null
  return {
    ...span,
    mode,
    site: mode === 'physical' ? site : null,
    room: (mode === 'physical' && room) || null,
    counsellor,
    interpreter: interpreter || null,
  }
}

/** Day, time and length as two instants. Summer-time nights are read by the clock on the wall. */
export const readSpan = (
  read: Reader,
  bounds: Pick<Bounds, 'now' | 'startedAt'>,
  fields: { day: string; time: string; minutes: number | null },
): { from: Date; to: Date } | null => {
  const day = read.day(fields.day)
  const time = read.time(fields.time)
  if (day) for (const message of dayFaults(day, bounds)) read.wrong(fields.day, message)
  if (!day || !time) return null
  const from = instantThatIs(day, time)
  if (!from) {
    read.wrong(fields.time, 'Den nat stilles uret frem, og klokkeslættet findes ikke. Vælg et andet.')
    return null
  }
  if (fields.minutes === null) return null
  return { from, to: new Date(from.getTime() + fields.minutes * 60_000) }
}

const dayFaults = (day: Day, { now, startedAt }: Pick<Bounds, 'now' | 'startedAt'>): string[] => {
  const today = dayOf(now)
  if (day < dayOf(startedAt)) return ['Dagen ligger før forløbet begyndte.']
  if (day < addDays(today, -daysBack)) return [`Dagen ligger mere end ${daysBack} dage tilbage.`]
  if (day > addDays(today, daysAhead)) return ['Dagen ligger mere end et år frem. Se, om årstallet er rigtigt.']
  return []
}
