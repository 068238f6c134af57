import { html } from 'hono/html'
import type { ProgrammeFile } from '../file.ts'
import { sourceNaming } from '../lines.ts'
import { type Markup, sourceLink } from './markup.ts'

/** Sources that disagree, side by side; none is chosen. */
export function conflictsOf(programme: ProgrammeFile): Markup | '' {
  const conflicts = programme.conflicts ?? []
  const nameOf = sourceNaming(programme)
  if (conflicts.length === 0) return ''
  return html`<section aria-labelledby="uenighed">
<h2 id="uenighed">Når kilderne ikke er enige</h2>
<p>Vi viser alle udgaver og vælger ingen.</p>
${conflicts.map(
  conflict => html`<table class="bb-table bb-stack">
<caption>${conflict.topic}</caption>
<thead><tr>${conflict.variants.map(variant => html`<th scope="col">${sourceLink(programme, variant.source)}</th>`)}</tr></thead>
<tbody><tr>${conflict.variants.map(variant => html`<td data-title="${nameOf(variant.source)}"><div>${variant.value}</div></td>`)}</tr></tbody>
</table>
<p class="bb-src">${conflict.handling}</p>`,
)}
</section>`
}
