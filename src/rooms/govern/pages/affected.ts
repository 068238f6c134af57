import { html } from 'hono/html'
import {
  actions,
  button,
  dataTable,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  select,
  submit,
} from '../../../design/index.ts'
import { type Affected, affectedBy } from '../../../kernel/audit-read.ts'
import { addDays, type Day, dayOf, instantOf, longDay, timeOf, today } from '../../../kernel/clock.ts'
import { csvOf } from '../../../kernel/csv.ts'
import { type Answer, again, type Form, field, page, type Visit } from '../../../kernel/visit.ts'
import { readDanishDay } from '../fields.ts'
import { type Employed, everybody } from '../hire.ts'

const title = 'Hvem er berørt?'
const shown = 500

const body = (
  visit: Visit,
  staff: Employed[],
  typed: Form,
  errors: FieldError[] = [],
  found: Html | '' = '',
): Html => html`${errorSummary(errors)}<h1>${title}</h1>
<p class="bb-lead">Ved et muligt brud: hvis oplysninger har en medarbejder set eller ændret i en periode? Familierne står som numre. Koordinatoren kan slå dem op.</p>
${formOf(
  { action: '/hvem-er-beroert', token: visit.formToken },
  html`${select({
    name: 'medarbejder',
    label: 'Medarbejder',
    empty: 'Vælg',
    options: staff.map(one => ({ value: one.id, text: one.name })),
    value: field(typed, 'medarbejder'),
    error: errorFor(errors, 'medarbejder'),
  })}${dateInput({ name: 'fra', label: 'Fra og med', value: field(typed, 'fra'), error: errorFor(errors, 'fra') })}${dateInput(
    {
      name: 'til',
      label: 'Til og med',
      value: field(typed, 'til'),
      error: errorFor(errors, 'til'),
    },
  )}${actions(submit('Vis, hvem der er berørt'), button({ label: 'Hent som fil', formaction: '/hvem-er-beroert/fil' }))}`,
)}
${found}`

export const askAffected = async (visit: Visit): Promise<Answer> =>
  page(title, body(visit, await everybody(visit.db), { til: asTyped(today(visit.clock)) }))

const asTyped = (day: Day): string => day.split('-').map(Number).reverse().join('.')

interface Wanted {
  who: Employed
  from: Day
  to: Day
}

const read = (form: Form, staff: Employed[]): { wanted?: Wanted; errors: FieldError[] } => {
  const who = staff.find(one => one.id === field(form, 'medarbejder'))
  const from = readDanishDay(field(form, 'fra'))
  const to = readDanishDay(field(form, 'til'))
  const errors: FieldError[] = [
    ...(who ? [] : [{ field: 'medarbejder', message: 'Vælg en medarbejder.' }]),
    ...(from ? [] : [{ field: 'fra', message: 'Skriv den første dag, for eksempel 1.11.2026.' }]),
    ...(to ? [] : [{ field: 'til', message: 'Skriv den sidste dag, for eksempel 30.11.2026.' }]),
    ...(from && to && to < from ? [{ field: 'til', message: 'Den sidste dag ligger før den første.' }] : []),
  ]
  return errors.length === 0 && who && from && to ? { wanted: { who, from, to }, errors } : { errors }
}

const find = ({ db }: Visit, { who, from, to }: Wanted): Promise<Affected[]> => {
  db.audit('read', 'affected', [])
  return affectedBy(db.tables(), {
    organisation: db.actor.organisation,
    staff: who.id,
    from: instantOf(from, '00:00'),
    to: instantOf(addDays(to, 1), '00:00'),
  })
}

const moment = (at: Date): string => `${longDay(dayOf(at))} kl. ${timeOf(at)}`

export const showAffected = async (visit: Visit): Promise<Answer> => {
  const staff = await everybody(visit.db)
  const { wanted, errors } = read(visit.form, staff)
  if (!wanted) return again(title, body(visit, staff, visit.form, errors))
  const found = await find(visit, wanted)
  const result =
    found.length === 0
      ? html`<h2>Ingen berørt</h2>${emptyState(`${wanted.who.name} har ikke set eller ændret nogens oplysninger i den tid.`)}`
      : html`<h2>${found.length === 1 ? 'Én er berørt' : `${found.length} er berørt`}</h2>
${found.length > shown ? html`<p class="bb-note">Vi viser de første ${shown}. Filen har alle.</p>` : ''}
${dataTable<Affected>({
  caption: `Berørt af ${wanted.who.name}`,
  quietCaption: true,
  stack: true,
  columns: [
    { head: 'Nummer', cell: one => one.subject },
    { head: 'Første gang', cell: one => moment(one.first) },
    { head: 'Sidste gang', cell: one => moment(one.last) },
    { head: 'Gange', cell: one => String(one.times), numeric: true },
    { head: 'Ændret', cell: one => (one.changed ? 'Ja' : 'Nej') },
  ],
  rows: found.slice(0, shown),
})}`
  return page(title, body(visit, staff, visit.form, [], result))
}

export const affectedHeads = ['nummer', 'første gang', 'sidste gang', 'gange', 'ændret'] as const
export const affectedLine = (one: Affected): string[] => [
  one.subject,
  one.first.toISOString(),
  one.last.toISOString(),
  String(one.times),
  one.changed ? 'ja' : 'nej',
]

export const sendAffected = async (visit: Visit): Promise<Answer> => {
  const staff = await everybody(visit.db)
  const { wanted, errors } = read(visit.form, staff)
  if (!wanted) return again(title, body(visit, staff, visit.form, errors))
  const found = await find(visit, wanted)
  return {
    kind: 'file',
    name: 'beroerte.csv',
    type: 'text/csv; charset=utf-8',
    content: csvOf(affectedHeads, found.map(affectedLine)),
  }
}
