import { html } from 'hono/html'
import {
  actions,
  button,
  checkAnswers,
  copyBox,
  errorFor,
  errorSummary,
  type FieldError,
  form,
  type Html,
  select,
  submit,
  taps,
  textArea,
  textInput,
  timeline,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, today } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { colleagueNames } from '../../govern/index.ts'
import { deliver } from '../channel.ts'
import { receiptDue, receiptWeekdays } from '../receipt.ts'
import { type ConcernVerb, channels, channelWords, moveConcern, stateWords } from '../states.ts'
import { type Concern, concernOf, takeStep } from '../store.ts'
import { title } from './decide.ts'

const here = async ({ db, params }: Visit): Promise<Concern> => {
  const concern = isId(params.id) ? await concernOf(db, params.id) : undefined
  if (!concern) throw new Refusal('unknown')
  db.audit('read', 'family', concern.family)
  return concern
}

/** What goes to the municipality, as one text. The name is written by whoever sends it: it does not stand here. */
export const letterOf = (one: Concern): string =>
  [
    `Underretning til ${one.municipality} om ${one.about === 'unborn' ? 'et barn, der ikke er født endnu' : 'et barn'}.`,
    `Bekymring: ${one.words}`,
    `Overvejet i stedet: ${one.alternatives}`,
    one.toldOn
      ? `Forældrene fik det at vide ${fullDay(one.toldOn)}.`
      : `Forældrene ved det ikke, fordi: ${one.notTold ?? ''}`,
  ].join('\n\n')

const verbWords: Record<ConcernVerb, string> = {
  decide: 'Besluttet',
  send: 'Sendt',
  sendAgain: 'Sendt igen',
  receive: 'Kvittering fra kommunen',
  conclude: 'Kommunens svar',
}

const body = async (visit: Visit, one: Concern, typed: Form = {}, errors: FieldError[] = []): Promise<Html> => {
  const state = one.steps.at(-1)?.state ?? 'decided'
  const names = await colleagueNames(visit.db, [one.staff, ...one.steps.map(step => step.by)])
  const sent = one.steps.filter(step => step.receiptDue).at(-1)
  const late = state === 'sent' && sent?.receiptDue && sent.receiptDue < today(visit.clock)
  return html`${errorSummary(errors, true)}<h1>${title}</h1>
${checkAnswers([
  { question: 'Nu', answer: stateWords[state] },
  ...(sent?.receiptDue && state === 'sent'
    ? [
        {
          question: 'Kvittering',
          answer: `${late ? 'Skulle være her' : 'Senest'} ${longDay(sent.receiptDue)}. ${late ? 'Ring til kommunen.' : ''}`,
        },
      ]
    : []),
  { question: 'Besluttet af', answer: names.get(one.staff)?.name ?? 'En kollega' },
])}
${next(visit, one, typed, errors)}
<h2>Teksten</h2>
${copyBox({ id: 'tekst', label: 'Underretningen', text: letterOf(one) })}
<h2>Hvad der er sket</h2>
${timeline(
  one.steps.toReversed().map((step, nth) => ({
    state: nth === 0 ? ('now' as const) : ('done' as const),
    title: verbWords[step.verb],
    text: [
      `${fullDay(dayOf(step.at))}, ${names.get(step.by)?.name ?? 'en kollega'}.`,
      step.channel && `${channelWords[step.channel]}.`,
      step.reference && `Reference: ${step.reference}.`,
      step.words,
    ]
      .filter(Boolean)
      .join(' '),
  })),
  { label: 'Hvad der er sket, nyeste først' },
)}`
}

const next = (visit: Visit, one: Concern, typed: Form, errors: FieldError[]): Html | '' => {
  const state = one.steps.at(-1)?.state ?? 'decided'
  const seen = one.steps.at(-1)?.nth ?? 0
  const at = (path: string) => ({ action: `/henvendelser/${one.id}/${path}`, token: visit.formToken, version: seen })
  const reference = textInput({
    name: 'reference',
    label: 'Reference',
    hint: 'Nummer på posten eller mailen, eller hvem du talte med og hvornår',
    optional: true,
    value: field(typed, 'reference'),
    error: errorFor(errors, 'reference'),
  })
  if (state === 'concluded') return ''
  const sending = html`<section class="bb-card bb-calm"><h2>${state === 'decided' ? 'Send den nu' : 'Send den igen'}</h2>
<p>Send teksten nedenfor ad en sikker vej, og skriv her hvilken. Kommunen skal kvittere inden ${String(receiptWeekdays)} hverdage: senest ${longDay(receiptDue(today(visit.clock)))}, når den sendes i dag.</p>
${form(
  at('afsendelse'),
  html`${select({
    name: 'channel',
    label: 'Hvordan blev den sendt?',
    empty: 'Vælg',
    value: field(typed, 'channel'),
    error: errorFor(errors, 'channel'),
    options: channels.map(value => ({ value, text: channelWords[value] })),
  })}${reference}${actions(state === 'decided' ? submit('Den er sendt') : button({ label: 'Den er sendt igen' }))}`,
)}</section>`
  if (state === 'decided') return sending
  const answers = html`<section class="bb-card bb-calm"><h2>Hvad har kommunen sagt?</h2>
${form(
  at('svar'),
  html`${taps({
    name: 'heard',
    label: 'Hvad er kommet?',
    calm: true,
    value: field(typed, 'heard'),
    error: errorFor(errors, 'heard'),
    options: [
      ...(state === 'sent' ? [{ value: 'receive', text: 'En kvittering' }] : []),
      { value: 'conclude', text: 'Et svar på, hvad der sker' },
    ],
  })}${textArea({
    name: 'outcome',
    label: 'Hvad står der?',
    hint: 'Den, der besluttede henvendelsen, får det at vide.',
    calm: true,
    optional: true,
    rows: 3,
    limit: 4000,
    value: field(typed, 'outcome'),
    error: errorFor(errors, 'outcome'),
  })}${actions(submit('Gem'))}`,
)}</section>`
  return html`${answers}${state === 'sent' ? sending : ''}`
}

export const showConcern = async (visit: Visit): Promise<Answer> => page(title, await body(visit, await here(visit)))

const gone = (visit: Visit, one: Concern): Promise<Answer> =>
  body(visit, one, {}, [{ field: 'tekst', message: 'En kollega har skrevet her imens. Se, hvad der er sket.' }]).then(
    shown => page(title, shown, { status: 409 }),
  )

/** Asks nobody, and looks at nothing but the form: no state of the family, no colleague, no consent. */
export const sendConcern = async (visit: Visit): Promise<Answer> => {
  const { db, form: typed, clock } = visit
  const one = await here(visit)
  const channel = channels.find(value => value === field(typed, 'channel'))
  const reference = field(typed, 'reference')
  const errors: FieldError[] = [
    ...(channel ? [] : [{ field: 'channel', message: 'Vælg, hvordan den blev sendt.' }]),
    ...(reference.length <= 200 ? [] : [{ field: 'reference', message: 'Skriv højst 200 tegn.' }]),
  ]
  if (!channel || errors.length > 0) return again(title, await body(visit, one, typed, errors))
  const last = one.steps.at(-1)
  const verb = last?.state === 'decided' ? 'send' : 'sendAgain'
  if (field(typed, '_version') !== String(last?.nth) || !moveConcern(last?.state ?? 'none', verb))
    return gone(visit, one)
  const taken = await takeStep(db, one, { verb, channel, reference: reference || null }, clock)
  if (!taken) return gone(visit, one)
  db.audit('write', 'family', one.family)
  // The demonstration puts it in a folder; the same letter again is the same file.
  await deliver({ id: `${one.id}-${(last?.nth ?? 0) + 1}`, to: one.municipality, text: letterOf(one) })
  return see(`/henvendelser/${one.id}`, 'Gemt.')
}

export const noteReply = async (visit: Visit): Promise<Answer> => {
  const { db, form: typed, clock } = visit
  const one = await here(visit)
  const heard = (['receive', 'conclude'] as const).find(verb => verb === field(typed, 'heard'))
  const words = field(typed, 'outcome')
  const errors: FieldError[] = [
    ...(heard ? [] : [{ field: 'heard', message: 'Vælg, hvad der er kommet.' }]),
    ...((heard === 'conclude' && !words) || words.length > 4_000
      ? [{ field: 'outcome', message: 'Skriv, hvad kommunen svarede, højst 4.000 tegn.' }]
      : []),
  ]
  if (!heard || errors.length > 0) return again(title, await body(visit, one, typed, errors))
  const last = one.steps.at(-1)
  if (field(typed, '_version') !== String(last?.nth)) return gone(visit, one)
  if (!(await takeStep(db, one, { verb: heard, words: words || null }, clock))) return gone(visit, one)
  db.audit('write', 'family', one.family)
  return see(`/henvendelser/${one.id}`, 'Gemt.')
}
