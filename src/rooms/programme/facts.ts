import { agreementSections, trackLines } from './agreement-sections.ts'
import type { ProgrammeFile } from './file.ts'
import type { Line } from './lines.ts'
import { programmeSections } from './programme-sections.ts'

/** A fact of the source documents: the words in which a page states it, and where. */
export type Fact = { id: string; value: string; element: string; source: string; page: string }

export const programmeAddress = (key: string): string => `/programmer/${key}`
export const agreementAddress = (key: string, version: number): string => `/programmer/${key}/aftaler/${version}`

const carried = (lines: Line[], page: string, under: string): Fact[] =>
  lines.flatMap(({ facts, text, at, source }) =>
    facts.map(id => ({ id, value: text, element: `${under}${at}`, source, page })),
  )

/** Every fact a programme carries, once for each element and page that states it. */
export function factsOf(programme: ProgrammeFile): Fact[] {
  const own = programmeSections(programme).flatMap(section => section.lines)
  return [
    ...carried(own, programmeAddress(programme.key), ''),
    ...programme.agreements.flatMap(version => {
      const lines = [...agreementSections(programme, version).flatMap(section => section.lines), ...trackLines(version)]
      const page = agreementAddress(programme.key, version.version)
      return carried(lines, page, `agreements[${version.version}].`)
    }),
  ]
}

const order = (id: string): number => {
  const [, sheet, number] = id.split('-').map(Number)
  return (sheet ?? 0) * 1000 + (number ?? 0)
}
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** The printed list of facts, `docs/facts.md`. */
export function factsDocument(programmes: ProgrammeFile[]): string {
  const facts = programmes
    .flatMap(factsOf)
    .toSorted((a, b) => order(a.id) - order(b.id) || a.page.localeCompare(b.page))
  const rows = facts.map(f => `| ${f.id} | ${cell(f.value)} | \`${f.page}\` | ${f.source} |`)
  const ids = new Set(facts.map(fact => fact.id))
  return [
    '# Facts',
    '',
    'Printed from the programme files by `npm run docs`; do not edit. Each fact of the source documents, in the words the page states it.',
    '',
    `${ids.size} facts, stated in ${rows.length} places.`,
    '',
    '| id | value | page | source |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
