import { html } from 'hono/html'
import type { Choice, Field } from './fields.ts'
import { errorText, groupClass, hintText, optionalMark } from './fields.ts'
import type { IconName } from './icons.ts'
import { icon } from './icons.ts'
import type { Html } from './markup.ts'
import { attrs, idList } from './markup.ts'

export type Tap = Choice & { hint?: string; icon?: IconName }
export type Taps = Omit<Field, 'value'> & {
  options: Tap[]
  /** What is chosen: at most one for radios. */
  value?: string | string[]
  /** Checkboxes instead of radios. */
  many?: boolean
}

const group = (field: Taps, box: string): Html => {
  const { name, label, hint, error, calm, optional, many, options } = field
  const chosen = new Set([field.value ?? []].flat())
  const tap = (option: Tap, nth: number) => {
    const id = nth === 0 ? name : `${name}-${nth + 1}`
    const text = html`<span>${option.text}${option.hint ? html`<small>${option.hint}</small>` : ''}</span>`
    const input = attrs({
      id,
      type: many ? 'checkbox' : 'radio',
      name,
      value: option.value,
      checked: chosen.has(option.value),
      'aria-describedby': nth === 0 && error ? `${name}-fejl` : undefined,
      autofocus: nth === 0 && field.autofocus,
    })
    return html`<label><input${input}>${option.icon ? icon(option.icon) : ''}${text}</label>`
  }
  const described = idList(error && `${name}-fejl`, hint && `${name}-hjaelp`)
  return html`<fieldset class="bb-q ${groupClass(error, calm)}"${attrs({ 'aria-describedby': described })}>
<legend>${label}${optionalMark(optional)}</legend>
${hintText(name, hint)}${errorText(name, error, calm)}
<div class="${box}">${options.map(tap)}</div>
</fieldset>`
}

/** Radios or checkboxes in labels of at least 48 px. The first one carries the field's name as id. */
export const taps = (field: Taps): Html => group(field, 'bb-taps')

/** The same as larger squares, for the tablet. */
export const tiles = (field: Taps & { small?: boolean }): Html =>
  group(field, field.small ? 'bb-tiles is-small' : 'bb-tiles')

/** One box to tick or leave: `id` is its own, as several forms on a page may ask the same. */
export const tick = ({
  id,
  name,
  text,
  hint,
  checked,
  error,
}: {
  id: string
  name: string
  text: string
  hint?: string
  checked?: boolean
  error?: string
}): Html => {
  const box = attrs({ id, type: 'checkbox', name, value: 'ja', checked, 'aria-describedby': error && `${id}-fejl` })
  return html`<div class="bb-field ${groupClass(error)}">${errorText(id, error)}
<div class="bb-taps"><label><input${box}><span>${text}${hint ? html`<small>${hint}</small>` : ''}</span></label></div></div>`
}
