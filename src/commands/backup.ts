import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import pg from 'pg'
import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import type { Config } from '../kernel/config.ts'
import { startEmbedded } from '../kernel/embedded.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { isSealed, nameOfBackup, readBackupKey, readSealed, writeSealed } from './backup-files.ts'
import { packFolder } from './folder-archive.ts'
import { readOptions } from './options.ts'
import { runTool, serverUser, toolsFolder } from './postgres-tools.ts'

export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup --to FOLDER [--wal FILE] [--json]',
  summary:
    'Tager en krypteret sikkerhedskopi. Med egen PostgreSQL mens siden kører; den indbyggede database skal være stoppet. --wal gemmer ét stykke af serverens log og bruges i archive_command.',
  async run(args) {
    const { config, given } = readOptions(args, { to: { type: 'string' }, wal: { type: 'string' } })
    if (!given.to) throw new PlainFault('Skriv, hvor kopien skal ligge: brobygger backup --to MAPPE.')
    const to = resolve(given.to)
    const key = readBackupKey()
    const started = performance.now()
    const done = given.wal
      ? await keepWal(given.wal, to, key)
      : config.databaseUrl
        ? await backupServer(config, to, key)
        : await backupEmbedded(config, to, key)
    const seconds = Math.round((performance.now() - started) / 100) / 10
    if (given.json) console.log(JSON.stringify({ ...done, seconds }))
    else if (!given.wal)
      console.log(`Kopien ${done.name} ligger i ${to}: ${Math.ceil(done.bytes / 1e6)} MB på ${seconds} sekunder.`)
    return 0
  },
}

/** A piece of the write-ahead log, once and for all: another piece under the same name is refused. */
const keepWal = async (file: string, to: string, key: Buffer) => {
  if (!existsSync(file)) throw new PlainFault(`Logstykket ${file} findes ikke.`)
  const content = readFileSync(file)
  const folder = join(to, 'wal')
  const name = basename(file)
  if (isSealed(folder, name)) {
    if ((await readSealed(folder, name, key)).equals(content)) return { name, bytes: 0 }
    throw new PlainFault(`Der ligger allerede et andet logstykke med navnet ${name} i ${folder}.`)
  }
  return { name, bytes: await writeSealed(folder, name, [content], key) }
}

/** The embedded server has no tools of its own: it is stopped properly, and its folder copied. The keys stay out. */
const backupEmbedded = async ({ dataFolder }: Config, to: string, key: Buffer) => {
  if (!existsSync(join(dataFolder, 'postgresql', 'PG_VERSION')))
    throw new PlainFault(
      `Der er ingen database i ${dataFolder}: sæt --data, eller DATABASE_URL til din egen PostgreSQL.`,
    )
  // Started and stopped: after a crash the files alone are not the whole truth. Refuses while the site runs.
  const server = await startEmbedded(dataFolder)
  await server.stop()
  const name = nameOfBackup('cold', systemClock.now())
  const kept = (path: string) => path === 'secrets.json' || path === 'postgresql' || path.startsWith('postgresql/')
  const files = packFolder(dataFolder, path => !kept(path) || path === 'postgresql/postmaster.pid')
  return { name, kind: 'cold', bytes: await writeSealed(to, name, files, key) }
}

/** What the server must have set, each with the sentence for when it has not. */
const demands: [sql: string, sentence: string][] = [
  [`current_setting('wal_level') in ('replica', 'logical')`, "wal_level = 'replica'"],
  [`current_setting('archive_mode') in ('on', 'always')`, "archive_mode = 'on'"],
  [
    `current_setting('archive_command') like '%backup%--wal%'`,
    "archive_command = 'BROBYGGER_BACKUP_KEY=NØGLEFIL …/brobygger backup --wal %p --to MAPPE'",
  ],
  [`(select setting::int from pg_settings where name = 'archive_timeout') between 1 and 60`, "archive_timeout = '60s'"],
  [`current_setting('max_wal_senders')::int >= 2`, 'max_wal_senders = 10'],
  [
    `(select rolreplication or rolsuper from pg_roles where rolname = current_user)`,
    'en rolle med REPLICATION i DATABASE_BACKUP_URL',
  ],
]

const askServer = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const wanted = demands.map(([sql], at) => `${sql} as d${at}`).join(', ')
    // The archive command may be read by pg_read_all_settings alone: the backup role has it.
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int / 10000 as version, ${wanted}`,
    )
    const missing = demands.flatMap(([, sentence], at) => (rows[0][`d${at}`] ? [] : [sentence]))
    if (missing.length > 0)
      throw new PlainFault(
        `Databaseserveren kan ikke sikkerhedskopieres endnu, den skal have sat: ${missing.join('; ')}.`,
      )
    return rows[0].version
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501')
      throw new PlainFault('Rollen i DATABASE_BACKUP_URL mangler en ret: grant pg_read_all_settings til den.')
    throw error
  } finally {
    await client.end()
  }
}

/** Base backup by PostgreSQL's own tool, proved by its own tool, then sealed; the plain copy is gone before it ends. */
const backupServer = async (_config: Config, to: string, key: Buffer) => {
  const url = process.env.DATABASE_BACKUP_URL
  if (!url)
    throw new PlainFault(
      'Sæt DATABASE_BACKUP_URL til databasen som en rolle med REPLICATION og pg_read_all_settings, der intet ejer.',
    )
  const tools = toolsFolder(await askServer(url))
  const staging = mkdtempSync(join(process.env.BROBYGGER_BACKUP_STAGING ?? tmpdir(), 'brobygger-backup-'))
  try {
    const { uid, gid } = serverUser()
    if (uid !== undefined && gid !== undefined) chownSync(staging, uid, gid)
    const address = new URL(url)
    const password = decodeURIComponent(address.password)
    address.password = ''
    const data = join(staging, 'data')
    const made = await runTool(
      join(tools, 'pg_basebackup'),
      [
        '-d',
        address.toString(),
        '-D',
        data,
        '-X',
        'stream',
        '-c',
        'fast',
        '--manifest-checksums=SHA256',
        '--no-password',
      ],
      { env: { PGPASSWORD: password }, asServer: true },
    )
    if (made.code !== 0) throw new PlainFault(`pg_basebackup kunne ikke kopiere: ${lastLine(made.error)}`)
    const proved = await runTool(join(tools, 'pg_verifybackup'), [data], { asServer: true })
    if (proved.code !== 0) throw new PlainFault(`pg_verifybackup fandt fejl i kopien: ${lastLine(proved.error)}`)
    const name = nameOfBackup('base', new Date(Math.ceil(systemClock.now().getTime() / 1000) * 1000))
    return { name, kind: 'base', bytes: await writeSealed(to, name, packFolder(data), key) }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
