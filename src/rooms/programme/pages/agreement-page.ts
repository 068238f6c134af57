import { html } from 'hono/html'
import { agreementInForce, stated } from '../agreement.ts'
import { agreementSections } from '../agreement-sections.ts'
import type { AgreementVersion } from '../agreement-version.ts'
import { agreementAddress, programmeAddress } from '../facts.ts'
import type { ProgrammeFile } from '../file.ts'
import { naming } from '../lines.ts'
import { capital, sayList, sayNumber, sayPeriod, sayTarget, sayTrack } from '../say.ts'
import { wordOf } from '../values.ts'
import { standings, type Track, trackKinds } from '../version.ts'
import { conflictsOf } from './conflicts.ts'
import { type Markup, sectionOf, sourceLink, sourceList } from './markup.ts'

/** Whether a version holds on the day it is read: a proposal never does. */
export const sayToday = (programme: ProgrammeFile, version: AgreementVersion, today: string): string =>
  version.standing === 'proposal'
    ? 'Er ikke vedtaget'
    : version.version === agreementInForce(programme, today)?.version
      ? 'Gælder i dag'
      : 'Gælder ikke i dag'

const yesNo = (value: boolean): string => (value ? 'ja' : 'nej')

function trackOf(programme: ProgrammeFile, track: Track): Markup {
  const rows: [string, string | Markup][] = [
    ['Form', capital(wordOf(trackKinds, track.kind))],
    ['Måltal', stated(track.target, sayTarget)],
    ['Loft over samtaler', stated(track.maxSessions, max => `højst ${sayNumber(max)}`)],
    [
      'Kan være anonymt',
      track.anonymous
        ? html`${yesNo(track.anonymous.possible)}${track.anonymous.note ? `, ${track.anonymous.note}` : ''} <small>Kilde: ${sourceLink(programme, track.anonymous.source)}</small>`
        : 'ikke oplyst',
    ],
    ['Kræver henvisning', stated(track.referralNeeded, yesNo)],
    ['Ansvarlig', stated(track.responsible, keys => sayList(keys.map(naming(programme))))],
  ]
  if (track.followUntil) rows.push(['Familien følges', capital(track.followUntil.text)])
  if (track.examinations) {
    const { months, source } = track.examinations
    rows.push([
      'Undersøgelser',
      html`ved ${sayList(months.map(String))} måneder <small>Kilde: ${sourceLink(programme, source)}</small>`,
    ])
  }
  return html`<section class="bb-card" aria-labelledby="spor-${track.key}">
<h3 id="spor-${track.key}">${track.number ? `Spor ${track.number}. ` : ''}${track.name}</h3>
<p>${sayTrack(track)}</p>
<dl class="bb-kv bb-cols is-three">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="bb-src">Kilde: ${sourceLink(programme, track.source)}</p>
</section>`
}

/** The page of one dated version of an agreement. */
export function agreementPage(programme: ProgrammeFile, version: AgreementVersion, today: string): Markup {
  const sections = agreementSections(programme, version)
  const first = sections.findIndex(section => section.id === 'oekonomi')
  return html`<p class="bb-note"><a href="${programmeAddress(programme.key)}">${programme.name}</a></p>
<h1>${version.name}</h1>
<p class="bb-sum"><span>${capital(wordOf(standings, version.standing))} ${version.version}</span><span>${sayPeriod(version)}</span><span>${sayToday(programme, version, today)}</span></p>
${version.amends === undefined ? '' : html`<p>Ændrer <a href="${agreementAddress(programme.key, version.amends)}">aftale ${version.amends}</a>.</p>`}
${version.note ? html`<p>${capital(version.note)}.</p>` : ''}
${sections.slice(0, first).map(section => sectionOf(programme, section))}
<section aria-labelledby="spor">
<h2 id="spor">Spor</h2>
${version.tracks.length === 0 ? html`<p>Sporene er ikke oplyst.</p>` : version.tracks.map(track => trackOf(programme, track))}
</section>
${sections.slice(first).map(section => sectionOf(programme, section))}
${conflictsOf(programme)}
${sourceList(programme)}`
}
