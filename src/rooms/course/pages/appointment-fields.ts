import { html } from 'hono/html'
import { dateInput, errorFor, select, taps, textInput, timeInput } from '../../../design/index.ts'
import type { Html } from '../../../kernel/visit.ts'
import type { Colleague, Site } from '../../govern/index.ts'
import { modes } from '../appointment.ts'
import type { FieldError, Words } from '../reading.ts'
import { modeWords } from '../words.da.ts'

export interface AppointmentForm {
  words: Words
  errors: readonly FieldError[]
  sites: readonly Site[]
  counsellors: readonly Colleague[]
  interpreterHint: string
  /** The whole appointment may be left out, as when a course begins before a time is found. */
  optional?: boolean
}

export const word = (words: Words, name: string): string => [words[name] ?? ''].flat()[0] ?? ''

export const modeOptions = modes.map(value => ({ value, text: modeWords[value] }))

/** Asked only when something about the time and place is odd: the yes is to this time alone. */
export const sureField = (words: Words, errors: readonly FieldError[], name: string): Html | '' => {
  const asked = word(words, `${name}Asked`)
  return asked === ''
    ? ''
    : taps({
        name,
        label: 'Er det rigtigt?',
        many: true,
        value: [words[name] ?? []].flat(),
        error: errorFor([...errors], name),
        options: [{ value: asked, text: 'Ja, aftalen skal ligge der' }],
      })
}

/** When, how, where and who: the same fields for a new appointment and for a moved one. */
export const appointmentFields = (given: AppointmentForm): Html => {
  const { words, sites, counsellors, interpreterHint, optional } = given
  const errors = [...given.errors]
  const common = (name: string) => ({ name, value: word(words, name), error: errorFor(errors, name) })
  return html`<div class="bb-cols is-half">${dateInput({ ...common('day'), label: 'Dato', optional })}
${timeInput({ ...common('time'), label: 'Klokkeslæt', optional })}</div>
${textInput({ ...common('minutes'), label: 'Hvor længe, i minutter', inputmode: 'numeric', width: 'short' })}
${taps({ ...common('mode'), label: 'Hvordan mødes I?', options: modeOptions })}
${select({
  ...common('site'),
  label: 'Sted',
  hint: 'Kun når I mødes ved fremmøde.',
  empty: 'Vælg et sted',
  optional: true,
  options: sites.map(site => ({ value: site.id, text: site.name })),
})}
${textInput({ ...common('room'), label: 'Lokale', optional: true })}
${select({
  ...common('counsellor'),
  label: 'Hvem holder samtalen?',
  empty: 'Vælg en kollega',
  options: counsellors.map(one => ({ value: one.id, text: `${one.name}, ${one.title.toLocaleLowerCase('da')}` })),
})}
${textInput({ ...common('interpreter'), label: 'Tolkens navn', hint: interpreterHint, optional: true })}
${sureField(words, errors, 'sure')}`
}
