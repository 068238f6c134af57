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
  form as formOf,
  type Html,
  linkButton,
  select,
  submit,
  textArea,
} from '../../../design/index.ts'
import { dayOf, fullDay, today } from '../../../kernel/clock.ts'
import type { Data, Part } from '../../../kernel/data.ts'
import { planErasure } from '../../../kernel/erase.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { reachOf } from '../explain.ts'
import { readDanishDay } from '../fields.ts'
import {
  answerDue,
  answerRequest,
  askers,
  decisions,
  isOrdered,
  type Mark,
  marks,
  marksOf,
  mayBeGiven,
  noteRequest,
  openCopy,
  orderErasure,
  requestKinds,
  requestsAbout,
  type SubjectRequest,
  setMark,
  sharedWith,
  ways,
} from '../subject.ts'
import { isFresh } from './own-access.ts'

export interface SubjectParts {
  data: Data
  /** Whether the coordinator reads the table at all, by the rules. */
  may(table: string): boolean
}

const title = 'Hendes rettigheder'
export const partWords: Record<Part, string> = { woman: 'kvinden', child: 'barnet', partner: 'partneren' }

/** The case the page is about, when the actor's house has it. */
export const ownCase = async ({ db, params }: Visit): Promise<Id> => {
  const { id } = params
  if (!isId(id) || !(await reachOf(db, id)).some(reach => reach.own)) throw new Refusal('unknown')
  return id
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, text]) => ({ value, text }))
const isOf = <T extends Record<string, string>>(words: T, text: string): text is keyof T & string =>
  Object.hasOwn(words, text)
const isText = (text: string, longest = 2000): boolean =>
  text.length > 0 && text.length <= longest && !/[^\P{Cc}\n\r\t]/u.test(text)

const requestHtml = (
  visit: Visit,
  family: Id,
  one: SubjectRequest,
  shared: string[],
  typed: Form,
  errors: FieldError[],
): Html => {
  const open = field(typed, 'anmodning') === one.id
  const mine = open ? errors : []
  return html`<section><h3>${requestKinds[one.kind]}</h3>
${checkAnswers([
  { question: 'Bedt om af', answer: askers[one.asked_by] },
  { question: 'Modtaget', answer: `${fullDay(one.received_on)}, ${ways[one.how].toLocaleLowerCase('da')}` },
  ...(one.words ? [{ question: 'Med egne ord', answer: one.words }] : []),
  ...(one.decision
    ? [
        { question: 'Svar', answer: decisions[one.decision] },
        { question: 'Begrundelse', answer: one.answer ?? '' },
        ...(one.told ? [{ question: 'Besked givet til', answer: one.told }] : []),
      ]
    : [{ question: 'Svar senest', answer: fullDay(answerDue(one.received_on)) }]),
])}
${
  one.decision
    ? ''
    : html`${
        one.kind === 'copy'
          ? formOf(
              { action: `/familier/${family}/rettigheder/kopi`, token: visit.formToken },
              html`<input type="hidden" name="anmodning" value="${one.id}">${textArea({ name: `grund-${one.id}`, label: `Hvorfor henter du kopien om ${partWords[mayBeGiven(one.asked_by)]}?`, limit: 300, rows: 2, value: open ? field(typed, `grund-${one.id}`) : '', error: errorFor(mine, `grund-${one.id}`) })}${actions(button({ label: 'Lav kopien' }))}`,
            )
          : ''
      }${formOf(
        { action: `/familier/${family}/rettigheder/svar`, token: visit.formToken },
        html`<input type="hidden" name="anmodning" value="${one.id}">${select({ name: `svar-${one.id}`, label: 'Svar', empty: 'Vælg', options: optionsOf(decisions), value: open ? field(typed, `svar-${one.id}`) : '', error: errorFor(mine, `svar-${one.id}`) })}${textArea({ name: `ord-${one.id}`, label: 'Begrundelse, som hun får den', limit: 2000, rows: 3, value: open ? field(typed, `ord-${one.id}`) : '', error: errorFor(mine, `ord-${one.id}`) })}${
          one.kind === 'correction' && shared.length > 0
            ? textArea({
                name: `besked-${one.id}`,
                label: 'Hvem har fået besked om rettelsen?',
                hint: `Oplysningerne er delt med ${shared.join(' og ')}.`,
                limit: 300,
                rows: 2,
                value: open ? field(typed, `besked-${one.id}`) : '',
                error: errorFor(mine, `besked-${one.id}`),
              })
            : ''
        }${actions(submit('Gem svaret'))}`,
      )}`
}</section>`
}

const view = async (
  visit: Visit,
  parts: SubjectParts,
  family: Id,
  typed: Form = {},
  errors: FieldError[] = [],
): Promise<Html> => {
  const { db } = visit
  const requests = await requestsAbout(db, family)
  const standing = await marksOf(db, family)
  const shared = await sharedWith(db, family)
  const ordered = await isOrdered(db, family)
  const plan = await planErasure(db.tables(), parts.data, { organisation: db.actor.organisation, family }, parts.may)
  db.audit('read', 'rights', family)
  const stands = (kind: Mark) => standing.some(mark => mark.kind === kind && mark.stands)
  const rows = plan.goes.reduce((sum, one) => sum + one.rows, 0)
  return html`${errorSummary(errors)}<h1>${title}</h1>
<p class="bb-lead">Skriv ned, når nogen i familien beder om noget om sine oplysninger. Svar inden en måned.</p>
<p><a href="/familier/${family}">Tilbage til familien</a></p>
<h2>Hvad der er bedt om</h2>
${requests.length === 0 ? emptyState('Ingen har bedt om noget endnu.') : requests.map(one => requestHtml(visit, family, one, shared, typed, errors))}
<h2>Ny anmodning</h2>
${formOf(
  { action: `/familier/${family}/rettigheder`, token: visit.formToken },
  html`${select({ name: 'slags', label: 'Hvad bliver der bedt om?', empty: 'Vælg', options: optionsOf(requestKinds), value: field(typed, 'slags'), error: errorFor(errors, 'slags') })}${select({ name: 'hvem', label: 'Hvem beder om det?', hint: 'Er personen under 15 år, svarer I forældremyndighedens indehaver. Fra 15 år spørger den unge selv.', empty: 'Vælg', options: optionsOf(askers), value: field(typed, 'hvem'), error: errorFor(errors, 'hvem') })}${select({ name: 'hvordan', label: 'Hvordan kom det?', empty: 'Vælg', options: optionsOf(ways), value: field(typed, 'hvordan'), error: errorFor(errors, 'hvordan') })}${dateInput({ name: 'modtaget', label: 'Hvornår kom det?', value: field(typed, 'modtaget'), error: errorFor(errors, 'modtaget') })}${textArea({ name: 'ord', label: 'Med personens egne ord', hint: 'Skal altid skrives, når noget skal rettes.', limit: 2000, rows: 3, value: field(typed, 'ord'), error: errorFor(errors, 'ord') })}${actions(submit('Gem anmodningen'))}`,
)}
<h2>Begrænsning, tilbageholdelse og arkiv</h2>
${standing.length === 0 ? '' : checkAnswers(standing.map(mark => ({ question: marks[mark.kind], answer: `${mark.stands ? 'Ja' : 'Nej'}, siden ${fullDay(dayOf(mark.at))}. ${mark.reason}` })))}
${formOf(
  { action: `/familier/${family}/rettigheder/maerke`, token: visit.formToken },
  html`${select({ name: 'maerke', label: 'Hvad skal ændres?', empty: 'Vælg', options: (Object.keys(marks) as Mark[]).flatMap(kind => (stands(kind) ? [{ value: `${kind}-nej`, text: `Ophæv: ${marks[kind].toLocaleLowerCase('da')}` }] : [{ value: `${kind}-ja`, text: marks[kind] }])), value: field(typed, 'maerke'), error: errorFor(errors, 'maerke') })}${textArea({ name: 'grund', label: 'Hvorfor?', limit: 2000, rows: 2, value: field(typed, 'grund'), error: errorFor(errors, 'grund') })}${actions(submit('Gem'))}`,
)}
<h2>Slet sagen</h2>
<p>${rows} rækker slettes her i huset, og nøglen til navn og numre med dem. I kopier til gendannelse er de væk efter højst 35 dage.</p>
${plan.stays.length === 0 ? '' : html`<ul class="bb-kv">${plan.stays.map(one => html`<li>${one.why}</li>`)}</ul>`}
${shared.length === 0 ? '' : html`<p>Det, ${shared.join(' og ')} selv har, bliver hos dem. De svarer selv for det.</p>`}
${
  ordered
    ? html`<p>Sletningen er besluttet. Den sker, når intet står i vejen.</p>`
    : plan.inTheWay.length > 0
      ? html`<p>${plan.inTheWay.join(' ')}</p>`
      : stands('hold')
        ? html`<p>Sagen er holdt tilbage fra sletning.</p>`
        : formOf(
            { action: `/familier/${family}/rettigheder/sletning`, token: visit.formToken },
            html`${select({
              name: 'aarsag',
              label: 'Hvorfor skal sagen slettes?',
              empty: 'Vælg',
              options: [
                { value: 'asked', text: 'Der er bedt om det' },
                { value: 'retention', text: 'Tiden er gået' },
              ],
              value: field(typed, 'aarsag'),
              error: errorFor(errors, 'aarsag'),
            })}${textArea({ name: 'hvorfor', label: 'Begrundelse', limit: 2000, rows: 2, value: field(typed, 'hvorfor'), error: errorFor(errors, 'hvorfor') })}${actions(submit('Beslut at slette'))}`,
          )
}`
}

export const showSubject = async (visit: Visit, parts: SubjectParts): Promise<Answer> =>
  page(title, await view(visit, parts, await ownCase(visit)))

const wrong = async (visit: Visit, parts: SubjectParts, family: Id, errors: FieldError[]): Promise<Answer> =>
  again(title, await view(visit, parts, family, visit.form, errors))
const back = (family: Id, notice: string): Answer => see(`/familier/${family}/rettigheder`, notice)

export const saveRequest = async (visit: Visit, parts: SubjectParts): Promise<Answer> => {
  const family = await ownCase(visit)
  const { form, clock, db } = visit
  const [kind, asker, way, words] = ['slags', 'hvem', 'hvordan', 'ord'].map(name => field(form, name)) as [
    string,
    string,
    string,
    string,
  ]
  const received = readDanishDay(field(form, 'modtaget'))
  const errors: FieldError[] = [
    ...(isOf(requestKinds, kind) ? [] : [{ field: 'slags', message: 'Vælg, hvad der bliver bedt om.' }]),
    ...(isOf(askers, asker) ? [] : [{ field: 'hvem', message: 'Vælg, hvem der beder om det.' }]),
    ...(isOf(ways, way) ? [] : [{ field: 'hvordan', message: 'Vælg, hvordan det kom.' }]),
    ...(received && received <= today(clock)
      ? []
      : [{ field: 'modtaget', message: 'Skriv dagen, det kom, for eksempel 20.11.2026.' }]),
    ...((kind === 'correction' || words) && !isText(words)
      ? [{ field: 'ord', message: 'Skriv, hvad der skal rettes, højst 2.000 tegn.' }]
      : []),
  ]
  if (errors.length > 0 || !isOf(requestKinds, kind) || !isOf(askers, asker) || !isOf(ways, way) || !received)
    return wrong(visit, parts, family, errors)
  await noteRequest(db, family, { kind, asked_by: asker, how: way, words, received_on: received }, clock.now())
  return back(family, 'Anmodningen er gemt.')
}

/** The request the form is about; undefined when it is not one of this family's. */
const requested = async (visit: Visit, family: Id): Promise<SubjectRequest | undefined> => {
  const one = (await requestsAbout(visit.db, family)).find(({ id }) => id === field(visit.form, 'anmodning'))
  if (one?.decision) throw new Refusal('alreadyDone', 'answered')
  return one
}

const lost: FieldError[] = [{ field: 'slags', message: 'Anmodningen findes ikke længere. Se listen, og prøv igen.' }]

export const saveAnswer = async (visit: Visit, parts: SubjectParts): Promise<Answer> => {
  const family = await ownCase(visit)
  const one = await requested(visit, family)
  if (!one) return wrong(visit, parts, family, lost)
  const [decision, words, told] = ['svar', 'ord', 'besked'].map(name => field(visit.form, `${name}-${one.id}`)) as [
    string,
    string,
    string,
  ]
  const mustTell =
    one.kind === 'correction' &&
    ['granted', 'partly'].includes(decision) &&
    (await sharedWith(visit.db, family)).length > 0
  const errors: FieldError[] = [
    ...(isOf(decisions, decision) ? [] : [{ field: `svar-${one.id}`, message: 'Vælg et svar.' }]),
    ...(isText(words) ? [] : [{ field: `ord-${one.id}`, message: 'Skriv en begrundelse, højst 2.000 tegn.' }]),
    ...(mustTell && !isText(told, 300)
      ? [{ field: `besked-${one.id}`, message: 'Skriv, hvem hos de andre der har fået besked.' }]
      : []),
  ]
  if (errors.length > 0 || !isOf(decisions, decision)) return wrong(visit, parts, family, errors)
  await answerRequest(visit.db, family, { request: one.id, decision, words, told }, visit.clock.now())
  return back(family, 'Svaret er gemt.')
}

export const saveMark = async (visit: Visit, parts: SubjectParts): Promise<Answer> => {
  const family = await ownCase(visit)
  const [kind = '', stands] = field(visit.form, 'maerke').split('-')
  const reason = field(visit.form, 'grund')
  const errors: FieldError[] = [
    ...(isOf(marks, kind) && (stands === 'ja' || stands === 'nej')
      ? []
      : [{ field: 'maerke', message: 'Vælg, hvad der skal ændres.' }]),
    ...(isText(reason) ? [] : [{ field: 'grund', message: 'Skriv hvorfor, højst 2.000 tegn.' }]),
  ]
  if (errors.length > 0 || !isOf(marks, kind)) return wrong(visit, parts, family, errors)
  await setMark(visit.db, family, { kind, stands: stands === 'ja', reason }, visit.clock.now())
  return back(family, 'Det er gemt.')
}

export const saveOrder = async (visit: Visit, parts: SubjectParts): Promise<Answer> => {
  const family = await ownCase(visit)
  const cause = field(visit.form, 'aarsag')
  const words = field(visit.form, 'hvorfor')
  const errors: FieldError[] = [
    ...(cause === 'asked' || cause === 'retention'
      ? []
      : [{ field: 'aarsag', message: 'Vælg, hvorfor sagen skal slettes.' }]),
    ...(isText(words) ? [] : [{ field: 'hvorfor', message: 'Skriv en begrundelse, højst 2.000 tegn.' }]),
  ]
  if (errors.length > 0 || (cause !== 'asked' && cause !== 'retention')) return wrong(visit, parts, family, errors)
  await orderErasure(visit.db, family, { cause, words }, visit.clock.now())
  return back(family, 'Sletningen er besluttet.')
}

export const makeCopy = async (visit: Visit, parts: SubjectParts): Promise<Answer> => {
  const family = await ownCase(visit)
  const one = await requested(visit, family)
  if (one?.kind !== 'copy') return wrong(visit, parts, family, lost)
  if (!(await isFresh(visit)))
    return again(
      title,
      html`<h1>Log ind igen først</h1><p class="bb-lead">Så er vi sikre på, at det er dig, der henter kopien.</p>${actions(linkButton({ href: `/log-ind?til=/familier/${family}/rettigheder`, text: 'Log ind igen', kind: 'primary' }))}`,
    )
  const name = `grund-${one.id}`
  const reason = field(visit.form, name)
  if (!isText(reason, 300))
    return wrong(visit, parts, family, [{ field: name, message: 'Skriv, hvorfor du henter kopien.' }])
  const copy = await openCopy(visit.db, family, mayBeGiven(one.asked_by), reason, visit.clock.now())
  return see(`/familier/${family}/rettigheder/kopi/${copy}`)
}
