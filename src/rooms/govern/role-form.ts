import type { FieldError } from '../../design/index.ts'
import { addDays, type Day, instantOf } from '../../kernel/clock.ts'
import { type Form, field } from '../../kernel/visit.ts'
import { readDanishDay } from './fields.ts'
import type { Employed } from './hire.ts'
import type { StaffRole } from './staff.ts'
import { readTime } from './staff-form.ts'
import { roleWords } from './words.ts'

const isRole = (text: string): text is StaffRole => Object.hasOwn(roleWords, text)

/** Reads a further role with its moments. Without a time it begins with its first day and ends with its last. */
export const readGivenRole = (
  form: Form,
  one: Pick<Employed, 'role' | 'sites'>,
  today: Day,
): { given?: { role: StaffRole; from: Date; until: Date | null }; errors: FieldError[] } => {
  const errors: FieldError[] = []
  const must = (name: string, isGood: boolean, message: string) => {
    if (!isGood) errors.push({ field: name, message })
  }
  const role = field(form, 'ny-rolle')
  must('ny-rolle', isRole(role) && role !== one.role, 'Vælg en rolle, hun ikke har i forvejen.')
  must(
    'ny-rolle',
    role !== 'referrer' || one.sites.length > 0,
    'En henviser skal have mindst ét sted. Sæt det under Oplysninger.',
  )
  const first = readDanishDay(field(form, 'rolle-fra'))
  must(
    'rolle-fra',
    first !== undefined && first >= today,
    'Skriv den første dag, i dag eller senere, for eksempel 1.12.2026.',
  )
  const last = field(form, 'rolle-til') ? readDanishDay(field(form, 'rolle-til')) : null
  must('rolle-til', last !== undefined, 'Skriv den sidste dag, for eksempel 31.1.2027.')
  const timeAt = (name: string, otherwise: string) => {
    const typed = field(form, name)
    const time = typed ? readTime(typed) : otherwise
    must(name, time !== undefined, 'Skriv klokkeslættet, for eksempel 8.30.')
    return time ?? otherwise
  }
  const fromTime = timeAt('rolle-fra-tid', '00:00')
  const untilTime = timeAt('rolle-til-tid', '')
  must('rolle-til', last !== null || !untilTime, 'Skriv den sidste dag til klokkeslættet.')
  if (errors.length > 0 || !isRole(role) || !first) return { errors }
  const from = instantOf(first, fromTime)
  const until = last ? (untilTime ? instantOf(last, untilTime) : instantOf(addDays(last, 1), '00:00')) : null
  must('rolle-til', !until || until > from, 'Rollen slutter, før den begynder.')
  return errors.length > 0 ? { errors } : { given: { role, from, until }, errors }
}
