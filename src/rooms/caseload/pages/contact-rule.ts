import { html } from 'hono/html'
import {
  actions,
  conflict,
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
import { type Answer, again, type Form, field, fieldList, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  type ContactRule,
  contactWords,
  type Family,
  familyOf,
  languageChoices,
  languageFields,
  readLanguage,
  setContactRule,
} from '../../family/index.ts'
import { seenVersion } from '../seen.ts'
import { familyId } from './family.ts'

const title = 'Kontaktregel'
const hours = ['9-11', '11-13', '13-15', '15-17']

const questions = [
  { name: 'alone', key: 'aloneWhenAsked', label: 'Var hun alene, da du spurgte?' },
  { name: 'call', key: 'mayCall', label: 'Må vi ringe?' },
  { name: 'message', key: 'mayLeaveMessage', label: 'Må vi lægge en besked?' },
  { name: 'text', key: 'mayText', label: 'Må vi sende sms?' },
  { name: 'readAlong', key: 'readAlong', label: 'Kan andre læse med på hendes telefon?' },
] as const

const answers = { yes: true, no: false, unknown: null } as const
const answerOf = (value: boolean | null | undefined): keyof typeof answers =>
  value === true ? 'yes' : value === false ? 'no' : 'unknown'
const readAnswer = (form: Form, name: string): boolean | null => {
  const given = field(form, name)
  return given === 'yes' || given === 'no' ? answers[given] : null
}

const languageOf = (form: Form) => readLanguage(field(form, 'language'), field(form, 'languageOther'))

/** Whatever is not answered stays unknown, which means no contact that way: only another language can be filled in wrong. */
const readRule = (form: Form): ContactRule => ({
  mayCall: readAnswer(form, 'call'),
  mayText: readAnswer(form, 'text'),
  mayLeaveMessage: readAnswer(form, 'message'),
  readAlong: readAnswer(form, 'readAlong'),
  aloneWhenAsked: readAnswer(form, 'alone'),
  bestHours: hours.filter(span => fieldList(form, 'hours').includes(span)),
  language: languageOf(form).language,
  interpreter: field(form, 'interpreter') === 'yes',
})

const ruleForm = (
  visit: Visit,
  id: string,
  rule: ContactRule | null,
  version: string,
  typed?: { language: string; languageOther: string },
  errors: FieldError[] = [],
): Html => {
  const spoken = typed ?? languageFields(rule?.language ?? null)
  return formOf(
    { action: `/familier/${id}/kontaktregel`, token: visit.formToken, version },
    html`${questions.map(({ name, key, label }) =>
      taps({
        name,
        label,
        calm: true,
        value: answerOf(rule?.[key]),
        options: [
          { value: 'yes', text: 'Ja' },
          { value: 'no', text: 'Nej' },
          { value: 'unknown', text: 'Ikke spurgt' },
        ],
      }),
    )}
${taps({
  name: 'hours',
  label: 'Hvornår passer det bedst?',
  optional: true,
  calm: true,
  many: true,
  value: rule?.bestHours ?? [],
  options: hours.map(span => ({ value: span, text: `kl. ${span.replace('-', '–')}` })),
})}
${select({
  name: 'language',
  label: 'Sprog',
  optional: true,
  empty: 'Ikke oplyst',
  value: spoken.language,
  error: errorFor(errors, 'language'),
  options: [...languageChoices],
})}
${textInput({
  name: 'languageOther',
  label: 'Hvis et andet sprog: hvilket?',
  optional: true,
  value: spoken.languageOther,
  error: errorFor(errors, 'languageOther'),
})}
${taps({
  name: 'interpreter',
  label: 'Skal der tolk på?',
  calm: true,
  value: rule?.interpreter ? 'yes' : 'no',
  options: [
    { value: 'yes', text: 'Ja' },
    { value: 'no', text: 'Nej' },
  ],
})}
${actions(submit('Gem kontaktreglen'), linkButton({ href: `/familier/${id}`, text: 'Tilbage' }))}`,
  )
}

export const askContactRule = async (visit: Visit): Promise<Answer> => {
  const id = familyId(visit)
  const family = await familyOf(visit.db, id)
  return page(title, html`${intro(family)}${ruleForm(visit, id, family.contact, seenVersion(family.contact))}`)
}

const intro = ({ contact, pregnant }: Family): Html => html`<h1>Hvordan må vi kontakte ${pregnant.name || 'hende'}?</h1>
<p class="bb-lead">Spørg, mens hun er alene. Det, ingen har spurgt om, er et nej: så tager vi ikke kontakt på den måde.</p>
<p>Nu gælder: ${contactWords(contact)}</p>
`

export const changeContactRule = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const id = familyId(visit)
  const family = await familyOf(db, id)
  const rule = readRule(form)
  const { fault } = languageOf(form)
  if (fault) {
    const typed = { language: field(form, 'language'), languageOther: field(form, 'languageOther') }
    return again(
      title,
      html`${errorSummary([fault])}${intro(family)}${ruleForm(visit, id, rule, field(form, '_version'), typed, [fault])}`,
    )
  }
  if (field(form, '_version') !== seenVersion(family.contact)) return clash(visit, id, family, rule)
  await setContactRule(db, id, rule, clock.now())
  return see(`/familier/${id}`, 'Kontaktreglen er gemt. Den gælder fra nu.')
}

const clash = (visit: Visit, id: string, family: Family, yours: ContactRule): Answer =>
  page(
    title,
    conflict({
      by: 'En kollega',
      at: 'imens',
      fields: [{ label: 'Kontakt', saved: contactWords(family.contact), yours: contactWords(yours) }],
      form: ruleForm(visit, id, yours, seenVersion(family.contact)),
      keep: { href: `/familier/${id}`, text: 'Lad kollegaens stå' },
    }),
    { status: 409 },
  )
