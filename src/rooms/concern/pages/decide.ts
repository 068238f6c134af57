import { html } from 'hono/html'
import {
  actions,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form,
  type Html,
  linkButton,
  submit,
  taps,
  textArea,
  textInput,
} from '../../../design/index.ts'
import { dayOf, fullDay, today } from '../../../kernel/clock.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { calledBy, type Family, familiesOf, readDay } from '../../family/index.ts'
import { stateWords } from '../states.ts'
import { type Concern, concernsOf, decideConcern } from '../store.ts'

/** Neutral, as the address. */
export const title = 'Henvendelser'

const familyHere = async ({ db, params }: Visit): Promise<Family> => {
  const { id } = params
  const family = isId(id) ? (await familiesOf(db, [id])).get(id) : undefined
  if (!family) throw new Refusal('unknown')
  return family
}

const list = (concerns: Concern[]): Html =>
  concerns.length === 0
    ? emptyState('Der står ingen henvendelser, som du har del i.')
    : html`<ul>${concerns.map(
        one =>
          html`<li><a href="/henvendelser/${one.id}">${fullDay(dayOf(one.at))}: ${stateWords[one.steps.at(-1)?.state ?? 'decided']}</a></li>`,
      )}</ul>`

const decideForm = (visit: Visit, family: Id, typed: Form, errors: FieldError[]): Html => {
  const box = (name: string, label: string, hint: string, limit: number) =>
    textArea({ name, label, hint, limit, value: field(typed, name), error: errorFor(errors, name), calm: true })
  return form(
    { action: `/familier/${family}/henvendelser`, token: visit.formToken },
    html`${taps({
      name: 'about',
      label: 'Hvem gælder det?',
      calm: true,
      value: field(typed, 'about'),
      error: errorFor(errors, 'about'),
      options: [
        { value: 'unborn', text: 'Et barn, der ikke er født endnu' },
        { value: 'child', text: 'Et barn' },
      ],
    })}${textInput({
      name: 'municipality',
      label: 'Hvilken kommune skal have den?',
      value: field(typed, 'municipality'),
      error: errorFor(errors, 'municipality'),
    })}${box('concern', 'Hvad er du bekymret for?', 'Det, du har set og hørt, og hvornår.', 10_000)}${box(
      'alternatives',
      'Hvad har du overvejet i stedet?',
      'Den hjælp, der er prøvet eller tilbudt, og hvorfor den ikke er nok.',
      4_000,
    )}${taps({
      name: 'told',
      label: 'Ved forældrene det?',
      calm: true,
      value: field(typed, 'told'),
      error: errorFor(errors, 'told'),
      options: [
        { value: 'yes', text: 'Ja' },
        { value: 'no', text: 'Nej' },
      ],
    })}${dateInput({
      name: 'toldOn',
      label: 'Hvis ja: hvilken dag fik de det at vide?',
      calm: true,
      value: field(typed, 'toldOn'),
      error: errorFor(errors, 'toldOn'),
    })}${textArea({
      name: 'notTold',
      label: 'Hvis nej: hvorfor ikke?',
      calm: true,
      rows: 2,
      value: field(typed, 'notTold'),
      error: errorFor(errors, 'notTold'),
    })}${actions(submit('Gem beslutningen'))}`,
  )
}

const body = (visit: Visit, family: Family, concerns: Concern[], typed: Form = {}, errors: FieldError[] = []): Html =>
  html`${errorSummary(errors, true)}<h1>${title}</h1>
<p class="bb-lead">${calledBy(family.pregnant)}</p>
${list(concerns)}
<h2>Ny underretning til kommunen</h2>
<p>Pligten er din egen. Ingen skal godkende den, og ingen kan standse den. Den, der har ansvaret for familien, kan læse den; henviserens organisation kan ikke.</p>
${decideForm(visit, family.id, typed, errors)}
${actions(linkButton({ href: `/familier/${family.id}/opgaver`, text: 'Tilbage' }))}`

export const showConcerns = async (visit: Visit): Promise<Answer> => {
  const family = await familyHere(visit)
  return page(title, body(visit, family, await concernsOf(visit.db, family.id)))
}

const read = (typed: Form, on: string) => {
  const about = field(typed, 'about')
  const told = field(typed, 'told')
  const toldOn = readDay(field(typed, 'toldOn'))
  const words = { concern: field(typed, 'concern'), alternatives: field(typed, 'alternatives') }
  const municipality = field(typed, 'municipality')
  const notTold = field(typed, 'notTold')
  const errors: FieldError[] = [
    ...(about === 'unborn' || about === 'child' ? [] : [{ field: 'about', message: 'Vælg, hvem det gælder.' }]),
    ...(municipality && municipality.length <= 100
      ? []
      : [{ field: 'municipality', message: 'Skriv kommunen, for eksempel Odense.' }]),
    ...(words.concern && words.concern.length <= 10_000
      ? []
      : [{ field: 'concern', message: 'Skriv, hvad du er bekymret for, højst 10.000 tegn.' }]),
    ...(words.alternatives && words.alternatives.length <= 4_000
      ? []
      : [{ field: 'alternatives', message: 'Skriv, hvad du har overvejet i stedet, højst 4.000 tegn.' }]),
    ...(told === 'yes' || told === 'no' ? [] : [{ field: 'told', message: 'Vælg, om forældrene ved det.' }]),
    ...(told === 'yes' && (!toldOn || toldOn > on)
      ? [{ field: 'toldOn', message: 'Skriv dagen, for eksempel 23.11.2026. Den kan ikke ligge i fremtiden.' }]
      : []),
    ...(told === 'no' && (!notTold || notTold.length > 2_000)
      ? [{ field: 'notTold', message: 'Skriv, hvorfor de ikke ved det, højst 2.000 tegn.' }]
      : []),
  ]
  return {
    errors,
    made: {
      about: about === 'child' ? ('child' as const) : ('unborn' as const),
      municipality,
      words: words.concern,
      alternatives: words.alternatives,
      toldOn: told === 'yes' ? (toldOn ?? null) : null,
      notTold: told === 'no' ? notTold : null,
    },
  }
}

export const decide = async (visit: Visit): Promise<Answer> => {
  const { db, form: typed, clock } = visit
  const family = await familyHere(visit)
  const { errors, made } = read(typed, today(clock))
  if (errors.length > 0) return again(title, body(visit, family, await concernsOf(db, family.id), typed, errors))
  const id = await decideConcern(db, { family: family.id, ...made }, clock.now())
  db.audit('write', 'family', family.id)
  return see(`/henvendelser/${id}`, 'Gemt.')
}
