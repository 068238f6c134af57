import { html } from 'hono/html'
import {
  actions,
  button,
  checkAnswers,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form,
  type Html,
  select,
  submit,
  taps,
  textArea,
  timeline,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, timeOf } from '../../../kernel/clock.ts'
import { type Form, field, type Visit } from '../../../kernel/visit.ts'
import { answersFrom } from '../states.ts'
import { answerWords, nextWords, stateWords, verbWords } from '../words.ts'
import { type Around, addressOf, heading } from './talk.ts'

interface Parts {
  visit: Visit
  around: Around
  typed: Form
  errors: FieldError[]
}

export const talkBody = (visit: Visit, around: Around, typed: Form, errors: FieldError[]): Html => {
  const parts = { visit, around, typed, errors }
  return html`${errorSummary(errors, true)}${heading(around.family)}
${stands(around)}
${asking(parts)}
${plan(parts)}
${notes(parts)}
${history(around)}
${named(parts)}`
}

const stands = ({ file }: Around): Html => {
  const last = file.asked[0]
  return last
    ? checkAnswers([
        { question: 'Nu', answer: stateWords[last.state] },
        { question: 'Næste skridt', answer: `${nextWords[last.nextAct]}, senest ${longDay(last.nextOn)}` },
      ])
    : emptyState('Hun er ikke spurgt her endnu.')
}

const asking = ({ visit, around, typed, errors }: Parts): Html => {
  const { family, file } = around
  const last = file.asked[0]
  const from = last?.state ?? 'none'
  return html`<section class="bb-card bb-calm"><h2>${from === 'positive' || from === 'concern' ? 'Tal med hende igen' : 'Spørg hende'}</h2>
<p>Spørg alle, og spørg igen senere. Spørg kun, når hun er alene, også uden børn, der forstår. Brug en tolk, hun ikke kender. Er hun ikke alene, så udsæt det og find en anden dag.</p>
${form(
  { action: addressOf(family.id), token: visit.formToken, version: last?.nth ?? 0 },
  html`${taps({
    name: 'alone',
    label: 'Var hun alene?',
    calm: true,
    value: field(typed, 'alone'),
    error: errorFor(errors, 'alone'),
    options: [
      { value: 'yes', text: 'Ja' },
      ...(from === 'positive' || from === 'concern' ? [] : [{ value: 'no', text: 'Nej, udsæt det' }]),
    ],
  })}${taps({
    name: 'answer',
    label: 'Er der nogen tæt på hende, som gør hende bange eller ondt?',
    hint: 'Svaret gælder kun, når hun var alene. Spring over er i orden: så ville hun ikke svare.',
    calm: true,
    optional: true,
    value: field(typed, 'answer'),
    error: errorFor(errors, 'answer'),
    options: answersFrom(from).map(verb => ({ value: verb, text: answerWords[verb] ?? verb })),
  })}${textArea({
    name: 'words',
    label: 'Hendes egne ord, eller dine',
    calm: true,
    optional: true,
    limit: 4000,
    rows: 3,
    value: field(typed, 'words'),
    error: errorFor(errors, 'words'),
  })}${dateInput({
    name: 'nextOn',
    label: 'Hvornår er næste skridt?',
    hint: 'Lad feltet stå tomt, så vælger vi en dag. For eksempel 3.12.2026',
    optional: true,
    calm: true,
    value: field(typed, 'nextOn'),
    error: errorFor(errors, 'nextOn'),
  })}${actions(submit('Gem'), ...(last && last.verb !== 'undo' && last.verb !== 'plan' && last.verb !== 'fallDue' ? [button({ label: 'Det sidste var en fejl', name: 'undo', value: 'ja', kind: 'link' })] : []))}`,
)}</section>`
}

const planWords = {
  signs: 'Hvordan mærker du, at det er ved at blive farligt?',
  waysOut: 'Hvor kan du gå hen, og hvordan kommer du ud?',
  people: 'Hvem kan du ringe til?',
  packed: 'Hvad skal du have med?',
} as const

const plan = ({ visit, around, typed, errors }: Parts): Html => {
  const { family, file, names } = around
  const saved = file.plan
  const value = (name: keyof typeof planWords) => field(typed, name) || saved?.[name] || ''
  return html`<details class="bb-more"${saved || errors.some(one => one.field in planWords) ? html` open` : ''}><summary>Hendes plan</summary>
${saved ? html`<p class="bb-note">Udgave ${saved.nth}, skrevet ${fullDay(dayOf(saved.at))} af ${names.get(saved.by)?.name ?? 'en kollega'}.</p>` : ''}
${form(
  { action: `${addressOf(family.id)}/plan`, token: visit.formToken, version: saved?.nth ?? 0 },
  html`${(Object.keys(planWords) as (keyof typeof planWords)[]).map(name =>
    textArea({
      name,
      label: planWords[name],
      calm: true,
      optional: true,
      rows: 3,
      value: value(name),
      error: errorFor(errors, name),
    }),
  )}${actions(button({ label: 'Gem planen' }))}`,
)}</details>`
}

const notes = ({ visit, around, typed, errors }: Parts): Html => {
  const { family, file, names } = around
  return html`<details class="bb-more"${errors.some(one => one.field === 'note') ? html` open` : ''}><summary>Notater (${String(file.notes.length)})</summary>
${file.notes.map(
  one =>
    html`<section class="bb-card"><p class="bb-note">${fullDay(dayOf(one.at))} kl. ${timeOf(one.at)}, ${names.get(one.by)?.name ?? 'en kollega'}</p><p class="bb-pre">${one.words}</p></section>`,
)}
${form(
  { action: `${addressOf(family.id)}/notat`, token: visit.formToken },
  html`${textArea({
    name: 'note',
    label: 'Nyt notat',
    hint: 'Står kun her: ikke i forløbet, ikke hos barnet og ikke på hendes side.',
    calm: true,
    value: field(typed, 'note'),
    error: errorFor(errors, 'note'),
  })}${actions(button({ label: 'Gem notatet' }))}`,
)}</details>`
}

const history = ({ file, names }: Around): Html | '' =>
  file.asked.length === 0
    ? ''
    : html`<h2>Hvad der er sket</h2>
${timeline(
  file.asked.map((one, nth) => ({
    state: nth === 0 ? ('now' as const) : ('done' as const),
    title: verbWords[one.verb],
    text: [
      `${fullDay(dayOf(one.at))}, ${names.get(one.by)?.name ?? 'en kollega'}.`,
      one.words,
      `Næste skridt senest ${longDay(one.nextOn)}.`,
    ]
      .filter(Boolean)
      .join(' '),
  })),
  { label: 'Hvad der er sket, nyeste først' },
)}`

const named = ({ visit, around, typed, errors }: Parts): Html => {
  const { family, file, names, others } = around
  const live = file.named.filter(one => one.until > visit.clock.now())
  const own = ['to', 'reason', 'until']
  return html`<h2>Hvem kan læse det her</h2>
<ul>${live.map(
    one =>
      html`<li>${names.get(one.staff)?.name ?? 'En kollega'}, til ${fullDay(dayOf(one.until))}: ${one.reason} ${form(
        { action: `${addressOf(family.id)}/adgang/ophoer`, token: visit.formToken },
        html`<input type="hidden" name="stop" value="${one.staff}">${button({ label: 'Afslut', kind: 'link', about: ` adgangen for ${names.get(one.staff)?.name ?? 'en kollega'}` })}`,
      )}</li>`,
  )}</ul>
<details class="bb-more"${errors.some(one => own.includes(one.field)) ? html` open` : ''}><summary>Giv en kollega adgang</summary>
${form(
  { action: `${addressOf(family.id)}/adgang`, token: visit.formToken },
  html`${select({
    name: 'to',
    label: 'Hvem?',
    empty: 'Vælg',
    value: field(typed, 'to'),
    error: errorFor(errors, 'to'),
    options: others.map(one => ({ value: one.id, text: one.name })),
  })}${textArea({ name: 'reason', label: 'Hvorfor?', rows: 2, value: field(typed, 'reason'), error: errorFor(errors, 'reason') })}${dateInput(
    { name: 'until', label: 'Sidste dag', value: field(typed, 'until'), error: errorFor(errors, 'until') },
  )}${actions(button({ label: 'Giv adgang' }))}`,
)}</details>`
}
