import { html } from 'hono/html'
import { number } from './format.ts'
import { icon } from './icons.ts'
import type { Html } from './markup.ts'
import { attrs, idList } from './markup.ts'

/** What all fields share. A field's id is its name, so that an error can link to it. */
export type Field = {
  name: string
  label: string
  hint?: string
  /** Always the person's own words, also when they are wrong. */
  value?: string
  error?: string
  /** Fields are required unless they say so: 'kan udelades' is written after the label. */
  optional?: boolean
  /** For questions about safety: no rust, no alarm. */
  calm?: boolean
  autofocus?: boolean
}
export type Text = Field & {
  autocomplete?: string
  type?: 'text' | 'tel' | 'email' | 'search' | 'password'
  inputmode?: 'numeric' | 'text'
  width?: 'short' | 'medium' | 'full'
  spellcheck?: boolean
}

export const errorText = (id: string, error: string | undefined, calm?: boolean): Html | '' =>
  error
    ? html`<p class="form-error-message" id="${id}-fejl">${icon(calm ? 'ask' : 'alert')}<span>${calm ? '' : html`<span class="sr-only">Fejl: </span>`}${error}</span></p>`
    : ''
export const hintText = (id: string, hint: string | undefined): Html | '' =>
  hint ? html`<p class="form-hint" id="${id}-hjaelp">${hint}</p>` : ''
export const optionalMark = (optional?: boolean): Html | '' =>
  optional ? html` <span class="bb-optional">(kan udelades)</span>` : ''
export const groupClass = (error?: string, calm?: boolean): string => (error ? `bb-err${calm ? ' is-calm' : ''}` : '')

/** The attributes that tie a control to its hint and its error. */
export const tied = ({ name, hint, error, autofocus }: Field) => ({
  id: name,
  name,
  'aria-describedby': idList(error && `${name}-fejl`, hint && `${name}-hjaelp`),
  'aria-invalid': error ? 'true' : undefined,
  autofocus,
})

const around = (
  field: Field,
  control: Html,
): Html => html`<div class="form-group bb-field ${groupClass(field.error, field.calm)}">
<label class="form-label" for="${field.name}">${field.label}${optionalMark(field.optional)}</label>
${hintText(field.name, field.hint)}${errorText(field.name, field.error, field.calm)}
${control}
</div>`

export const textInput = (field: Text): Html => {
  const { type = 'text', autocomplete = 'off', inputmode, width = 'medium', spellcheck, value = '' } = field
  return around(
    field,
    html`<input class="form-input is-${width}"${attrs({ ...tied(field), type, autocomplete, inputmode, value, spellcheck: spellcheck === false ? 'false' : undefined })}>`,
  )
}

/** No maxlength: a browser would cut a pasted text without a word. The limit is said, and the server answers. */
export const textArea = (field: Field & { limit?: number; rows?: number }): Html => {
  const hint = [field.hint, field.limit && `Højst ${number(field.limit)} tegn.`].filter(Boolean).join(' ')
  // The newline after the tag is dropped by browsers; without it a text that begins with one would lose it.
  return around(
    { ...field, hint },
    html`<textarea class="form-input is-full"${attrs({ ...tied({ ...field, hint }), rows: field.rows ?? 5, autocomplete: 'off' })}>
${field.value ?? ''}</textarea>`,
  )
}

/**
 * One text field, not three: one stop for the tab key, a date can be pasted, and '3.12.2026' is what people say and write.
 * No numeric keypad, as phones leave the full stop off it. Reading the text is the field definition's work.
 */
export const dateInput = (field: Field & { autocomplete?: string }): Html =>
  textInput({ ...field, hint: field.hint ?? 'For eksempel 3.12.2026', width: 'short', spellcheck: false })

export const timeInput = (field: Field): Html =>
  textInput({ ...field, hint: field.hint ?? 'For eksempel 10.30', width: 'short', spellcheck: false })

export type Choice = { value: string; text: string }
export const select = (
  field: Field & { options: (Choice | { group: string; options: Choice[] })[]; empty?: string },
): Html => {
  const option = ({ value, text }: Choice) =>
    html`<option${attrs({ value, selected: value === field.value })}>${text}</option>`
  return around(
    field,
    html`<select class="form-select"${attrs(tied(field))}>${
      field.empty === undefined ? '' : html`<option value="">${field.empty}</option>`
    }${field.options.map(o => ('group' in o ? html`<optgroup label="${o.group}">${o.options.map(option)}</optgroup>` : option(o)))}</select>`,
  )
}
