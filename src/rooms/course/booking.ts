import { type Day, dayOf, weekday } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { type Colleague, type Site, workOn } from '../govern/index.ts'
import { type Appointment, type Bounds, readAppointment } from './appointment.ts'
import { standsInTheWay, takenOn } from './day-plan.ts'
import { type Oddity, odditiesOf } from './oddities.ts'
import type { FieldError, Reader } from './reading.ts'
import { capital, sayDay, saySpan } from './say.ts'
import { siteName } from './scene.ts'
import { refusalWords } from './words.da.ts'

interface People {
  colleagues: readonly Colleague[]
  /** All places, for their names: those she may choose are in the bounds. */
  sites: readonly Site[]
  /** The appointment that is being moved stands in nobody's way. */
  except?: Id
}

/** Reads the form of an appointment, and asks whether the counsellor is at work that day, and whether what is odd is meant. */
export const readBooking = async (
  db: Db,
  read: Reader,
  bounds: Omit<Bounds, 'counsellors'>,
  people: People,
): Promise<Appointment | null> => {
  const appointment = readAppointment(read, { ...bounds, counsellors: people.colleagues.map(one => one.id) })
  if (!appointment) return null
  return (await isFree(db, read, appointment, bounds.now, people, { day: 'counsellor', sure: 'sure' }))
    ? appointment
    : null
}

/** She is at work that day, and whatever is odd about the time and place has been said yes to. */
export const isFree = async (
  db: Db,
  read: Reader,
  wanted: Appointment,
  now: Date,
  { colleagues, sites, except }: People,
  fields: { day: string; sure: string },
): Promise<boolean> => {
  const nameOf = (id: Id) => colleagues.find(one => one.id === id)?.name ?? 'En kollega'
  const day = dayOf(wanted.from)
  const { roster, cover } = await workOn(db, wanted.counsellor, day)
  if (cover) {
    read.wrong(
      fields.day,
      `${nameOf(wanted.counsellor)} er ikke på arbejde den dag. ${nameOf(cover)} afløser. Vælg en anden dag eller en anden rådgiver.`,
    )
    return false
  }
  // What has been is written down as it was.
  if (wanted.from <= now) return true
  const others = (await takenOn(db, day, wanted.counsellor, null)).filter(one => one.id !== except)
  const odd = odditiesOf(wanted, roster, others)
  if (odd.length === 0) return true
  // She says yes to this time with these oddities, and to no other.
  const asked = [wanted.from.toISOString(), ...odd.map(one => one.kind)].join(' ')
  const given = [read.words[fields.sure] ?? []].flat()
  read.words[`${fields.sure}Asked`] = asked
  if (given.includes(asked)) return true
  const name = nameOf(wanted.counsellor).split(' ')[0] ?? ''
  read.wrong(
    fields.sure,
    `${odd.map(one => sayOddity(one, { wanted, name, sites, today: dayOf(now) })).join(' ')} Ret aftalen, eller sæt kryds ved, at den skal ligge der.`,
  )
  return false
}

interface Odd {
  wanted: Appointment
  name: string
  sites: readonly Site[]
  today: Day
}

const sayOddity = (odd: Oddity, { wanted, name, sites, today }: Odd): string => {
  const day = dayOf(wanted.from)
  switch (odd.kind) {
    case 'dayOff':
      return `${capital(sayDay(day, today))} er ${weekday(day) > 5 ? 'i weekenden' : 'en helligdag'}.`
    case 'night':
      return `Kl. ${saySpan(wanted)} er om natten.`
    case 'elsewhere':
      return `${name} er på ${siteName(sites, odd.hours.site)} kl. ${saySpan(odd.hours)} den dag.`
    case 'outsideHours':
      return `${name} er på ${siteName(sites, odd.hours.site)} kl. ${saySpan(odd.hours)} den dag, og aftalen ligger uden for de timer.`
    case 'notThere':
      return `${name} er ikke på ${siteName(sites, wanted.site)} den ugedag.`
    case 'outsideUsual':
      return `Kl. ${saySpan(wanted)} ligger uden for ${name}s timer.`
    case 'travel':
      return `${name} har en aftale på ${siteName(sites, odd.other.site)} kl. ${saySpan(odd.other)}: der er ${odd.minutes} minutter imellem.`
  }
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
