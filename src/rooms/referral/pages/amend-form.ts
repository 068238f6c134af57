import { html } from 'hono/html'
import { actions, form, type Html, linkButton, submit, taps, textInput } from '../../../design/index.ts'
import type { Visit } from '../../../kernel/visit.ts'
import type { StoredAgreement } from '../../programme/index.ts'
import type { FieldError, Words } from '../form.ts'
import { type AmendableField, reasonCodes } from '../reasons.ts'
import { modes } from '../steps/wish.ts'
import type { Referral } from '../store.ts'
import { fieldWords, modeWords, reasonWords } from '../words.da.ts'
import { aloneField, callField, hoursField, messageField, readAlongField, textField } from './refer/contact-fields.ts'
import { childField, cprField, dayField, from, nameField, noteField, type Paint, phoneField } from './refer/fields.ts'
import { reasonChips } from './refer/reason-chips.ts'
import { languageField } from './refer/wish-fields.ts'

/** The words that belong to a field: for safe contact all its questions, as one answer colours the others. */
export const partsOf = (field: AmendableField): string[] =>
  field === 'contact'
    ? ['alone', 'call', 'text', 'message', 'hours', 'readAlong']
    : field === 'language'
      ? ['language', 'languageOther']
      : [field]

type Places = { agreement: StoredAgreement }

const interpreterField = (paint: Paint): Html =>
  taps({
    ...from(paint, 'interpreter'),
    label: 'Skal der være tolk?',
    options: [
      { value: 'no', text: 'Nej' },
      { value: 'yes', text: 'Ja' },
      { value: '', text: 'Ved ikke' },
    ],
  })

const controls: Record<AmendableField, (paint: Paint, places: Places) => Html> = {
  name: nameField,
  cpr: paint => cprField(paint),
  phone: phoneField,
  birthDate: paint => dayField(paint, 'birthDate', 'Fødselsdag', { hint: 'For eksempel 7.3.1990' }),
  dueDate: paint => dayField(paint, 'dueDate', 'Termin', { hint: 'For eksempel 23.1.2027' }),
  childBirthDate: childField,
  reasons: (paint, { agreement }) => reasonChips(paint, agreement),
  note: noteField,
  track: (paint, { agreement }) =>
    taps({
      ...from(paint, 'track'),
      label: 'Hvilket tilbud ønsker hun?',
      options: [
        ...agreement.tracks
          .filter(track => track.planned !== true)
          .map(({ key, name }) => ({ value: key, text: name })),
        { value: '', text: 'Hun har intet bestemt ønske' },
      ],
    }),
  site: (paint, { agreement }) =>
    taps({
      ...from(paint, 'site'),
      label: 'Hvor vil hun helst mødes?',
      options: (agreement.sites ?? []).map(({ key, name }) => ({ value: key, text: name })),
    }),
  mode: paint =>
    taps({
      ...from(paint, 'mode'),
      label: 'Hvordan vil hun helst mødes?',
      options: [...modes.map(value => ({ value, text: modeWords[value] })), { value: '', text: 'Det er lige meget' }],
    }),
  language: paint => languageField(paint),
  interpreter: interpreterField,
  contact: paint =>
    html`${aloneField(paint)}${callField(paint)}${textField(paint)}${messageField(paint)}${hoursField(paint)}${readAlongField(paint)}`,
}

export type Amending = { field: AmendableField; words: Words; reason: string; note: string; errors: FieldError[] }

/** One way to correct every field: the new words, and why. Both sides see the change. */
export const amendForm = (visit: Visit, referral: Referral, agreement: StoredAgreement, amending: Amending): Html => {
  const { field, words, reason, note, errors } = amending
  const paint: Paint = { words, errors, first: partsOf(field)[0] ?? field }
  const of = (name: string) => errors.find(error => error.field === name)?.message
  return html`<section class="bb-card" aria-labelledby="ret"><h2 id="ret">Ret ${fieldWords[field]}</h2>
${form(
  { action: `/henvisninger/${referral.id}/rettelse`, token: visit.formToken, version: referral.version },
  html`<input type="hidden" name="felt" value="${field}">
${controls[field](paint, { agreement })}
${taps({
  name: 'reason',
  label: 'Hvorfor rettes det?',
  value: reason,
  error: of('reason'),
  options: reasonCodes.amend.map(value => ({ value, text: reasonWords.amend[value] })),
})}
${textInput({ name: 'why', label: 'Hvis andet: hvad?', value: note, error: of('why'), width: 'full' })}
<p class="bb-note">Modtageren ser rettelsen og grunden.</p>
${actions(submit('Gem rettelsen'), linkButton({ href: `/henvisninger/${referral.id}`, text: 'Fortryd' }))}`,
)}</section>`
}
