import { html } from 'hono/html'
import {
  actions,
  checkAnswers,
  dataTable,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  textArea,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, timeOf } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { glassCodes, type Outcome, outcomes, review, type Watch, watchList } from '../control.ts'
import { type Colleague, colleagueNames } from '../staff.ts'
import { roleWords } from '../words.ts'

/** A case is a number here: whoever keeps an eye on the house need not know who she is. */
const caseWords = (id: Id | null): string => (id ? `Familie ${id.slice(0, 8)}` : 'Ingen fundet')
const nameOf = (staff: Map<Id, Colleague>, id: Id): string => staff.get(id)?.name ?? 'En tidligere kollega'
const when = (at: Date): string => `${longDay(dayOf(at))} kl. ${timeOf(at)}`
const kindWords = { 'break-glass': 'Nødadgang', sample: 'Stikprøve' } as const
const happenedAt = (one: Watch): Date => (one.kind === 'sample' ? one.lookedAt : one.openedAt)

const staffOf = (visit: Visit, list: Watch[]) =>
  colleagueNames(visit.db, [...list.map(one => one.staff), ...list.flatMap(one => one.review?.by ?? [])])

/** What waits for somebody to look through it, and what was found before. */
export const showControl = async (visit: Visit): Promise<Answer> => {
  const list = await watchList(visit.db)
  const staff = await staffOf(visit, list)
  const open = list.filter(one => !one.review)
  const done = list.filter(one => one.review).reverse()
  return page(
    'Kontrol',
    html`<h1>Kontrol</h1>
<p class="bb-lead">Opslag, som nogen skal se efter: nødadgang hver gang, og hver uge nogle tilfældige opslag uden relation til familien.</p>
<h2>Venter på gennemgang</h2>
${open.length === 0 ? emptyState('Alt er gennemgået.') : watchTable('Venter på gennemgang', open, staff)}
${done.length === 0 ? '' : html`<h2>Gennemgået</h2>${watchTable('Gennemgået', done, staff)}`}`,
  )
}

const watchTable = (caption: string, rows: Watch[], staff: Map<Id, Colleague>): Html =>
  dataTable<Watch>({
    caption,
    quietCaption: true,
    stack: true,
    columns: [
      {
        head: 'Hvad',
        cell: one => html`<a href="/kontrol/${one.id}">${kindWords[one.kind]} ${longDay(dayOf(happenedAt(one)))}</a>`,
      },
      { head: 'Hvem', cell: one => `${nameOf(staff, one.staff)}, ${roleWords[one.role].toLocaleLowerCase('da')}` },
      { head: 'Om', cell: one => caseWords(one.case) },
      {
        head: 'Udfald',
        cell: one =>
          one.review ? `${outcomes[one.review.outcome]}, ${fullDay(dayOf(one.review.at))}` : 'Ikke gennemgået endnu',
      },
    ],
    rows,
  })

const watched = async (visit: Visit): Promise<{ one: Watch; staff: Map<Id, Colleague> }> => {
  const list = await watchList(visit.db)
  const one = list.find(row => row.id === visit.params.id)
  if (!one) throw new Refusal('unknown')
  return { one, staff: await staffOf(visit, [one]) }
}

const facts = (one: Watch, staff: Map<Id, Colleague>): Html =>
  checkAnswers([
    { question: 'Hvem', answer: `${nameOf(staff, one.staff)}, ${roleWords[one.role].toLocaleLowerCase('da')}` },
    { question: 'Hvornår', answer: when(happenedAt(one)) },
    { question: 'Om', answer: caseWords(one.case) },
    ...(one.kind === 'break-glass'
      ? [
          { question: 'Grund', answer: glassCodes[one.code] },
          { question: 'Kollegaens egne ord', answer: one.words },
          { question: 'Åben i', answer: one.case ? `${one.minutes} minutter` : 'Intet blev vist' },
        ]
      : [
          { question: 'Formål', answer: one.purpose },
          { question: 'Uge fra', answer: fullDay(one.week) },
        ]),
  ])

const body = (
  visit: Visit,
  one: Watch,
  staff: Map<Id, Colleague>,
  typed: Form,
  errors: FieldError[] = [],
): Html => html`${errorSummary(errors)}<h1>${kindWords[one.kind]} ${longDay(dayOf(happenedAt(one)))}</h1>
${facts(one, staff)}
${
  one.review
    ? html`<h2>Gennemgået</h2><p>${outcomes[one.review.outcome]}. ${one.review.words}</p><p>${nameOf(staff, one.review.by)}, ${when(one.review.at)}.</p>`
    : one.staff === visit.actor.staff
      ? html`<p>Det er dit eget opslag. En anden gennemgår det.</p>`
      : html`<h2>Hvad fandt du ud af?</h2>
<p>Spørg kollegaen, hvorfor opslaget var nødvendigt. Skriv ikke noget om familien.</p>
${formOf(
  { action: `/kontrol/${one.id}`, token: visit.formToken },
  html`${select({
    name: 'udfald',
    label: 'Udfald',
    empty: 'Vælg',
    options: Object.entries(outcomes).map(([value, text]) => ({ value, text })),
    value: field(typed, 'udfald'),
    error: errorFor(errors, 'udfald'),
  })}${textArea({
    name: 'ord',
    label: 'Forklaring',
    limit: 2000,
    rows: 3,
    value: field(typed, 'ord'),
    error: errorFor(errors, 'ord'),
  })}${actions(submit('Gem gennemgangen'), linkButton({ href: '/kontrol', text: 'Tilbage' }))}`,
)}`
}`

export const showWatched = async (visit: Visit): Promise<Answer> => {
  const { one, staff } = await watched(visit)
  return page(kindWords[one.kind], body(visit, one, staff, {}))
}

const isOutcome = (text: string): text is Outcome => Object.hasOwn(outcomes, text)
const isText = (text: string, longest: number): boolean =>
  text.length > 0 && text.length <= longest && !/[^\P{Cc}\n\r\t]/u.test(text)

export const saveReview = async (visit: Visit): Promise<Answer> => {
  const { one, staff } = await watched(visit)
  if (one.review) throw new Refusal('alreadyDone', 'reviewed')
  const outcome = field(visit.form, 'udfald')
  const words = field(visit.form, 'ord')
  const errors: FieldError[] = [
    ...(isOutcome(outcome) ? [] : [{ field: 'udfald', message: 'Vælg, hvad gennemgangen viste.' }]),
    ...(isText(words, 2000) ? [] : [{ field: 'ord', message: 'Skriv en kort forklaring, højst 2.000 tegn.' }]),
  ]
  if (errors.length > 0 || !isOutcome(outcome))
    return again(kindWords[one.kind], body(visit, one, staff, visit.form, errors))
  await review(visit.db, one, outcome, words, visit.clock.now())
  return see('/kontrol', 'Gennemgangen er gemt.')
}
