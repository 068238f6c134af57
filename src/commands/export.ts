import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { readMasterKey } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import { connect } from '../kernel/database.ts'
import type { Addresses } from '../kernel/embedded.ts'
import { makeFolder } from '../kernel/folder.ts'
import type { Id } from '../kernel/ids.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { openedRow } from '../rooms/family/index.ts'
import { resources } from '../rooms.ts'
import { openDatabases, systemTokens } from './databases.ts'
import { readOptions } from './options.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: 'export --organisation KEY --to NEW-FOLDER [--json]',
  summary:
    'Skriver alt, hvad én organisation er dataansvarlig for, i en ny mappe: en fil pr. tabel, hvad kolonnerne er, og kontroltal. Ingen andens.',
  async run(args) {
    const { config, given } = readOptions(args, { organisation: { type: 'string' }, to: { type: 'string' } })
    if (!given.organisation || !given.to)
      throw new PlainFault(
        'Skriv organisationens nøgle og en ny mappe: brobygger export --organisation NØGLE --to MAPPE.',
      )
    const to = resolve(given.to)
    if (existsSync(to)) throw new PlainFault(`${to} findes allerede: vælg en ny mappe.`)
    const master = readMasterKey(config)
    const databases = await openDatabases(config)
    try {
      const done = await exportOrganisation(databases, master, given.organisation, to)
      const rows = done.tables.reduce((sum, one) => sum + one.rows, 0)
      console.log(
        given.json
          ? JSON.stringify(done)
          : `${rows} rækker i ${done.tables.length} filer ligger i ${to}. Navne og numre står læsbart: pas på dem.`,
      )
      return 0
    } finally {
      await databases.stop()
    }
  },
}

/** Never leaves the house: what opens doors, and what belongs to two houses or to nobody. */
const leftOut: Record<string, string> = {
  'kernel.session': 'who is signed in now',
  'kernel.form': 'receipts of forms, kept two days',
  'kernel.outbox': 'news on its way, numbers alone',
  'kernel.link': 'names a case of another organisation',
  'kernel.subject': 'salts that hide people in the seals of the trail',
  'govern.credential': 'passwords and one-time secrets',
  'govern.sign_in_link': 'opens a door',
  'govern.invitation': 'opens a door',
  'govern.passkey': 'opens a door',
  'govern.known_device': 'opens a door',
  'govern.known_network': 'networks of staff',
  'govern.sign_in_try': 'guesses at signing in',
  'referral.draft': 'a colleague’s unsent words, under her own key; forgotten after 90 days',
}
const unreadable = (column: string): boolean => column === 'wrapped_key' || column.endsWith('_index')

export interface Exported {
  organisation: string
  tables: { table: string; rows: number; sha256: string }[]
  leftOut: Record<string, string>
}

/** Writes the folder under another name first: a half-made export never looks like a whole one. */
export const exportOrganisation = async (
  databases: Addresses,
  master: Buffer,
  key: string,
  to: string,
): Promise<Exported> => {
  const keeper = connectKeeper(databases.ownerUrl)
  const making = `${to}.partial`
  try {
    const keys = await openKeys(keeper, master)
    rmSync(making, { recursive: true, force: true })
    makeFolder(resolve(making, '..'))
    mkdirSync(making, { mode: 0o700 })
    const { organisation, tables, columns, families } = await keeper.asKeeper(async kysely => {
      await sql`set transaction isolation level repeatable read`.execute(kysely)
      const { rows } = await sql<{ id: Id }>`select id from govern.organisation where key = ${key}`.execute(kysely)
      const organisation = rows[0]?.id
      if (!organisation) throw new PlainFault(`Organisationen ${key} findes ikke.`)
      const columns = await columnsOf(kysely)
      const tables: Exported['tables'] = []
      for (const table of columns.keys()) {
        if (leftOut[table]) continue
        tables.push({ table, ...(await writeTable(kysely, making, table, organisation, keys)) })
      }
      const found = await sql<{ id: Id }>`select id from family.family where organisation = ${organisation}`.execute(
        kysely,
      )
      return { organisation, tables, columns, families: found.rows.map(row => row.id) }
    })
    writeFileSync(join(making, 'README.md'), readme(key, tables, columns))
    writeFileSync(join(making, 'digests.txt'), tables.map(one => `${one.sha256}  ${one.table}.ndjson\n`).join(''))
    // Everybody in it has been read: without its row in the trail there is no export.
    await noteRead(databases, keys, organisation, families)
    renameSync(making, to)
    return { organisation: key, tables, leftOut }
  } finally {
    rmSync(making, { recursive: true, force: true })
    await keeper.close()
  }
}

type Columns = Map<string, { name: string; type: string }[]>

/** Every table of the rules that says which organisation a row is of. */
const columnsOf = async (kysely: Kysely<unknown>): Promise<Columns> => {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    select n.nspname || '.' || c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organisation' and not o.attisdropped)
    order by 1, a.attnum`.execute(kysely)
  const columns: Columns = new Map()
  for (const { table, name, type } of rows)
    if (resources[table] && !unreadable(name)) columns.set(table, [...(columns.get(table) ?? []), { name, type }])
  return columns
}

const batch = 1_000

const writeTable = async (kysely: Kysely<unknown>, folder: string, table: string, organisation: Id, keys: Keys) => {
  const file = openSync(join(folder, `${table}.ndjson`), 'w', 0o600)
  const digest = createHash('sha256')
  let count = 0
  try {
    await sql`declare leaving no scroll cursor for
      select to_jsonb(t) as row from ${sql.table(table)} t where organisation = ${sql.lit(organisation)}`.execute(
      kysely,
    )
    for (;;) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`fetch ${sql.lit(batch)} from leaving`.execute(kysely)
      for (const { row } of rows) {
        const opened = table === 'family.person' ? openedRow(keys, row) : row
        const line = `${JSON.stringify(Object.fromEntries(Object.entries(opened).filter(([name]) => !unreadable(name))))}\n`
        digest.update(line)
        writeSync(file, line)
        count++
      }
      if (rows.length < batch) break
    }
    await sql`close leaving`.execute(kysely)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return { rows: count, sha256: digest.digest('hex') }
}

const noteRead = async (databases: Addresses, keys: Keys, organisation: Id, families: Id[]): Promise<void> => {
  const system = await systemTokens(databases.ownerUrl)
  const database = connect(databases.url, keys, 1)
  try {
    const token = system.tokens.find(one => one.organisation === organisation)?.token
    if (token) await database.asActor(token, 'export', async db => db.audit('read', 'export', families))
    else if (families.length > 0) throw new Error('families without anybody employed')
  } finally {
    await database.close()
    await system.close()
  }
}

const readme = (key: string, tables: Exported['tables'], columns: Columns): string =>
  [
    `# What ${key} is controller of`,
    '',
    `Taken ${systemClock.now().toISOString()}. One file a table, one JSON object a line; instants in UTC, days as YYYY-MM-DD.`,
    'Names, CPR numbers, dates of birth and phones have been opened and are readable: keep the folder as you keep the cases.',
    '`digests.txt` has the SHA-256 of each file (`sha256sum -c digests.txt`).',
    '',
    ...tables.flatMap(({ table, rows }) => [
      `## ${table} (${rows})`,
      '',
      `${resources[table]?.is ?? ''}.`,
      '',
      ...(columns.get(table) ?? []).map(({ name, type }) => `- \`${name}\`: ${type}`),
      '',
    ]),
    '## Not here',
    '',
    ...Object.entries(leftOut).map(([table, why]) => `- \`${table}\`: ${why}`),
    '- What has no organisation: programmes and agreements stand in the programme files.',
    '',
  ].join('\n')
