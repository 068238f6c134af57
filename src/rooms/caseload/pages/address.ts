import { html } from 'hono/html'
import { sql } from 'kysely'
import {
  actions,
  button,
  checkAnswers,
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
} from '../../../design/index.ts'
import { addDays, type Day, fullDay, instantOf, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  type Address,
  addressOf,
  calledBy,
  type Family,
  familyOf,
  isNamedForAddress,
  nameForAddress,
  oneYearAfter,
  type Protection,
  type ProtectionKind,
  protectionOf,
  readDay,
  setAddress,
  setProtection,
} from '../../family/index.ts'
import { type Colleague, colleagues } from '../../govern/index.ts'
import type { Schema } from '../schema.ts'
import { addTask } from '../tasks.ts'
import { familyId } from './family.ts'

const title = 'Adresse'
const kinds: Record<ProtectionKind, string> = {
  none: 'Nej',
  protected: 'Ja, adressen er beskyttet',
  special: 'Ja, og hun har ingen fast adresse: gem ingen',
}

interface Around {
  family: Family
  protection: Protection
  named: boolean
  day: Day
  others: Colleague[]
}

const look = async (visit: Visit): Promise<Around> => {
  const { db, clock, actor } = visit
  const family = await familyOf(db, familyId(visit))
  const protection = await protectionOf(db, family.id)
  const day = today(clock)
  const named = protection.kind === 'protected' && (await isNamedForAddress(db, family.id))
  const others = named
    ? (await colleagues(db, day, ['counsellor', 'coordinator'])).filter(one => one.id !== actor.staff)
    : []
  return { family, protection, named, day, others }
}

/** Nothing of where she lives stands on the page before somebody asks to see it. */
const body = (visit: Visit, around: Around, typed: Form = {}, errors: FieldError[] = [], shown?: Address): Html => {
  const { family, protection } = around
  return html`${errorSummary(errors, true)}<h1>${title}</h1>
<p class="bb-lead">${calledBy(family.pregnant)}</p>
${protected_(protection)}
${
  shown
    ? checkAnswers([
        { question: 'Adresse', answer: shown.address },
        { question: 'Kommune', answer: shown.municipality ?? '' },
      ])
    : ''
}
${shown ? '' : reveal(visit, around, typed, errors)}
${write(visit, around, typed, errors)}
${protect(visit, around, typed, errors)}
${around.named ? nameForm(visit, around, typed, errors) : ''}
${actions(linkButton({ href: `/familier/${family.id}`, text: 'Tilbage til familien' }))}`
}

const protected_ = ({ kind, fromOn, untilOn, reviewOn }: Protection): Html | '' =>
  kind === 'none'
    ? ''
    : checkAnswers([
        { question: 'Beskyttet', answer: kind === 'special' ? 'Ja, ingen adresse bliver gemt' : 'Ja' },
        { question: 'Siden', answer: fullDay(fromOn) },
        { question: 'Til', answer: untilOn ? fullDay(untilOn) : 'Indtil nogen ophæver den' },
        { question: 'Ses igennem senest', answer: reviewOn ? fullDay(reviewOn) : '' },
      ])

const reveal = (visit: Visit, { family, protection, named }: Around, typed: Form, errors: FieldError[]): Html | '' => {
  if (protection.kind === 'special') return ''
  const asks = protection.kind === 'protected' && !named
  return formOf(
    { action: `/familier/${family.id}/bopael/visning`, token: visit.formToken },
    html`${
      asks
        ? textInput({
            name: 'reason',
            label: 'Hvorfor har du brug for adressen?',
            hint: 'Kun den, der har ansvaret, kan åbne den. Grunden bliver gemt.',
            calm: true,
            width: 'full',
            value: field(typed, 'reason'),
            error: errorFor(errors, 'reason'),
          })
        : ''
    }${actions(button({ label: 'Vis adressen', about: '. Det bliver skrevet i loggen' }))}`,
  )
}

const write = (visit: Visit, { family, protection, named }: Around, typed: Form, errors: FieldError[]): Html | '' =>
  protection.kind === 'special' || (protection.kind === 'protected' && !named)
    ? ''
    : html`<details class="bb-more"${errors.some(one => one.field === 'address') ? html` open` : ''}><summary>Skriv en ny adresse</summary>
${formOf(
  { action: `/familier/${family.id}/bopael`, token: visit.formToken },
  html`${textInput({ name: 'address', label: 'Adresse', width: 'full', value: field(typed, 'address'), error: errorFor(errors, 'address') })}${textInput(
    {
      name: 'municipality',
      label: 'Kommune',
      optional: true,
      value: field(typed, 'municipality'),
    },
  )}${actions(button({ label: 'Gem adressen' }))}`,
)}</details>`

const protect = (visit: Visit, { family, protection }: Around, typed: Form, errors: FieldError[]): Html =>
  html`<details class="bb-more"${errors.some(one => ['kind', 'untilOn'].includes(one.field)) ? html` open` : ''}><summary>Adressebeskyttelse</summary>
<p>En beskyttet adresse og kommune ses kun af dem, der ved navn har fået adgang. Den står ikke i lister, breve, kalendere og udtræk, og en partner får den ikke.</p>
${formOf(
  { action: `/familier/${family.id}/bopael/beskyttelse`, token: visit.formToken },
  html`${taps({
    name: 'kind',
    label: 'Er hendes adresse beskyttet?',
    calm: true,
    value: field(typed, 'kind') || protection.kind,
    error: errorFor(errors, 'kind'),
    options: (Object.keys(kinds) as ProtectionKind[]).map(value => ({ value, text: kinds[value] })),
  })}${dateInput({
    name: 'untilOn',
    label: 'Til hvilken dag?',
    hint: 'Lad feltet stå tomt, hvis hun ikke ved det. Vi ser den igennem hvert år.',
    optional: true,
    calm: true,
    value: field(typed, 'untilOn'),
    error: errorFor(errors, 'untilOn'),
  })}${actions(submit('Gem beskyttelsen'))}`,
)}</details>`

const nameForm = (visit: Visit, { family, others }: Around, typed: Form, errors: FieldError[]): Html =>
  html`<details class="bb-more"${errors.some(one => ['to', 'why'].includes(one.field)) ? html` open` : ''}><summary>Giv en kollega adgang til adressen</summary>
${formOf(
  { action: `/familier/${family.id}/bopael/adgang`, token: visit.formToken },
  html`${select({
    name: 'to',
    label: 'Hvem?',
    empty: 'Vælg',
    value: field(typed, 'to'),
    error: errorFor(errors, 'to'),
    options: others.map(one => ({ value: one.id, text: one.name })),
  })}${textInput({ name: 'why', label: 'Hvorfor?', width: 'full', value: field(typed, 'why'), error: errorFor(errors, 'why') })}${actions(
    button({ label: 'Giv adgang i 30 dage' }),
  )}`,
)}</details>`

export const askAddress = async (visit: Visit): Promise<Answer> => page(title, body(visit, await look(visit)))

/** Shows it, which is logged. A protected one: to those who are named, and to the holder once she has said why. */
export const showAddress = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock, actor } = visit
  const around = await look(visit)
  const { family, protection, named, day } = around
  if (actor.shielded) throw new Refusal('forbidden', 'somebody looks along')
  if (protection.kind === 'protected' && !named) {
    const reason = field(form, 'reason')
    if (!reason || reason.length > 500)
      return again(
        title,
        body(visit, around, form, [
          { field: 'reason', message: 'Skriv, hvorfor du har brug for adressen, højst 500 tegn.' },
        ]),
      )
    if (!(await openAddress(db, family.id, reason, instantOf(addDays(day, 30), '23:59'), clock.now())))
      return again(
        title,
        body(visit, around, form, [
          { field: 'reason', message: 'Kun den, der har ansvaret, og dem, hun har givet adgang, kan se adressen.' },
        ]),
      )
  }
  const address = await addressOf(db, family.id)
  return page(title, body(visit, await look(visit), {}, [], address ?? { address: 'ikke oplyst', municipality: null }))
}

const openAddress = async (db: Visit['db'], family: Id, reason: string, until: Date, at: Date): Promise<boolean> => {
  const { rows } = await sql<{
    opened: boolean
  }>`select caseload.open_address(${family}, ${reason}, ${until}, ${at}) as opened`.execute(db.tables<Schema>())
  return rows[0]?.opened === true
}

export const changeAddress = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit)
  const address = field(form, 'address')
  if (!address || address.length > 300)
    return again(title, body(visit, around, form, [{ field: 'address', message: 'Skriv adressen, højst 300 tegn.' }]))
  const municipality = field(form, 'municipality').slice(0, 100) || null
  if (!(await setAddress(db, around.family.id, { address, municipality }, clock.now())))
    return again(
      title,
      body(visit, around, form, [{ field: 'kind', message: 'Adressen er beskyttet, og du har ikke adgang til den.' }]),
    )
  return see(`/familier/${around.family.id}/bopael`, 'Adressen er gemt.')
}

/** From today, looked through within a year: a task on that day for whoever has her then. */
export const changeProtection = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit)
  const { family, day } = around
  const kind = (Object.keys(kinds) as ProtectionKind[]).find(one => one === field(form, 'kind'))
  const typed = field(form, 'untilOn')
  const untilOn = typed ? readDay(typed) : undefined
  const errors: FieldError[] = [
    ...(kind ? [] : [{ field: 'kind', message: 'Vælg, om adressen er beskyttet.' }]),
    ...(typed && (!untilOn || untilOn < day)
      ? [{ field: 'untilOn', message: 'Skriv en dag, der ikke er gået, for eksempel 3.12.2027.' }]
      : []),
  ]
  if (!kind || errors.length > 0) return again(title, body(visit, around, form, errors))
  const year = oneYearAfter(day)
  const reviewOn = kind === 'none' ? null : untilOn && untilOn < year ? untilOn : year
  await setProtection(db, family.id, { kind, fromOn: day, untilOn: untilOn ?? null, reviewOn }, clock.now())
  if (reviewOn) await addTask(db, { family: family.id, kind: 'reviewContact', due: reviewOn }, clock.now())
  return see(`/familier/${family.id}/bopael`, 'Gemt.')
}

export const nameOne = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const around = await look(visit)
  const to = around.others.find(one => one.id === field(form, 'to'))
  const why = field(form, 'why')
  const errors: FieldError[] = [
    ...(to ? [] : [{ field: 'to', message: 'Vælg en kollega.' }]),
    ...(why && why.length <= 500 ? [] : [{ field: 'why', message: 'Skriv hvorfor, højst 500 tegn.' }]),
  ]
  if (!to || errors.length > 0) return again(title, body(visit, around, form, errors))
  const until = instantOf(addDays(around.day, 30), '23:59')
  await nameForAddress(db, { family: around.family.id, staff: to.id, reason: why, until }, clock.now())
  return see(`/familier/${around.family.id}/bopael`, 'Gemt.')
}

/** The whole number, because somebody asked: logged by its own word, and never in an address or a title. */
export const revealCpr = async (visit: Visit): Promise<Answer> => {
  const { db, actor } = visit
  const family = await familyOf(db, familyId(visit))
  if (actor.shielded) throw new Refusal('forbidden', 'somebody looks along')
  db.audit('read', 'cpr', family.id)
  const { cpr } = family.pregnant
  return page(
    'CPR-nummer',
    html`<h1>CPR-nummer</h1>
<p class="bb-lead">${calledBy(family.pregnant)}</p>
<p class="bb-num">${cpr ? `${cpr.slice(0, 6)}-${cpr.slice(6)}` : 'ikke oplyst'}</p>
<p>Det er skrevet i loggen, at du har set nummeret.</p>
${actions(linkButton({ href: `/familier/${family.id}`, text: 'Tilbage til familien' }))}`,
  )
}
