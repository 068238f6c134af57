import { html } from 'hono/html'
import { dataTable, type Html, linkButton } from '../../../design/index.ts'
import { type LogLine, logOf } from '../../../kernel/audit-read.ts'
import { fullDay } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { type CopiedTable, copyOf, type Openers } from '../copy.ts'
import { organisationNames } from '../organisations.ts'
import { type Copy, openedCopy } from '../subject.ts'
import { roleWords } from '../words.ts'
import { ownCase, partWords, type SubjectParts } from './subject.ts'

export interface CopyParts extends SubjectParts {
  openers: Openers
}

interface Found {
  family: Id
  copy: Copy
  tables: CopiedTable[]
  log: (LogLine & { house: string })[]
}

const read = async (visit: Visit, parts: CopyParts): Promise<Found> => {
  const family = await ownCase(visit)
  const { kopi } = visit.params
  if (!isId(kopi)) throw new Refusal('unknown')
  const copy = await openedCopy(visit.db, family, kopi, visit.clock.now())
  const tables = await copyOf(visit.db, parts, family, copy.about)
  // The log is the woman's: it would tell another who has asked about her, and when.
  const log = copy.about === 'woman' ? await logOf(visit.db, family) : []
  const names = await organisationNames(visit.db, [...new Set(log.map(line => line.organisation))])
  return {
    family,
    copy,
    tables,
    log: log.map(line => ({ ...line, house: names.get(line.organisation) ?? 'En anden organisation' })),
  }
}

const said = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(said).join(', ')
  if (value === true) return 'ja'
  if (value === false) return 'nej'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const roleOf = (role: string): string =>
  Object.hasOwn(roleWords, role) ? roleWords[role as keyof typeof roleWords] : 'Systemet'

const tableHtml = ({ purpose, rows }: CopiedTable): Html => html`<h2>For at ${purpose}</h2>
${rows.map(row => html`<dl class="bb-check">${Object.entries(row).map(([name, value]) => html`<div><dt>${name}</dt><dd>${said(value)}</dd></div>`)}</dl>`)}`

export const showCopy = async (visit: Visit, parts: CopyParts): Promise<Answer> => {
  const { family, copy, tables, log } = await read(visit, parts)
  const heading = `Kopi af oplysninger om ${partWords[copy.about]}`
  return page(
    heading,
    html`<h1>${heading}</h1>
<p class="bb-lead">Giv den kun til den, der har bedt om den. Siden lukker efter ti minutter.</p>
<p>${linkButton({ href: `/familier/${family}/rettigheder/kopi/${copy.id}/fil`, text: 'Hent som fil' })}</p>
${tables.length === 0 ? html`<p>Vi har ingen oplysninger om ${partWords[copy.about]}.</p>` : tables.map(tableHtml)}
${
  log.length === 0
    ? ''
    : html`<h2>Hvem har set oplysningerne</h2>${dataTable<Found['log'][number]>({
        caption: 'Hvem har set oplysningerne',
        quietCaption: true,
        stack: true,
        columns: [
          { head: 'Dag', cell: line => fullDay(line.day) },
          { head: 'Organisation', cell: line => line.house },
          { head: 'Rolle', cell: line => roleOf(line.role) },
          { head: 'Formål', cell: line => line.purpose },
        ],
        rows: log,
      })}`
}
<p><a href="/familier/${family}/rettigheder">Tilbage</a></p>`,
  )
}

export const sendCopy = async (visit: Visit, parts: CopyParts): Promise<Answer> => {
  const { copy, tables, log } = await read(visit, parts)
  return {
    kind: 'file',
    name: 'oplysninger.json',
    type: 'application/json; charset=utf-8',
    content: `${JSON.stringify(
      {
        about: copy.about,
        controller: visit.viewer.organisation,
        made: visit.clock.now().toISOString(),
        data: tables,
        looks: log.map(({ day, house, role, purpose, times }) => ({ day, organisation: house, role, purpose, times })),
      },
      null,
      2,
    )}\n`,
  }
}
