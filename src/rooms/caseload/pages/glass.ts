import { html } from 'hono/html'
import {
  checkAnswers,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  select,
  submit,
  textArea,
  textInput,
} from '../../../design/index.ts'
import { dayOf, fullDay, longDay, timeOf, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { tell } from '../../../kernel/outbox.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  contactWords,
  familiesOf,
  familyThroughGlass,
  findThroughGlass,
  type GlassFamily,
  parseCpr,
  readDay,
} from '../../family/index.ts'
import {
  breakGlass,
  colleagueNames,
  type Glass,
  type GlassCode,
  glassCodes,
  longestGlass,
  myGlasses,
} from '../../govern/index.ts'
import { holdingThroughGlass } from '../glass.ts'
import { steps } from '../steps.ts'
import { capital } from '../words.ts'

const title = 'Nødadgang'
const address = '/noedadgang'
/** Tries that found nobody in an hour before it takes a call to a colleague: it is no way of asking who is known here. */
const mostMisses = 3

const endOf = (glass: Glass): Date => new Date(glass.openedAt.getTime() + glass.minutes * 60_000)
const isOpen = (glass: Glass, now: Date): boolean => glass.case !== null && now < endOf(glass)

const mineSince = (visit: Visit): Promise<Glass[]> =>
  myGlasses(visit.db, new Date(visit.clock.now().getTime() - longestGlass * 60_000))

const body = (
  visit: Visit,
  open: Glass[],
  typed: Form,
  errors: FieldError[] = [],
): Html => html`${errorSummary(errors)}<h1>${title}</h1>
<p class="bb-lead">Til den, der ikke har med familien at gøre, og alligevel må se noget nu. Du ser én familie i højst ${longestGlass} minutter: navn, telefon, kontaktregel, hvor langt hun er, og hvem der har ansvaret.</p>
<p>Din leder og databeskyttelsesrådgiveren får besked med det samme. Opslaget bliver altid gennemgået, og det står i hendes log.</p>
${
  open.length === 0
    ? ''
    : html`<ul>${open.map(
        glass => html`<li><a href="${address}/${glass.id}">Åben til kl. ${timeOf(endOf(glass))}</a></li>`,
      )}</ul>`
}
${formOf(
  { action: address, token: visit.formToken },
  html`${textInput({
    name: 'cpr',
    label: 'CPR-nummer',
    hint: 'Eller telefon og fødselsdag sammen',
    optional: true,
    value: field(typed, 'cpr'),
    error: errorFor(errors, 'cpr'),
    width: 'short',
    spellcheck: false,
  })}${textInput({
    name: 'telefon',
    label: 'Telefon',
    optional: true,
    type: 'tel',
    value: field(typed, 'telefon'),
    error: errorFor(errors, 'telefon'),
    width: 'short',
  })}${textInput({
    name: 'foedt',
    label: 'Fødselsdag',
    hint: 'For eksempel 3.4.1998',
    optional: true,
    value: field(typed, 'foedt'),
    error: errorFor(errors, 'foedt'),
    width: 'short',
  })}${select({
    name: 'grund',
    label: 'Hvorfor nu?',
    empty: 'Vælg',
    options: Object.entries(glassCodes).map(([value, text]) => ({ value, text })),
    value: field(typed, 'grund'),
    error: errorFor(errors, 'grund'),
  })}${textArea({
    name: 'ord',
    label: 'Skriv, hvad der er sket',
    hint: 'Det læser din leder og databeskyttelsesrådgiveren. Skriv ikke mere om hende end nødvendigt.',
    limit: 1000,
    rows: 3,
    value: field(typed, 'ord'),
    error: errorFor(errors, 'ord'),
  })}${submit('Se familien nu')}`,
)}`

export const askGlass = async (visit: Visit): Promise<Answer> => {
  const mine = await mineSince(visit)
  return page(
    title,
    body(
      visit,
      mine.filter(glass => isOpen(glass, visit.clock.now())),
      {},
    ),
  )
}

const isCode = (text: string): text is GlassCode => Object.hasOwn(glassCodes, text)
const isText = (text: string): boolean => text.length >= 10 && text.length <= 1000 && !/[^\P{Cc}\n\r\t]/u.test(text)

interface Asked {
  wanted: { cpr?: string; phone?: string; birthDate?: string }
  code: GlassCode
  words: string
}

const read = (visit: Visit): { asked?: Asked; errors: FieldError[] } => {
  const { form } = visit
  const errors: FieldError[] = []
  const typed = { cpr: field(form, 'cpr'), phone: field(form, 'telefon'), born: field(form, 'foedt') }
  const cpr = parseCpr(typed.cpr, today(visit.clock))
  const digits = typed.phone.replaceAll(/\D/g, '')
  const birthDate = readDay(typed.born)
  if (typed.cpr && !cpr.ok) errors.push({ field: 'cpr', message: 'Skriv hele CPR-nummeret, ti tegn.' })
  if (!typed.cpr && !(digits.length >= 8 && digits.length <= 15))
    errors.push({
      field: typed.phone ? 'telefon' : 'cpr',
      message: 'Skriv CPR-nummeret, eller telefon og fødselsdag sammen.',
    })
  else if (!typed.cpr && !birthDate)
    errors.push({ field: 'foedt', message: 'Skriv fødselsdagen, for eksempel 3.4.1998.' })
  const code = field(form, 'grund')
  if (!isCode(code)) errors.push({ field: 'grund', message: 'Vælg, hvorfor det skal være nu.' })
  const words = field(form, 'ord')
  if (!isText(words)) errors.push({ field: 'ord', message: 'Skriv, hvad der er sket: mellem 10 og 1.000 tegn.' })
  if (errors.length > 0 || !isCode(code)) return { errors }
  return { asked: { wanted: cpr.ok ? { cpr: cpr.cpr } : { phone: digits, birthDate }, code, words }, errors }
}

export const openGlass = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const mine = await mineSince(visit)
  const refuse = (errors: FieldError[]) =>
    again(
      title,
      body(
        visit,
        mine.filter(glass => isOpen(glass, clock.now())),
        form,
        errors,
      ),
    )
  const { asked, errors } = read(visit)
  if (!asked) return refuse(errors)
  if (mine.filter(glass => glass.case === null).length >= mostMisses)
    return refuse([
      {
        field: 'cpr',
        message: 'Du har søgt flere gange uden at finde nogen. Ring til en kollega, der har med familien at gøre.',
      },
    ])
  const found = await findThroughGlass(db, asked.wanted)
  const [family] = found
  if (family && found.length === 1 && (await familiesOf(db, [family])).size > 0)
    return refuse([{ field: 'cpr', message: 'Du har adgang til familien i forvejen. Nødadgang er ikke nødvendig.' }])
  const only = found.length === 1 && family ? family : null
  const id = await breakGlass(
    db,
    { case: only, code: asked.code, words: asked.words, minutes: longestGlass },
    clock.now(),
  )
  db.audit('read', only ? 'break-glass: opened' : 'break-glass: nobody found', only ?? [])
  await tell(db, { kind: 'review.wanted', subject: 'break-glass', about: db.actor.staff })
  if (!only)
    return refuse([
      {
        field: 'cpr',
        message:
          found.length > 1
            ? 'Flere passer. Skriv CPR-nummeret.'
            : 'Ingen hos jer passer. Forsøget er skrevet ned, og din leder har fået besked.',
      },
    ])
  return see(`${address}/${id}`)
}

/** What her emergency has opened, for as long as it lasts; after that the door is shut and says so. */
export const showGlass = async (visit: Visit): Promise<Answer> => {
  const { db, clock, params } = visit
  const glass = (await myGlasses(db, new Date(0))).find(one => one.id === params.id)
  if (!glass) throw new Refusal('unknown')
  const family = glass.case && isOpen(glass, clock.now()) ? await familyThroughGlass(db, glass.case) : undefined
  if (!glass.case || !family)
    return page(
      title,
      html`<h1>Nødadgangen er slut</h1>${emptyState('Den lukker af sig selv. Skal du se mere, så bed en kollega, der har med familien at gøre.', { href: address, text: title })}`,
    )
  return page(title, await opened(visit, glass, glass.case, family))
}

const opened = async ({ db }: Visit, glass: Glass, id: Id, family: GlassFamily): Promise<Html> => {
  const holding = await holdingThroughGlass(db, id)
  const holder = holding && (await colleagueNames(db, [holding.holder])).get(holding.holder)?.name
  const life = family.lostOn
    ? `Graviditeten endte ${fullDay(family.lostOn)}`
    : family.bornOn
      ? `Født ${fullDay(family.bornOn)}`
      : family.dueDate
        ? `Termin ${fullDay(family.dueDate)}`
        : ''
  return html`<h1>${family.name || 'Navn ikke oplyst'}</h1>
<p class="bb-lead">Nødadgang til kl. ${timeOf(endOf(glass))}. Derefter lukker siden af sig selv.</p>
${checkAnswers([
  { question: 'Kontaktregel', answer: contactWords(family.contact) },
  { question: 'Telefon', answer: family.phone ?? '' },
  { question: 'Født', answer: family.birthDate ? fullDay(family.birthDate) : '' },
  { question: 'Graviditet og barn', answer: life },
  { question: 'Har ansvaret', answer: holding ? (holder ?? 'En, der er stoppet') : 'Ingen hjælp i gang her' },
  {
    question: 'Næste skridt',
    answer: holding
      ? `${steps[holding.step].promise}: ${capital(longDay(holding.due))}${holding.dueAt ? ` kl. ${timeOf(holding.dueAt)}` : ''}`
      : '',
  },
])}
<p>Opslaget bliver gennemgået, og det står i hendes log fra ${longDay(dayOf(glass.openedAt))}.</p>`
}
