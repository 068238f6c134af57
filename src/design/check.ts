import { html } from 'hono/html'
import { icon } from './icons.ts'
import type { Html } from './markup.ts'
import { attrs, spoken } from './markup.ts'

export type Answer = { question: string; answer: string | Html; edit?: string }

/** 'Var I alene?' -> 'var I alene?', and 'CPR-nummer' as it is. */
const inSentence = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase('da') + text.slice(1)

/** Questions with answers before sending; without `edit` it is a plain list of facts. */
export const checkAnswers = (answers: Answer[]): Html =>
  html`<dl class="bb-check">${answers.map(
    ({ question, answer, edit }) =>
      html`<div><dt>${question}</dt><dd>${answer || 'ikke oplyst'}</dd>${
        edit ? html`<dd><a href="${edit}">Redigér${spoken(` ${inSentence(question)}`)}</a></dd>` : ''
      }</div>`,
  )}</dl>`

/** Where one is in a form of several pages: the whole list on a wide screen, one line on a phone. `current` counts from 1. */
export const stepList = ({
  label,
  steps,
  current,
}: {
  label: string
  steps: { text: string; href?: string }[]
  current: number
}): Html => {
  const step = ({ text, href }: { text: string; href?: string }, index: number) => {
    const nth = index + 1
    const words = `${nth}. ${text}`
    const done = nth < current
    return html`<li${attrs({ 'aria-current': nth === current ? 'step' : undefined })}>${icon(done ? 'tick' : nth === current ? 'dot' : 'ring')}<span>${
      href && done ? html`<a href="${href}">${words}</a>` : words
    }${done ? spoken(' (udfyldt)') : ''}</span></li>`
  }
  return html`<nav class="bb-stepnav" aria-label="${label}"><p class="bb-note">Trin ${current} af ${steps.length}</p><ol class="bb-steps">${steps.map(step)}</ol></nav>`
}

/** A text to take along: selectable without script, one press with it (copy.js). `first` puts the focus on the button. */
export const copyBox = ({
  id,
  label,
  text,
  first,
}: {
  id: string
  label: string
  text: string
  first?: boolean
}): Html => html`<div class="bb-copy">
<label class="form-label" for="${id}">${label}</label>
<textarea class="form-input is-full" id="${id}" rows="${Math.min(12, text.split('\n').length + 1)}" readonly>
${text}</textarea>
<button type="button" class="button button-secondary"${attrs({ 'data-copy': id, 'data-copy-first': first })} hidden>Kopiér teksten</button>
<p class="bb-note" role="status" id="${id}-status"></p>
</div>`
