import { html } from 'hono/html'
import { dateInput, errorFor, type FieldError, type Html, textArea, textInput } from '../../../../design/index.ts'
import { isDay } from '../../../family/index.ts'
import type { Words } from '../../form.ts'
import { longestNote } from '../../steps/why.ts'
import { shortDay } from './words.da.ts'

/** What a field is drawn from: her words, what is wrong with them, and whether the page begins here. */
export type Paint = { words: Words; errors: FieldError[]; first?: string }

export const word = (words: Words, field: string): string => [words[field] ?? ''].flat()[0] ?? ''
export const wordList = (words: Words, field: string): string[] => [words[field] ?? []].flat()

/** What every field takes from the paint. */
export const from = ({ words, errors, first }: Paint, name: string) => ({
  name,
  value: word(words, name),
  error: errorFor(errors, name),
  autofocus: errors.length === 0 && first === name,
})

const dayText = (text: string): string => (isDay(text) ? shortDay(text) : text)
export const dayField = (paint: Paint, name: string, label: string, more: { hint?: string; optional?: boolean } = {}) =>
  dateInput({ ...from(paint, name), value: dayText(word(paint.words, name)), label, ...more })

export const cprField = (paint: Paint): Html =>
  textInput({
    ...from(paint, 'cpr'),
    label: 'CPR-nummer',
    hint: 'Eller erstatningsnummer.',
    width: 'short',
    spellcheck: false,
  })

export const phoneField = (paint: Paint): Html =>
  textInput({
    ...from(paint, 'phone'),
    label: 'Hendes telefon',
    hint: 'Vi ringer kun, hvis hun siger ja.',
    type: 'tel',
    width: 'short',
  })

export const nameField = (paint: Paint): Html =>
  textInput({ ...from(paint, 'name'), label: 'Navn', optional: true, spellcheck: false })

export const birthDateField = (paint: Paint): Html =>
  dayField(paint, 'birthDate', 'Fødselsdag', {
    hint: 'Når der ikke er et CPR-nummer. For eksempel 7.3.1990',
    optional: true,
  })

export const weekField = (paint: Paint): Html =>
  textInput({
    ...from(paint, 'week'),
    label: 'Graviditetsuge i dag',
    hint: 'For eksempel 22+3',
    width: 'short',
    spellcheck: false,
  })

export const dueDateField = (paint: Paint): Html =>
  dayField(paint, 'dueDate', 'Eller termin', { hint: 'For eksempel 23.1.2027', optional: true })

export const childField = (paint: Paint): Html =>
  dayField(paint, 'childBirthDate', 'Barnets fødselsdag', { hint: 'For eksempel 2.10.2026', optional: true })

/** Calm, and without a word for why: she may have lost the child. */
export const notPregnantField = (paint: Paint): Html => html`<fieldset class="bb-q">
<legend class="sr-only">Graviditet</legend>
<div class="bb-taps"><label><input id="notPregnant" type="checkbox" name="notPregnant" value="yes"${
  word(paint.words, 'notPregnant') === 'yes' ? html` checked` : ''
}><span>Hun er ikke gravid nu</span></label></div>
${errorFor(paint.errors, 'notPregnant') ? html`<p class="form-error-message" id="notPregnant-fejl"><span>${errorFor(paint.errors, 'notPregnant')}</span></p>` : ''}
</fieldset>`

export const noteField = (paint: Paint): Html =>
  textArea({
    ...from(paint, 'note'),
    label: 'Note',
    hint: 'Kun det, modtageren har brug for. Hun kan læse det.',
    limit: longestNote,
    optional: true,
  })

export const oralReasonField = (paint: Paint): Html =>
  textInput({
    ...from(paint, 'oralReason'),
    label: 'Hvis mundtligt: hvorfor?',
    hint: 'For eksempel: Vi taler i telefon.',
    width: 'full',
  })
