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
  const outside = source?.kind === 'outside' ? ' (uden for programmets dokumenter)' : ''
  return html`<a href="#kilde-${key}">${kind}</a>${outside}`
}

const noteOf = (line: Line): Markup | '' => (line.note ? html` <small>(${line.note})</small>` : '')

const listOf = (programme: Sources, lines: Line[]): Markup => html`<ul class="bb-fine">
${lines.map(line => html`<li><span>${line.text}${noteOf(line)} <small>Kilde: ${sourceLink(programme, line.source)}</small></span></li>`)}
</ul>`

const tableOf = (programme: Sources, section: Section, columns: string[]): Markup => html`<table class="bb-table">
<caption class="sr-only">${section.title}</caption>
<thead><tr>${[...columns, 'Kilde'].map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${section.lines.map(
  line =>
    html`<tr><th scope="row">${line.head}</th><td data-title="${columns[1]}">${line.text}${noteOf(line)}</td>${(
      line.more ?? []
    ).map(
      (text, i) => html`<td data-title="${columns[i + 2]}">${text}</td>`,
    )}<td data-title="Kilde">${sourceLink(programme, line.source)}</td></tr>`,
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
  document: 'programmets dokument',
  outside: 'uden for programmets dokumenter',
  own: 'vores eget',
} as const

/** The sources a page points at. */
export const sourceList = ({ sources }: Sources): Markup => html`<section aria-labelledby="kilder">
<h2 id="kilder">Kilder</h2>
<table class="bb-table">
<caption class="sr-only">Kilder</caption>
<thead><tr><th scope="col">Kilde</th><th scope="col">Udgivet af</th><th scope="col">Dato</th><th scope="col">Slags</th></tr></thead>
<tbody>
${sources.map(
  ({ key, value }) =>
    html`<tr id="kilde-${key}"><th scope="row">${value.title}${value.note ? html` <small>(${value.note})</small>` : ''}</th><td>${
      value.publisher ?? (value.kind === 'own' ? 'os' : 'ikke oplyst')
    }${value.address ? html`<br><small>${value.address}</small>` : ''}</td><td>${value.date ? sayDay(value.date) : 'ikke oplyst'}</td><td>${kinds[value.kind]}</td></tr>`,
)}
</tbody></table>
</section>`
