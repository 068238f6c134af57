import { type Kysely, sql } from 'kysely'
import { columnsOf, type Data, dataClasses, type RecordType, recordTypes, type Whose } from '../../kernel/data.ts'
import type { Id } from '../../kernel/ids.ts'
import { keepingAt, keptFor } from './retention.ts'

export const whoseWords: Record<Whose, string> = {
  woman: 'gravide og mødre',
  child: 'børn',
  partner: 'partnere',
  staff: 'medarbejdere',
  citizen: 'borgere, der logger ind',
  nobody: 'ingen',
}

const unique = (texts: string[]): string[] => [...new Set(texts)]

/** The record of processing of one controller (art. 30), as headings with lines; from the lists and the settings alone. */
export interface Processing {
  controller: string
  parts: { head: string; lines: string[] }[]
}

/** Where each measure is written down. */
const measures = [
  'Hver organisation når kun sine egne rækker; databasen spørger igen (docs/security.md, docs/adr/0004)',
  'Navne, CPR-numre og telefonnumre er låst hver for sig med personens egen nøgle (docs/adr/0003)',
  'Hvert opslag står i en log, der viser, om nogen har ændret i den (docs/security.md)',
  'Login med to trin eller adgangsnøgle; 15 minutter uden brug lukker (docs/runbooks/sign-in.md)',
  'Kopier til gendannelse slettes efter højst 35 dage, og det slettede slettes igen efter en gendannelse (R-42)',
]

export const processingOf = async (
  kysely: Kysely<unknown>,
  data: Data,
  organisation: Id,
): Promise<Processing | undefined> => {
  const { rows } = await sql<{ name: string }>`select name from govern.organisation where id = ${organisation}`.execute(
    kysely,
  )
  if (!rows[0]) return undefined
  const tables = Object.entries(data).filter(([, one]) => one.whose !== 'nobody')
  const keeping = await keepingAt(kysely, organisation)
  const shared = await sql<{ name: string; n: number }>`
    select o.name, count(*)::int as n from kernel.link l join govern.organisation o on o.id = l.other_organisation
    where l.organisation = ${organisation} group by o.name order by o.name`.execute(kysely)
  const columns = tables.flatMap(([, one]) => columnsOf(one))
  return {
    controller: rows[0].name,
    parts: [
      { head: 'Dataansvarlig', lines: [rows[0].name] },
      { head: 'Formål', lines: unique(tables.map(([, one]) => one.purpose)) },
      {
        head: 'Kategorier af personer',
        lines: unique(columns.map(one => whoseWords[one.whose])).filter(text => text !== 'ingen'),
      },
      {
        head: 'Kategorier af oplysninger',
        lines: unique(columns.map(one => dataClasses[one.is])).filter(text => text !== dataClasses.anonymous),
      },
      {
        head: 'Modtagere',
        lines: [
          ...shared.rows.map(({ name }) => `${name}: det, hun har sagt ja til, i hver enkelt henvisning`),
          'Ingen andre uden hendes samtykke eller en lovhjemmel, der er skrevet ned',
        ],
      },
      { head: 'Overførsel til lande uden for EU og EØS', lines: ['Ingen'] },
      {
        head: 'Frister for sletning',
        lines: (Object.keys(recordTypes) as RecordType[]).map(record => keptFor(record, keeping.of(record))),
      },
      { head: 'Sikkerhed', lines: measures },
    ],
  }
}
