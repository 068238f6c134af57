import { html } from 'hono/html'
import {
  button,
  type Column,
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
import { addDays, type Day, isDay, longDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { tellInside } from '../../../kernel/news.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Absence, absencesFrom, noteAbsence, takeBackAbsence } from '../absence.ts'
import { coversOn, type Plan, whyNotAway, whyNotCover, workdaysIn } from '../cover.ts'
import { readDanishDay } from '../fields.ts'
import { type Colleague, colleagues, rosterOf } from '../staff.ts'

const title = 'Fravær'
const longestDays = 366

const reasons = { holiday: 'Ferie', illness: 'Sygdom', course: 'Kursus', other: 'Andet' } as const
type Reason = keyof typeof reasons
const isReason = (text: string): text is Reason => text in reasons

const planOf = async ({ db, clock }: Visit): Promise<Plan> => {
  const day = today(clock)
  return {
    // Who starts later may cover later: everybody who works here within the year.
    staff: await colleagues(db, addDays(day, longestDays), ['counsellor', 'coordinator']).then(async later => {
      const now = await colleagues(db, day, ['counsellor', 'coordinator'])
      return [...new Map([...now, ...later].map(one => [one.id, one])).values()]
    }),
    roster: await rosterOf(db),
    absences: await absencesFrom(db, day),
  }
}

const nameOf = (plan: Plan, id: Id): string => plan.staff.find(one => one.id === id)?.name ?? 'En, der er stoppet'

/** A counsellor plans for herself, a coordinator for everybody. */
const mayPlanFor = (visit: Visit, plan: Plan): Colleague[] =>
  plan.staff.filter(one => visit.actor.role === 'coordinator' || one.id === visit.actor.staff)

interface Wish {
  who: Id
  days: Day[]
  reason: Reason
}

const readWish = (visit: Visit, plan: Plan): { wish?: Wish; errors: FieldError[] } => {
  const { form, clock, actor } = visit
  const errors: FieldError[] = []
  const who = actor.role === 'coordinator' ? field(form, 'hvem') : actor.staff
  if (!mayPlanFor(visit, plan).some(one => one.id === who))
    errors.push({ field: 'hvem', message: 'Vælg, hvem der skal være væk.' })
  const from = readDanishDay(field(form, 'fra'))
  const to = field(form, 'til') ? readDanishDay(field(form, 'til')) : from
  if (!from) errors.push({ field: 'fra', message: 'Skriv den første dag, for eksempel 3.12.2026.' })
  else if (from < today(clock))
    errors.push({ field: 'fra', message: 'Den første dag er gået. Skriv i dag eller senere.' })
  if (!to && from) errors.push({ field: 'til', message: 'Skriv den sidste dag, for eksempel 4.12.2026.' })
  if (from && to && to < from) errors.push({ field: 'til', message: 'Den sidste dag ligger før den første.' })
  if (from && to && to > addDays(from, longestDays))
    errors.push({ field: 'til', message: 'Skriv højst et år ad gangen.' })
  const reason = field(form, 'grund')
  if (!isReason(reason)) errors.push({ field: 'grund', message: 'Vælg, hvorfor.' })
  if (errors.length > 0 || !from || !to || !isReason(reason)) return { errors }
  const days = workdaysIn(from, to)
  if (days.length === 0)
    errors.push({ field: 'fra', message: 'Der er ingen hverdage i perioden, så ingen behøver at afløse.' })
  for (const day of days) {
    const busy = whyNotAway(plan, who, day)
    if (busy) errors.push({ field: 'fra', message: busy })
  }
  return errors.length > 0 ? { errors } : { wish: { who, days, reason }, errors }
}

const wishForm = (visit: Visit, plan: Plan, typed: Form, errors: FieldError[] = []): Html => {
  const people = mayPlanFor(visit, plan)
  return formOf(
    { action: '/fravaer/dage', token: visit.formToken },
    html`${
      visit.actor.role === 'coordinator'
        ? select({
            name: 'hvem',
            label: 'Hvem skal være væk?',
            empty: 'Vælg',
            value: field(typed, 'hvem'),
            error: errorFor(errors, 'hvem'),
            options: people.map(one => ({ value: one.id, text: one.name })),
          })
        : ''
    }${dateInput({ name: 'fra', label: 'Første dag', value: field(typed, 'fra'), error: errorFor(errors, 'fra') })}${dateInput(
      {
        name: 'til',
        label: 'Sidste dag',
        optional: true,
        hint: 'Lad feltet stå tomt, hvis det er én dag',
        value: field(typed, 'til'),
        error: errorFor(errors, 'til'),
      },
    )}${select({
      name: 'grund',
      label: 'Hvorfor?',
      empty: 'Vælg',
      value: field(typed, 'grund'),
      error: errorFor(errors, 'grund'),
      options: Object.entries(reasons).map(([value, text]) => ({ value, text })),
    })}${submit('Vælg afløsere')}`,
  )
}

const intro = html`<h1>${title}</h1>
<p class="bb-lead">Hver dag, en kollega er væk, står der en afløser med navn. Familierne kommer på afløserens arbejdsliste den dag.</p>`

const first = (
  visit: Visit,
  plan: Plan,
  typed: Form,
  errors: FieldError[] = [],
): Html => html`${errorSummary(errors)}${intro}
<h2>Skriv fravær</h2>
${wishForm(visit, plan, typed, errors)}
${ahead(visit, plan)}`

const ahead = (visit: Visit, plan: Plan): Html => {
  const mayTakeBack = ({ staff }: Absence) => visit.actor.role === 'coordinator' || staff === visit.actor.staff
  const columns: Column<Absence>[] = [
    { head: 'Dag', cell: row => capital(longDay(row.day)) },
    { head: 'Væk', cell: row => nameOf(plan, row.staff) },
    { head: 'Afløser', cell: row => nameOf(plan, row.cover) },
    { head: 'Hvorfor', cell: row => (isReason(row.reason) ? reasons[row.reason] : row.reason) },
    {
      head: 'Fortryd',
      quiet: true,
      cell: row =>
        mayTakeBack(row)
          ? formOf(
              { action: '/fravaer/fortryd', token: visit.formToken },
              html`<input type="hidden" name="hvem" value="${row.staff}"><input type="hidden" name="dag" value="${row.day}">${button({ label: 'Fortryd', kind: 'link', about: `${nameOf(plan, row.staff)} ${longDay(row.day)}` })}`,
            )
          : '',
    },
  ]
  return html`<h2>Fravær fra i dag</h2>${
    plan.absences.length === 0
      ? emptyState('Alle er på arbejde, så langt vi har skrevet.')
      : dataTable({ caption: 'Fravær fra i dag', quietCaption: true, stack: true, columns, rows: plan.absences })
  }`
}

export const showAbsence = async (visit: Visit): Promise<Answer> => page(title, first(visit, await planOf(visit), {}))

const coverField = (day: Day): string => `afloeser-${day}`

/** What the rooms above have to say about the days: talks that are agreed. */
const saidOf = ({ db, clock }: Visit, { who, days }: Wish): Promise<string[]> =>
  tellInside(db, { kind: 'staff.away', staff: who, from: days[0], to: days.at(-1) }, clock)

const coverForm = async (visit: Visit, plan: Plan, wish: Wish, typed: Form, errors: FieldError[]): Promise<Html> => {
  const { who, days, reason } = wish
  const said = await saidOf(visit, wish)
  const hidden = { hvem: who, fra: field(visit.form, 'fra'), til: field(visit.form, 'til'), grund: reason }
  return html`${errorSummary(errors)}<h1>Hvem afløser ${nameOf(plan, who)}?</h1>
<p class="bb-lead">${days.length === 1 ? 'Vælg en afløser.' : `Vælg en afløser til hver af de ${days.length} hverdage.`} Vi viser dem, der er på arbejde den dag.</p>
${said.map(sentence => html`<p class="bb-notice is-info"><span>${sentence} <a href="/kalender?uge=${days[0]}&amp;hvem=${who}">Se kalenderen</a></span></p>`)}
${formOf(
  { action: '/fravaer', token: visit.formToken },
  html`${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${days.map(day => {
  const covers = coversOn(plan, who, day)
  return select({
    name: coverField(day),
    label: capital(longDay(day)),
    empty: covers.length === 0 ? 'Ingen er på arbejde den dag' : 'Vælg',
    value: typed[coverField(day)] === undefined ? (covers[0]?.id ?? '') : field(typed, coverField(day)),
    error: errorFor(errors, coverField(day)),
    options: covers.map(one => ({ value: one.id, text: one.name })),
  })
})}${submit('Gem fravær og afløsere')}`,
)}
<p><a href="/fravaer">Tilbage uden at gemme</a></p>`
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** The period is good: now a person for each day. Nothing is saved yet. */
export const askCovers = async (visit: Visit): Promise<Answer> => {
  const plan = await planOf(visit)
  const { wish, errors } = readWish(visit, plan)
  if (!wish) return again(title, first(visit, plan, visit.form, errors))
  const without = wish.days.filter(day => coversOn(plan, wish.who, day).length === 0).map(nobodyOn)
  return without.length > 0
    ? again(title, await coverForm(visit, plan, wish, {}, without))
    : page(title, await coverForm(visit, plan, wish, {}, []))
}

const nobodyOn = (day: Day): FieldError => ({
  field: coverField(day),
  message: `Ingen er på arbejde ${longDay(day)}. Sæt en kollega på vagtplanen den dag først.`,
})

export const saveAbsence = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const plan = await planOf(visit)
  const { wish, errors } = readWish(visit, plan)
  if (!wish) return again(title, first(visit, plan, form, errors))
  const { who, days, reason } = wish
  const refused = days.flatMap(day => {
    if (coversOn(plan, who, day).length === 0) return nobodyOn(day)
    const message = whyNotCover(plan, who, field(form, coverField(day)), day)
    return message ? { field: coverField(day), message } : []
  })
  if (refused.length > 0) return again(title, await coverForm(visit, plan, wish, form, refused))
  const saved = await db.attempt(() =>
    noteAbsence(
      db,
      days.map(day => ({ staff: who, day, cover: field(form, coverField(day)), reason })),
      clock.now(),
    ),
  )
  if (!saved.ok) {
    // Somebody planned at the same moment: look again at who is here.
    const fresh = await planOf(visit)
    const meanwhile = [
      { field: coverField(days[0] ?? ''), message: 'En kollega har skrevet fravær imens. Se afløserne igennem igen.' },
    ]
    return again(title, await coverForm(visit, fresh, wish, {}, meanwhile))
  }
  const said = await saidOf(visit, wish)
  return see(
    '/fravaer',
    [`Fraværet er gemt. ${days.length === 1 ? 'Dagen' : 'Alle dage'} har en afløser.`, ...said].join(' '),
  )
}

export const takeBack = async (visit: Visit): Promise<Answer> => {
  const { db, form, actor } = visit
  const who = field(form, 'hvem')
  const day = field(form, 'dag')
  if (!isDay(day) || (actor.role !== 'coordinator' && who !== actor.staff)) throw new Refusal('forbidden')
  const plan = await planOf(visit)
  if (!plan.absences.some(row => row.staff === who && row.day === day)) throw new Refusal('alreadyDone')
  await takeBackAbsence(db, who, day)
  return see('/fravaer', `${nameOf(plan, who)} er på arbejde ${longDay(day)}.`)
}
