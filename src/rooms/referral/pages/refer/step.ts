import { html } from 'hono/html'
import { button, errorSummary, type Html } from '../../../../design/index.ts'
import { type Contact, readContact } from '../../steps/contact.ts'
import { type AnswerStep, stepNames } from '../../steps.ts'
import { stepWords } from '../../words.da.ts'
import { consentFields } from './consent-fields.ts'
import { aloneField, callField, hoursField, messageField, readAlongField, textField } from './contact-fields.ts'
import { contactPlan } from './contact-plan.ts'
import {
  birthDateField,
  childField,
  cprField,
  dueDateField,
  nameField,
  noteField,
  notPregnantField,
  type Paint,
  phoneField,
  weekField,
} from './fields.ts'
import { closing, draftForm, nextButton, opening, type PageParts, stepsBeside } from './layout.ts'
import { reasonChips } from './reason-chips.ts'
import type { Rooms } from './rooms.ts'
import { wishFields } from './wish-fields.ts'

const leads: Record<AnswerStep, string> = {
  who: 'CPR-nummeret er nok. Har hun intet, så skriv navn, fødselsdag og telefon.',
  why: 'Vælg det, der fylder mest lige nu.',
  wish: 'Hvad ønsker hun? Forslagene kan ændres.',
  contact: 'Hvordan kan vi kontakte hende, uden at det skaber problemer for hende? Spørg, mens I er alene.',
  consent: 'Hun bestemmer, hvem der får svarene, og hvor længe.',
}

const questions: Record<AnswerStep, (paint: Paint, parts: PageParts, rooms: Rooms) => Html> = {
  who: paint => html`${cprField(paint)}${phoneField(paint)}${nameField(paint)}${birthDateField(paint)}`,
  why: (paint, { context }) => html`<div class="bb-pair">${weekField(paint)}${dueDateField(paint)}</div>
${childField(paint)}${notPregnantField(paint)}${reasonChips(paint, context.agreement)}${noteField(paint)}`,
  wish: (paint, { context }, rooms) => wishFields(paint, context, rooms),
  contact: (paint, { words }) => html`<div class="bb-cols is-half"><div>
${aloneField(paint)}${callField(paint)}${textField(paint)}${messageField(paint)}${hoursField(paint)}${readAlongField(paint)}
</div><div>${contactPlan(readContact(words.contact ?? {}).value ?? unanswered)}</div></div>`,
  consent: (paint, { context }) => consentFields(paint, context),
}

const unanswered: Contact = {
  alone: 'unknown',
  call: 'unknown',
  text: 'unknown',
  message: 'unknown',
  readAlong: 'unknown',
  hours: [],
}

const firsts: Record<AnswerStep, string> = {
  who: 'cpr',
  why: 'week',
  wish: 'track',
  contact: 'alone',
  consent: 'consent',
}

/** One of the five pages of questions. From the check page it leads back there; else on to the next step. */
export const stepBody = (parts: PageParts, step: AnswerStep, rooms: Rooms): Html => {
  const { visit, draft, words, errors } = parts
  const paint: Paint = { words: words[step] ?? {}, errors, first: firsts[step] }
  const fromCheck = visit.query.fra === 'tjek' || visit.form.fra === 'tjek'
  const back = step === 'who' ? 'short' : (stepNames[stepNames.indexOf(step) - 1] ?? 'short')
  return stepsBeside(
    draft,
    step,
    html`${errorSummary(errors, step === 'contact')}
${opening(parts, stepWords[step], leads[step])}
${draftForm(
  parts,
  step,
  html`${questions[step](paint, parts, rooms)}
${
  fromCheck
    ? closing(draft, nextButton('Gem, og tjek svarene', 'check'))
    : closing(draft, nextButton('Gå videre', 'next'), button({ label: 'Tilbage', name: 'go', value: back }))
}`,
)}`,
  )
}
