import { html } from 'hono/html'
import {
  actions,
  button,
  conflict,
  dataTable,
  dateInput,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  taps,
  textInput,
  timeInput,
} from '../../../design/index.ts'
import { fullDay, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, fieldList, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  addRosterDay,
  changeStaff,
  type Employed,
  employedBy,
  hire,
  type PlannedDay,
  removeRosterDay,
  rosterDays,
  type StaffWords,
} from '../hire.ts'
import { type Site, sitesOf } from '../organisations.ts'
import { placesFor } from '../places.ts'
import type { StaffRole } from '../staff.ts'
import { asTyped, readRosterDay, readStaff } from '../staff-form.ts'
import { clockTime, roleHints, roleWords, weekdays } from '../words.ts'
import { type AccessTyped, accessSections } from './staff-access.ts'

export const staffId = ({ params }: Visit): Id => {
  if (!isId(params.id)) throw new Refusal('unknown')
  return params.id
}

const typedOf = (one: StaffWords): Form => ({
  navn: one.name,
  titel: one.title,
  rolle: one.role,
  email: one.email,
  timer: one.weeklyHours === null ? '' : String(one.weeklyHours).replace('.', ','),
  begynder: asTyped(one.startsOn),
  ophoerer: asTyped(one.endsOn),
  steder: one.sites,
})

interface StaffForm {
  action: string
  sites: Site[]
  typed: Form
  errors?: FieldError[]
  version?: number
  label: string
  back: string
  /** The last day is asked of a new colleague alone: later it is leaving's, where the families are handed over. */
  isNew: boolean
}

const staffForm = (
  visit: Visit,
  { action, sites, typed, errors = [], version, label, back, isNew }: StaffForm,
): Html => {
  const text = (name: string) => ({ name, value: field(typed, name), error: errorFor(errors, name) })
  return formOf(
    { action, token: visit.formToken, version },
    html`${textInput({ ...text('navn'), label: 'Navn' })}${textInput({ ...text('titel'), label: 'Titel' })}${taps({
      name: 'rolle',
      label: 'Hvad skal hun kunne?',
      value: field(typed, 'rolle'),
      error: errorFor(errors, 'rolle'),
      options: (Object.keys(roleWords) as StaffRole[]).map(role => ({
        value: role,
        text: roleWords[role],
        hint: roleHints[role],
      })),
    })}${textInput({ ...text('email'), label: 'Arbejdsmail', type: 'email', hint: 'Hun logger ind med den' })}${textInput(
      {
        ...text('timer'),
        label: 'Timer om ugen',
        optional: true,
        width: 'short',
        hint: 'Det, hun er ansat til. Pladserne på tavlen regnes af vagtplanen.',
      },
    )}${dateInput({ ...text('begynder'), label: 'Første arbejdsdag' })}${
      isNew ? dateInput({ ...text('ophoerer'), label: 'Sidste arbejdsdag', optional: true }) : ''
    }${taps({
      name: 'steder',
      label: 'Hvor arbejder hun?',
      optional: true,
      many: true,
      value: fieldList(typed, 'steder'),
      error: errorFor(errors, 'steder'),
      options: sites.map(site => ({ value: site.id, text: site.name })),
    })}${actions(submit(label), linkButton({ href: back, text: 'Tilbage' }))}`,
  )
}

const newForm = (
  visit: Visit,
  sites: Site[],
  typed: Form,
  errors: FieldError[] = [],
): Html => html`${errorSummary(errors)}<h1>Opret en medarbejder</h1>
${staffForm(visit, { action: '/medarbejdere', sites, typed, errors, label: 'Opret', back: '/medarbejdere', isNew: true })}`

export const askStaff = async (visit: Visit): Promise<Answer> =>
  page(
    'Opret en medarbejder',
    newForm(visit, await placesFor(visit.db, today(visit.clock), []), { begynder: asTyped(today(visit.clock)) }),
  )

const emailTaken: FieldError = { field: 'email', message: 'En kollega har allerede den mail. Skriv en anden.' }

export const createStaff = async (visit: Visit): Promise<Answer> => {
  const { db, form } = visit
  const sites = await placesFor(db, today(visit.clock), [])
  const { words, errors } = readStaff(form, sites)
  if (!words) return again('Opret en medarbejder', newForm(visit, sites, form, errors))
  const made = await db.attempt(() => hire(db, words))
  return made.ok
    ? see(`/medarbejdere/${made.value}`, `${words.name} er oprettet. Send hende en invitation, når hun skal begynde.`)
    : again('Opret en medarbejder', newForm(visit, sites, form, [emailTaken]))
}

/** One colleague: to an administrator the forms, to a coordinator the facts. */
export const showOne = async (visit: Visit): Promise<Answer> => {
  const { db, actor } = visit
  const one = await employedBy(db, staffId(visit))
  return page(one.name, await onePage(visit, one, { canChange: actor.role === 'administrator' }))
}

interface Shown {
  canChange: boolean
  typed?: Form
  rosterTyped?: Form
  errors?: FieldError[]
  rosterErrors?: FieldError[]
  /** What was typed about roles and ways in. */
  access?: AccessTyped
}

export const onePage = async (visit: Visit, one: Employed, shown: Shown): Promise<Html> => {
  const { db, actor, clock } = visit
  const days = await rosterDays(db, one.id)
  const known = [...one.sites, ...days.map(day => day.site)]
  // Who may only read it needs the names of her places, and none to choose from.
  const sites = shown.canChange ? await placesFor(db, today(clock), known) : await sitesOf(db, known)
  const hasLeft = one.leftAt !== null || (one.endsOn !== null && one.endsOn < today(clock))
  return html`${errorSummary([...(shown.errors ?? []), ...(shown.rosterErrors ?? []), ...(shown.access?.errors ?? [])])}
<h1>${one.name}</h1>
<p class="bb-lead">${one.title}. ${hasLeft ? `Stoppet ${one.endsOn ? fullDay(one.endsOn) : ''}.` : `Ansat siden ${fullDay(one.startsOn)}${one.endsOn ? `, sidste dag ${fullDay(one.endsOn)}` : ''}.`}</p>
${hasLeft || one.id === actor.staff ? '' : html`<p>${linkButton({ href: `/medarbejdere/${one.id}/afgang`, text: `${one.name.split(' ')[0]} stopper` })}</p>`}
<h2>Vagtplan</h2>
${rosterTable(visit, one, days, sites, shown.canChange)}
${hoursWords(one, days)}
${shown.canChange && !hasLeft ? rosterForm(visit, one, sites, shown) : ''}
${shown.canChange && !hasLeft ? await accessSections(visit, one, shown.access) : ''}
${
  shown.canChange
    ? html`<h2>Oplysninger</h2>${staffForm(visit, {
        action: `/medarbejdere/${one.id}`,
        sites,
        typed: shown.typed ?? typedOf(one),
        errors: shown.errors,
        version: one.version,
        label: 'Gem oplysninger',
        back: '/medarbejdere',
        isNew: false,
      })}`
    : html`<p><a href="/medarbejdere">Alle medarbejdere</a></p>`
}`
}

const hour = new Intl.NumberFormat('da', { maximumFractionDigits: 2 })
const inHours = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours + minutes / 60
}

/** Which hours count, where the contract says one number and the roster another. */
const hoursWords = ({ weeklyHours }: Employed, days: PlannedDay[]): Html | '' => {
  if (days.length === 0) return ''
  const planned = days.reduce((sum, day) => sum + inHours(day.ends) - inHours(day.starts), 0)
  const employed =
    weeklyHours === null ? 'Timer i ansættelsen er ikke oplyst.' : `Ansat til ${hour.format(weeklyHours)}.`
  return html`<p class="bb-note">I alt ${hour.format(planned)} timer om ugen på vagtplanen: dem regnes pladserne på tavlen af. ${employed}</p>`
}

const rosterTable = (visit: Visit, one: Employed, days: PlannedDay[], sites: Site[], canChange: boolean): Html => {
  if (days.length === 0) return html`<p>Ingen faste dage. Hun regnes for at være på arbejde alle hverdage.</p>`
  const name = (id: Id) => sites.find(site => site.id === id)?.name ?? 'Sted ikke oplyst'
  return dataTable<PlannedDay>({
    caption: 'Vagtplan',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Dag', cell: day => weekdays[day.weekday - 1] ?? '' },
      { head: 'Sted', cell: day => [name(day.site), day.room].filter(Boolean).join(', ') },
      { head: 'Tid', cell: day => `${clockTime(day.starts)}–${clockTime(day.ends)}` },
      ...(canChange
        ? [
            {
              head: 'Fjern',
              quiet: true,
              cell: (day: PlannedDay) =>
                formOf(
                  { action: `/medarbejdere/${one.id}/vagter/fjern`, token: visit.formToken },
                  html`<input type="hidden" name="vagt" value="${day.id}">${button({ label: 'Fjern', kind: 'link', about: `${weekdays[day.weekday - 1]} ${name(day.site)}` })}`,
                ),
            },
          ]
        : []),
    ],
    rows: days,
  })
}

const rosterForm = (
  visit: Visit,
  one: Employed,
  sites: Site[],
  { rosterTyped = {}, rosterErrors = [] }: Shown,
): Html => {
  const text = (name: string) => ({ name, value: field(rosterTyped, name), error: errorFor(rosterErrors, name) })
  return html`<details${rosterErrors.length > 0 ? ' open' : ''}><summary>Sæt en dag på vagtplanen</summary>
${formOf(
  { action: `/medarbejdere/${one.id}/vagter`, token: visit.formToken },
  html`${select({ ...text('ugedag'), label: 'Ugedag', empty: 'Vælg', options: weekdays.map((day, nth) => ({ value: String(nth + 1), text: day })) })}${select(
    {
      ...text('sted'),
      label: 'Sted',
      empty: 'Vælg',
      options: sites.map(site => ({ value: site.id, text: site.name })),
    },
  )}${timeInput({ ...text('fra'), label: 'Fra', hint: 'For eksempel 8.30' })}${timeInput({ ...text('til'), label: 'Til', hint: 'For eksempel 14.30' })}${textInput(
    { ...text('rum'), label: 'Rum', optional: true },
  )}${submit('Sæt på vagtplanen')}`,
)}</details>`
}

export const saveStaff = async (visit: Visit): Promise<Answer> => {
  const { db, form, actor } = visit
  const before = await employedBy(db, staffId(visit))
  const sites = await placesFor(db, today(visit.clock), before.sites)
  const read = readStaff({ ...form, ophoerer: asTyped(before.endsOn) }, sites)
  const errors = [...read.errors]
  if (read.words && before.id === actor.staff && read.words.role !== before.role)
    errors.push({ field: 'rolle', message: 'Du kan ikke give dig selv en anden rolle. Bed en anden administrator.' })
  const refuse = async (why: FieldError[]) =>
    again(before.name, await onePage(visit, before, { canChange: true, typed: form, errors: why }))
  if (!read.words || errors.length > 0) return refuse(errors)
  const words = read.words
  if (field(form, '_version') !== String(before.version)) return clash(visit, before, words, sites)
  const changed = await db.attempt(() => changeStaff(db, before, words))
  if (!changed.ok)
    return refuse([
      changed.constraint === 'holding_holder_works_here'
        ? {
            field: 'rolle',
            message: 'Hun har stadig familier, og den rolle ser ingen. Overdrag familierne først, under Stopper.',
          }
        : emailTaken,
    ])
  if (!changed.value) return clash(visit, await employedBy(db, before.id), words, sites)
  return see(`/medarbejdere/${before.id}`, 'Oplysningerne er gemt.')
}

const clash = (visit: Visit, saved: Employed, yours: StaffWords, sites: Site[]): Answer => {
  const said = (one: StaffWords) => {
    const places = one.sites.map(id => sites.find(site => site.id === id)?.name).filter(Boolean)
    return [one.name, one.title, roleWords[one.role], one.email, places.join(', ')] as const
  }
  const theirs = said(saved)
  const mine = said(yours)
  return page(
    saved.name,
    conflict({
      by: 'En anden administrator',
      at: 'imens',
      fields: ['Navn', 'Titel', 'Rolle', 'Mail', 'Steder'].map((label, nth) => ({
        label,
        saved: theirs[nth] ?? '',
        yours: mine[nth] ?? '',
      })),
      form: staffForm(visit, {
        action: `/medarbejdere/${saved.id}`,
        sites,
        typed: typedOf(yours),
        version: saved.version,
        label: 'Gem min udgave',
        back: `/medarbejdere/${saved.id}`,
        isNew: false,
      }),
      keep: { href: `/medarbejdere/${saved.id}`, text: 'Lad den gemte stå' },
    }),
    { status: 409 },
  )
}

export const planDay = async (visit: Visit): Promise<Answer> => {
  const { db, form } = visit
  const one = await employedBy(db, staffId(visit))
  const { day, errors } = readRosterDay(form, one.id, await placesFor(db, today(visit.clock), []))
  if (!day)
    return again(one.name, await onePage(visit, one, { canChange: true, rosterTyped: form, rosterErrors: errors }))
  await addRosterDay(db, day)
  db.audit('write', 'roster', one.id)
  return see(`/medarbejdere/${one.id}`, 'Dagen står på vagtplanen.')
}

export const unplanDay = async (visit: Visit): Promise<Answer> => {
  const { db, form } = visit
  const one = await employedBy(db, staffId(visit))
  const planned = field(form, 'vagt')
  if (!isId(planned)) throw new Refusal('unknown')
  await removeRosterDay(db, one.id, planned)
  db.audit('write', 'roster', one.id)
  return see(`/medarbejdere/${one.id}`, 'Dagen er taget af vagtplanen.')
}
