import { html } from 'hono/html'
import { capital } from '../say.ts'
import { roles, verbs } from '../words.ts'
import type { Markup } from './markup.ts'

/** The words all programmes share, for everybody who works here. */
export const wordsPage = (): Markup => html`<h1>Ord, vi bruger</h1>
<section aria-labelledby="roller">
<h2 id="roller">Roller</h2>
<ul class="bb-fine">${Object.values(roles).map(role => html`<li>${capital(role)}</li>`)}</ul>
</section>
<section aria-labelledby="handlinger">
<h2 id="handlinger">Det, vi gør</h2>
<dl class="bb-kv">${Object.values(verbs).map(([word, meaning]) => html`<div><dt>${capital(word)}</dt><dd>${capital(meaning)}</dd></div>`)}</dl>
</section>`
