import { html } from 'hono/html'
import { agreementInForce } from '../agreement.ts'
import { agreementAddress, programmeAddress } from '../facts.ts'
import { type ProgrammeFile, partnershipTypes, statuses } from '../file.ts'
import { capital, sayPeriod } from '../say.ts'
import { wordOf } from '../values.ts'
import type { Markup } from './markup.ts'

function rowOf(programme: ProgrammeFile, today: string): Markup {
  const now = agreementInForce(programme, today)
  const type = capital(wordOf(partnershipTypes, programme.partnershipType))
  const holds = now
    ? html`<a href="${agreementAddress(programme.key, now.version)}">${now.name}</a>, ${sayPeriod(now)}`
    : 'ingen'
  return html`<tr><th scope="row"><a href="${programmeAddress(programme.key)}">${programme.name}</a></th>
<td data-title="Slags"><div>${type}</div></td>
<td data-title="Status"><div>${capital(wordOf(statuses, programme.status))}</div></td>
<td data-title="Gælder i dag"><div>${holds}</div></td></tr>`
}

/** All programmes and the agreement that holds today. */
export const programmeList = (programmes: ProgrammeFile[], today: string): Markup => html`<h1>Programmer</h1>
<p>Et program er et samarbejde om tidlig hjælp til gravide og familier. Her står, hvad aftalerne siger, og hvor det står.</p>
${
  programmes.length === 0
    ? html`<div class="bb-empty"><p>Ingen programmer er lagt ind endnu. De kommer fra filerne i mappen programmes.</p></div>`
    : html`<table class="bb-table bb-stack">
<caption class="sr-only">Programmer</caption>
<thead><tr><th scope="col">Program</th><th scope="col">Slags</th><th scope="col">Status</th><th scope="col">Gælder i dag</th></tr></thead>
<tbody>${programmes.map(programme => rowOf(programme, today))}</tbody>
</table>`
}`
