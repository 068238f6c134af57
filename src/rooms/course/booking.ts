import { type Day, dayOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { type Colleague, coverOn } from '../govern/index.ts'
import { type Appointment, type Bounds, readAppointment } from './appointment.ts'
import { standsInTheWay } from './day-plan.ts'
import type { FieldError, Reader } from './reading.ts'
import { saySpan } from './say.ts'
import { refusalWords } from './words.da.ts'

/** Reads the form of an appointment, and asks whether the counsellor is at work that day. */
export const readBooking = async (
  db: Db,
  read: Reader,
  bounds: Omit<Bounds, 'counsellors'>,
  colleagues: readonly Colleague[],
): Promise<Appointment | null> => {
  const appointment = readAppointment(read, { ...bounds, counsellors: colleagues.map(one => one.id) })
  if (!appointment) return null
  const away = await awayOn(db, dayOf(appointment.from), appointment.counsellor, colleagues)
  if (!away) return appointment
  read.wrong('counsellor', away)
  return null
}

/** What to say when somebody is away on the day: who covers, so that there is a way on. */
export const awayOn = async (
  db: Db,
  day: Day,
  counsellor: Id,
  colleagues: readonly Colleague[],
): Promise<string | undefined> => {
  const cover = (await coverOn(db, day)).get(counsellor)
  if (!cover) return undefined
  const nameOf = (id: Id) => colleagues.find(one => one.id === id)?.name ?? 'En kollega'
  return `${nameOf(counsellor)} er ikke på arbejde den dag. ${nameOf(cover)} afløser. Vælg en anden dag eller en anden rådgiver.`
}

const fieldOf = { counsellor: 'time', room: 'room', interpreter: 'interpreter' } as const

/** A refused booking as an error at its field, with the time that is taken and a way on. */
export const takenError = async (
  db: Db,
  refusal: string,
  wanted: Appointment,
  colleagues: readonly Colleague[],
  fields: { day: string; time: string; room: string; interpreter: string } = {
    day: 'day',
    time: 'time',
    room: 'room',
    interpreter: 'interpreter',
  },
  except?: Id,
): Promise<FieldError> => {
  if (refusal !== 'counsellor' && refusal !== 'room' && refusal !== 'interpreter')
    return { field: fields.day, message: sayRefusal(refusal) }
  const found = await standsInTheWay(db, refusal, wanted, except)
  const when = found ? ` kl. ${saySpan(found)}` : ''
  const name = colleagues.find(one => one.id === wanted.counsellor)?.name ?? 'Rådgiveren'
  const message = {
    counsellor: `${name} har en anden aftale${when} den dag. Vælg et andet klokkeslæt, en anden dag eller en anden rådgiver.`,
    room: `Lokalet er optaget${when} den dag. Vælg et andet lokale eller et andet klokkeslæt.`,
    interpreter: `Tolken har en anden aftale${when} den dag. Vælg en anden tolk eller et andet klokkeslæt.`,
  }[refusal]
  return { field: fields[fieldOf[refusal]], message }
}

export const sayRefusal = (refusal: string): string =>
  (refusalWords as Record<string, string>)[refusal] ?? refusalWords.changedSince
