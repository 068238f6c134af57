import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { data } from '../src/data.ts'
import { publicAddresses } from '../src/doors/open.ts'
import { ruleLines } from '../src/kernel/access/printed.ts'
import { relationWords } from '../src/kernel/access/rights.ts'
import { everyRole } from '../src/kernel/access/rules.ts'
import { columnsOf, recordTypes } from '../src/kernel/data.ts'
import { map, type Room, readsFacts } from '../src/map.ts'
import { factsDocument, programmeFolder, readProgrammeBytes } from '../src/rooms/programme/index.ts'
import { menu, resources, rights, routes } from '../src/rooms.ts'
import { type Setting, settings, testSettings } from '../src/settings.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (heads: string[], rows: string[][]): string[] => [
  `| ${heads.join(' | ')} |`,
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map(row => `| ${row.map(cell).join(' | ')} |`),
  '',
]
const document = (title: string, says: string, ...parts: string[][]): string =>
  [`# ${title}`, '', `Printed from the code by \`npm run docs\`; do not edit. ${says}`, '', ...parts.flat()].join('\n')

/** Arrows that another arrow already leads along are left out of the drawing; the table has them all. */
const direct = (room: Room): Room[] => {
  const uses: readonly Room[] = map[room]
  return uses.filter(used => !uses.some(other => (map[other] as readonly Room[]).includes(used)))
}

const mapDocument = (): string => {
  const rooms = Object.keys(map) as Room[]
  return document(
    'Rooms',
    'Calls go down along the arrows and through `index.ts` only; news goes up as events (`src/events.ts`). `kernel` and `design` are everybody’s.',
    table(
      ['room', 'may use', 'counts over facts views'],
      rooms.map(room => [room, map[room].join(', ') || '–', readsFacts.includes(room) ? 'yes' : '']),
    ),
    [
      '```mermaid',
      'flowchart TD',
      ...rooms.flatMap(room => direct(room).map(used => `  ${room} --> ${used}`)),
      '```',
      '',
    ],
  )
}

const rolesDocument = (): string => {
  const rows = Object.entries(rights).map(([name, right]) => [
    `\`${name}\``,
    right.roles.join(', '),
    relationWords(right, resources),
    right.why,
  ])
  return document(
    'Rights',
    'A right that does not stand here is nobody’s. The database asks again, by organisation, case and consent.',
    table(['right', 'roles', 'relation', 'why'], rows),
    [
      '## Every table, and every way to it',
      '',
      'Role, operation, relation, consent and purpose: the rules in each room’s `access.ts`, from which the policies and grants of the database are made. What stands on no line is refused. The purpose is the word that lands in the audit; without one it is done on the way to something else, or by the system.',
      '',
    ],
    table(
      ['resource', 'what it is', 'operation', 'roles', 'relation', 'consent', 'purpose'],
      ruleLines(resources, rights, routes).map(rule => [
        `\`${rule.resource}\``,
        rule.is,
        rule.operation,
        rule.roles.length === everyRole.length ? 'everybody' : rule.roles.join(', '),
        rule.relationInWords,
        rule.part ? `live, for ${rule.part}` : 'not needed',
        rule.purposes.join(', '),
      ]),
    ),
    ['## Closed to everybody', ''],
    table(
      ['resource', 'what it is', 'why'],
      Object.entries(resources).flatMap(([name, { is, closed }]) => (closed ? [[`\`${name}\``, is, closed]] : [])),
    ),
  )
}

const addressesDocument = (): string => {
  const inMenu = new Map(menu.map(entry => [entry.href, entry.text]))
  const order = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  const staff = routes
    .toSorted(order)
    .map(({ method, path, may, purpose }) => [
      method.toUpperCase(),
      `\`${path}\``,
      `\`${may}\``,
      purpose,
      inMenu.get(path) ?? '',
    ])
  return document(
    'Addresses',
    'Every address the site answers, besides the files under `/static/`.',
    ['## For those who are signed in', ''],
    table(['method', 'address', 'right', 'purpose in the audit', 'menu'], staff),
    ['## Without sign-in', ''],
    table(
      ['method and address', 'why'],
      Object.entries(publicAddresses).map(([address, why]) => [`\`${address}\``, why]),
    ),
  )
}

const settingRows = (list: Setting[]): string[][] =>
  list.map(({ name, option, otherwise, means }) => [
    name ? `\`${name}\`` : '',
    option ? `\`${option}\`` : '',
    otherwise,
    means,
  ])

const settingsDocument = (): string =>
  document(
    'Settings',
    'An option wins over the environment variable. `./brobygger help` lists the commands.',
    table(['variable', 'option', 'otherwise', 'means'], settingRows(settings)),
    ['## For the tests', ''],
    table(['variable', 'option', 'otherwise', 'means'], settingRows(testSettings)),
  )

const programmesInFolder = () =>
  readdirSync(programmeFolder)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readProgrammeBytes(readFileSync(join(programmeFolder, name)), name))
    .flatMap(result => (result.ok ? [result.programme] : []))

const dataDocument = (): string => {
  const names = Object.keys(data).sort()
  return document(
    'Data',
    'Every column of every table: what class it is, whose it is, why it is kept and as which kind of record. How long each organisation keeps a kind of record: `brobygger records --organisation KEY`, which also prints the record of processing (art. 30).',
    table(
      ['table', 'purpose', 'kept as', 'erased with the case', 'in her copy'],
      names.map(name => {
        const one = data[name]
        const tied = one?.case || one?.by || one?.mentions
        return [
          `\`${name}\``,
          one?.purpose ?? '',
          one ? recordTypes[one.keep] : '',
          tied ? (one?.stays ?? 'yes') : '',
          tied ? (one?.notCopied ?? 'yes') : '',
        ]
      }),
    ),
    ['## Columns', ''],
    table(
      ['table', 'class', 'whose', 'columns'],
      names.flatMap(name => {
        const one = data[name]
        return one
          ? [...Map.groupBy(columnsOf(one), ({ is, whose }) => `${is} ${whose}`)].map(([group, columns]) => [
              `\`${name}\``,
              ...group.split(' '),
              columns.map(column => column.name).join(', '),
            ])
          : []
      }),
    ),
  )
}

/** The documents that the code knows better than anybody: file in docs/, and its text today. */
export const printedDocuments = (): Record<string, string> => ({
  'map.md': mapDocument(),
  'roles.md': rolesDocument(),
  'data.md': dataDocument(),
  'addresses.md': addressesDocument(),
  'settings.md': settingsDocument(),
  'facts.md': factsDocument(programmesInFolder()),
})
