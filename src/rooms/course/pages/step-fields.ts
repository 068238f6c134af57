import { html } from 'hono/html'
import { dateInput, errorFor, select, textInput } from '../../../design/index.ts'
import type { Html } from '../../../kernel/visit.ts'
import { stepDoers, stepResults } from '../end-report.ts'
import type { FieldError, Words } from '../reading.ts'
import { stepRows } from '../record.ts'
import type { AgreedStep } from '../store.ts'
import { doerWords, resultWords } from '../words.da.ts'
import { word } from './appointment-fields.ts'

export const doerOptions = (name: string) =>
  stepDoers.map(value => ({ value, text: value === 'woman' ? name : doerWords[value] }))

/** A few empty rows for what is agreed: plain fields, so that they work without script. */
export const stepFields = (words: Words, errors: readonly FieldError[], name: string): Html => {
  const common = (field: string) => ({
    name: field,
    value: word(words, field),
    error: errorFor([...errors], field),
    optional: true,
  })
  const step = (row: number): Html => html`<fieldset class="bb-q"><legend>Skridt ${row}</legend>
${textInput({ ...common(`step-${row}`), label: 'Hvad har I aftalt?', width: 'full' })}
<div class="bb-cols is-half">${select({ ...common(`step-${row}-who`), label: 'Hvem gør det?', options: doerOptions(name) })}
${dateInput({ ...common(`step-${row}-due`), label: 'Senest' })}</div></fieldset>`
  const more = Array.from({ length: stepRows - 1 }, (_, at) => at + 2)
  const written = more.some(
    row => word(words, `step-${row}`) || errors.some(error => error.field.startsWith(`step-${row}`)),
  )
  return html`${step(1)}<details class="bb-more"${written ? ' open' : ''}><summary>Flere skridt</summary>${more.map(step)}</details>`
}

/** How it went with each step: an answer may wait until the course ends. */
export const resultFields = (
  steps: readonly AgreedStep[],
  words: Words,
  errors: readonly FieldError[],
  open: boolean,
): Html =>
  html`${steps.map(step =>
    select({
      name: `result-${step.id}`,
      label: step.text,
      value: word(words, `result-${step.id}`) || (step.result ?? ''),
      error: errorFor([...errors], `result-${step.id}`),
      empty: open ? 'Stadig i gang' : 'Vælg et resultat',
      options: stepResults.map(value => ({ value, text: resultWords[value] })),
    }),
  )}`
