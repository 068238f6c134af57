import { html } from 'hono/html'
import { errorFor, type Html } from '../../../../design/index.ts'
import type { StoredAgreement } from '../../../programme/index.ts'
import { domains, wordOf } from '../../../programme/index.ts'
import { mostReasons } from '../../steps/why.ts'
import { type Paint, wordList } from './fields.ts'

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** A criterion without its relative clause: short enough for a chip. The whole sentence stands on the check page. */
export const shortReason = (text: string): string => capital(text.split(',')[0] ?? text)

/** Chips by domain. What a source gives as example comes first in its domain, the broad criterion last. */
export const reasonChips = (paint: Paint, agreement: StoredAgreement): Html => {
  const chosen = new Set(wordList(paint.words, 'reasons'))
  const error = errorFor(paint.errors, 'reasons')
  const broad = (one: { exampleOf?: string }) => (one.exampleOf ? 0 : 1)
  let nth = 0
  const chip = ({ code, text }: { code: string; text: string }) => {
    nth += 1
    return html`<label><input id="${nth === 1 ? 'reasons' : `reasons-${nth}`}" type="checkbox" name="reasons" value="${code}"${
      chosen.has(code) ? html` checked` : ''
    }><span>${shortReason(text)}</span></label>`
  }
  const groups = Object.values(domains).flatMap(domain => {
    const reasons = agreement.reasons.filter(one => one.domain === domain).toSorted((a, b) => broad(a) - broad(b))
    return reasons.length === 0 ? [] : [{ domain, reasons }]
  })
  return html`<fieldset class="bb-q${error ? ' bb-err' : ''}" aria-describedby="${error ? 'reasons-fejl ' : ''}reasons-hjaelp">
<legend>Hvad fylder for hende?</legend>
<p class="form-hint" id="reasons-hjaelp">Vælg højst ${mostReasons}. Ingen diagnose er nødvendig.</p>
${error ? html`<p class="form-error-message" id="reasons-fejl"><span><span class="sr-only">Fejl: </span>${error}</span></p>` : ''}
<div class="bb-domains">${groups.map(
    ({ domain, reasons }) => html`<div role="group" aria-labelledby="d-${domain}">
<span class="bb-note" id="d-${domain}">${capital(wordOf(domains, domain))}</span>
<div class="bb-taps">${reasons.map(chip)}</div></div>`,
  )}</div>
</fieldset>`
}
