import { html } from 'hono/html'
import { icon } from './icons.ts'
import type { Html } from './markup.ts'
import { attrs } from './markup.ts'

export type Form = {
  action: string
  /** The form token: against forgery and against sending twice. */
  token?: string
  /** The version of the row that the person saw. */
  version?: string | number
  id?: string
  /** Where draft.js saves the form while it is written in. */
  draft?: string
}

/** The two fields every changing form carries. */
export const hiddenFields = ({ token, version }: Pick<Form, 'token' | 'version'>): Html =>
  html`${token === undefined ? '' : html`<input type="hidden" name="_token" value="${token}">`}${
    version === undefined ? '' : html`<input type="hidden" name="_version" value="${version}">`
  }`

/** A form that changes something. The browser's own error bubbles are off: ours speak Danish and stay. */
export const form = ({ action, token, version, id, draft }: Form, body: Html): Html =>
  html`<form method="post"${attrs({ action, id, 'data-draft': draft !== undefined, 'data-draft-address': draft })} novalidate>
${hiddenFields({ token, version })}${body}
${draft === undefined ? '' : html`<p class="bb-note" role="status" data-draft-status></p>`}
</form>`

/** A form that only finds or sorts: its fields stand in the address, so never for personal data. */
export const searchForm = (action: string, body: Html): Html =>
  html`<form method="get" action="${action}" class="bb-find">${body}</form>`

/** One broken rule: `field` is the field's id, which is its name. */
export type FieldError = { field: string; message: string }

const summaryWords = (many: number, calm: boolean): string => {
  if (calm) return many === 1 ? 'Ét svar mangler' : `${many} svar mangler`
  return many === 1 ? 'Én ting skal rettes' : `${many} ting skal rettes`
}

/** Above the form, first in main. It takes focus by itself when the page opens, without script. */
export const errorSummary = (errors: FieldError[], calm = false): Html | '' =>
  errors.length === 0
    ? ''
    : html`<div class="bb-errsum${calm ? ' is-calm' : ''}" id="fejl" role="alert" tabindex="-1" autofocus aria-labelledby="fejl-h">
<h2 id="fejl-h">${icon(calm ? 'ask' : 'alert')}${summaryWords(errors.length, calm)}</h2>
<ul>${errors.map(error => html`<li><a href="#${error.field}">${error.message}</a></li>`)}</ul>
</div>`

/** The errors by field, to hand each field its own. */
export const errorFor = (errors: FieldError[], field: string): string | undefined =>
  errors.find(e => e.field === field)?.message
