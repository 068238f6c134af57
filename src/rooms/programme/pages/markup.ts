import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ProgrammeFile } from '../file.ts'
import type { Line, Section } from '../lines.ts'
import { sayDay } from '../say.ts'

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>
type Sources = Pick<ProgrammeFile, 'sources'>

/** Where a statement comes from: a link to the list of sources, in words that tell what kind of source it is. */
export function sourceLink({ sources }: Sources, key: string): Markup {
  const source = sources.find(candidate => candidate.key === key)?.value
  const kind =
    source?.kind === 'own'
      ? (source.title ?? key)
      : [source?.publisher ?? source?.title ?? key, source?.date ? sayDay(source.date) : ''].filter(Boolean).join(', ')
  const outside = source?.kind === 'outside' ? ' (udefra)' : ''
  return html`<a href="#kilde-${key}">${kind}</a>${outside}`
}

const noteOf = (line: Line): Markup | '' => (line.note ? html` <small>(${line.note})</small>` : '')

const listOf = (programme: Sources, lines: Line[]): Markup => html`<ul class="bb-kv">
${lines.map(line => html`<li>${line.text}${noteOf(line)} <small>Kilde: ${sourceLink(programme, line.source)}</small></li>`)}
</ul>`

/** Lines that follow each other with the same head and source share a row. */
function rowsOf(lines: Line[]): [first: Line, ...rest: Line[]][] {
  const rows: [Line, ...Line[]][] = []
  for (const line of lines) {
    const row = rows.at(-1)
    if (row && !line.more && row[0].head === line.head && row[0].source === line.source) row.push(line)
    else rows.push([line])
  }
  return rows
}

const tableOf = (
  programme: Sources,
  section: Section,
  columns: string[],
): Markup => html`<table class="bb-table bb-stack">
<caption class="sr-only">${section.title}</caption>
<thead><tr>${[...columns, 'Kilde'].map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rowsOf(section.lines).map(
  row =>
    html`<tr><th scope="row">${row[0].head}</th><td data-title="${columns[1]}"><div>${row.map(line => html`<div>${line.text}${noteOf(line)}</div>`)}</div></td>${(
      row[0].more ?? []
    ).map(
      (text, i) => html`<td data-title="${columns[i + 2]}"><div>${text}</div></td>`,
    )}<td data-title="Kilde"><div>${sourceLink(programme, row[0].source)}</div></td></tr>`,
)}
</tbody></table>`

export const sectionOf = (
  programme: Sources,
  section: Section,
): Markup => html`<section aria-labelledby="${section.id}">
<h2 id="${section.id}">${section.title}</h2>
${
  section.lines.length === 0
    ? html`<p>${section.empty}</p>`
    : section.columns
      ? tableOf(programme, section, section.columns)
      : listOf(programme, section.lines)
}
</section>`

const kinds = {
  document: 'Programmets dokument',
  outside: 'Udefra, ikke et af programmets dokumenter',
  own: 'Vores eget',
} as const

/** The sources a page points at. */
export const sourceList = ({ sources }: Sources): Markup => html`<section aria-labelledby="kilder">
<h2 id="kilder">Kilder</h2>
<table class="bb-table bb-stack">
<caption class="sr-only">Kilder</caption>
<thead><tr><th scope="col">Kilde</th><th scope="col">Udgivet af</th><th scope="col">Dato</th><th scope="col">Slags</th></tr></thead>
<tbody>
${sources.map(
  ({ key, value }) =>
    html`<tr id="kilde-${key}"><th scope="row">${value.title}${value.note ? html` <small>(${value.note})</small>` : ''}</th><td data-title="Udgivet af"><div>${
      value.publisher ?? (value.kind === 'own' ? 'os' : 'ikke oplyst')
    }${value.address ? html`<br><small>${value.address}</small>` : ''}</div></td><td data-title="Dato"><div>${value.date ? sayDay(value.date) : 'ikke oplyst'}</div></td><td data-title="Slags"><div>${kinds[value.kind]}</div></td></tr>`,
)}
</tbody></table>
</section>`
