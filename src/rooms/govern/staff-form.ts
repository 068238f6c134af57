import type { FieldError } from '../../design/index.ts'
import { type Day, isDay } from '../../kernel/clock.ts'
import { type Form, field, fieldList } from '../../kernel/visit.ts'
import { isLine, readDanishDay } from './fields.ts'
import type { StaffWords } from './hire.ts'
import type { Site } from './organisations.ts'
import type { RosterDay, StaffRole } from './staff.ts'
import { roleWords } from './words.ts'

const isRole = (text: string): text is StaffRole => text in roleWords

/** Reads the form of a colleague. Every fault is a sentence at its field. */
export const readStaff = (form: Form, sites: Site[]): { words?: StaffWords; errors: FieldError[] } => {
  const errors: FieldError[] = []
  const must = (name: string, isGood: boolean, message: string) => {
    if (!isGood) errors.push({ field: name, message })
  }
  const name = field(form, 'navn')
  must('navn', isLine(name, 120), 'Skriv navnet, højst 120 tegn.')
  const title = field(form, 'titel')
  must('titel', isLine(title, 80), 'Skriv titlen, for eksempel Rådgiver.')
  const role = field(form, 'rolle')
  must('rolle', isRole(role), 'Vælg, hvad hun skal kunne.')
  const email = field(form, 'email').toLocaleLowerCase('da')
  must(
    'email',
    isLine(email, 200) && /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(email),
    'Skriv arbejdsmailen, for eksempel navn@example.org.',
  )
  const typedHours = field(form, 'timer')
  const hours = typedHours ? Number(typedHours.replace(',', '.')) : null
  must(
    'timer',
    hours === null || (/^\d{1,2}([.,]\d)?$/.test(typedHours) && hours <= 60),
    'Skriv timer om ugen som et tal fra 0 til 60, for eksempel 22 eller 7,5.',
  )
  const startsOn = readDanishDay(field(form, 'begynder'))
  must('begynder', startsOn !== undefined, 'Skriv den første arbejdsdag, for eksempel 1.12.2026.')
  const typedEnd = field(form, 'ophoerer')
  const endsOn = typedEnd ? readDanishDay(typedEnd) : undefined
  must('ophoerer', !typedEnd || endsOn !== undefined, 'Skriv den sidste dag, for eksempel 31.5.2027.')
  must('ophoerer', !endsOn || !startsOn || endsOn >= startsOn, 'Den sidste dag ligger før den første.')
  const wanted = fieldList(form, 'steder')
  const known = sites.filter(site => wanted.includes(site.id)).map(site => site.id)
  must(
    'steder',
    role !== 'referrer' || known.length > 0,
    'Vælg mindst ét sted: en henviser ser kun familier fra sine egne steder.',
  )
  if (errors.length > 0 || !isRole(role) || !startsOn) return { errors }
  return {
    words: { name, title, role, sites: known, email, weeklyHours: hours, startsOn, endsOn: endsOn ?? null },
    errors,
  }
}

/** '8.30' -> '08:30'; undefined for what is no time of day. */
export const readTime = (text: string): string | undefined => {
  const parts = /^(\d{1,2})[.:]?(\d{2})$/.exec(text.trim())
  if (!parts) return undefined
  const [hour, minute] = [Number(parts[1]), Number(parts[2])]
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, '0')}:${parts[2]}` : undefined
}

/** Reads one day of the roster: weekday, place, from and to. */
export const readRosterDay = (form: Form, staff: string, sites: Site[]): { day?: RosterDay; errors: FieldError[] } => {
  const errors: FieldError[] = []
  const weekday = Number(field(form, 'ugedag'))
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
    errors.push({ field: 'ugedag', message: 'Vælg en ugedag.' })
  const site = sites.find(one => one.id === field(form, 'sted'))
  if (!site) errors.push({ field: 'sted', message: 'Vælg et sted.' })
  const starts = readTime(field(form, 'fra'))
  if (!starts) errors.push({ field: 'fra', message: 'Skriv, hvornår dagen begynder, for eksempel 8.30.' })
  const ends = readTime(field(form, 'til'))
  if (!ends) errors.push({ field: 'til', message: 'Skriv, hvornår dagen slutter, for eksempel 14.30.' })
  if (starts && ends && ends <= starts) errors.push({ field: 'til', message: 'Dagen slutter, før den begynder.' })
  const room = field(form, 'rum')
  if (room && !isLine(room, 60)) errors.push({ field: 'rum', message: 'Skriv rummet kort, højst 60 tegn.' })
  if (errors.length > 0 || !site || !starts || !ends) return { errors }
  return { day: { staff, site: site.id, weekday, starts, ends, room: room || null }, errors }
}

/** A stored day as a person writes it in a field: '1.12.2026'. */
export const asTyped = (day: Day | null): string =>
  day && isDay(day) ? day.split('-').map(Number).reverse().join('.') : ''
