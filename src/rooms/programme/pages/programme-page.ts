import { html } from 'hono/html'
import { agreementGaps } from '../agreement.ts'
import { agreementAddress } from '../facts.ts'
import { type ProgrammeFile, partnershipTypes, statuses } from '../file.ts'
import { programmeSections } from '../programme-sections.ts'
import { capital, sayDay, sayPeriod } from '../say.ts'
import { wordOf } from '../values.ts'
import { standings } from '../version.ts'
import { sayToday } from './agreement-page.ts'
import { conflictsOf } from './conflicts.ts'
import { type Markup, sectionOf, sourceLink, sourceList } from './markup.ts'

function agreementsOf(programme: ProgrammeFile, today: string): Markup {
  return html`<section aria-labelledby="aftaler">
<h2 id="aftaler">Aftaler over tid</h2>
<table class="bb-table bb-stack">
<caption class="sr-only">Aftaler over tid</caption>
<thead><tr><th scope="col">Aftale</th><th scope="col">Periode</th><th scope="col">Slags</th><th scope="col">I dag</th><th scope="col">Kilde</th></tr></thead>
<tbody>
${programme.agreements.map(
  version =>
    html`<tr><th scope="row"><a href="${agreementAddress(programme.key, version.version)}">${version.version}. ${version.name}</a></th><td data-title="Periode"><div>${sayPeriod(version)}</div></td><td data-title="Slags"><div>${capital(
      wordOf(standings, version.standing),
    )}</div></td><td data-title="I dag"><div>${sayToday(programme, version, today)}</div></td><td data-title="Kilde"><div>${sourceLink(programme, version.source)}</div></td></tr>`,
)}
</tbody></table>
${agreementGaps(programme).map(gap => html`<p class="bb-src">Ingen aftale gjaldt fra ${sayDay(gap.from)} til ${sayDay(gap.to)}.</p>`)}
</section>`
}

/** The page of a programme: all it states, with sources; the agreements have pages of their own. */
export const programmePage = (programme: ProgrammeFile, today: string): Markup => html`<h1>${programme.name}</h1>
<p class="bb-sum"><span>${capital(wordOf(partnershipTypes, programme.partnershipType))}</span><span>${capital(wordOf(statuses, programme.status))}</span></p>
${agreementsOf(programme, today)}
${programmeSections(programme).map(section => sectionOf(programme, section))}
${conflictsOf(programme)}
${sourceList(programme)}`
