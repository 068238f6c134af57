import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../kernel/config.ts'
import { freePort } from '../kernel/free-port.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { readSealed, sealedIn } from './backup-files.ts'
import type { OpenedDatabases } from './databases.ts'
import { giveToServer, runTool, toolsFolder } from './postgres-tools.ts'

export interface ServerParts {
  config: Config
  from: string
  key: Buffer
  making: string
  at: Date | undefined
  unpack(folder: string): Promise<void>
  step(name: string, work: () => Promise<string>): Promise<void>
}

const segment = /^[0-9A-F]{24}$/
const perLog = 256

/** Where in the log a segment of the usual 16 MB lies, whatever the timeline. */
const placeOf = (name: string): number =>
  Number.parseInt(name.slice(8, 16), 16) * perLog + Number.parseInt(name.slice(16), 16)

/** The first segment that is missing between two that are there. */
export const firstGap = (names: string[]): string | undefined => {
  const places = [...new Set(names.filter(name => segment.test(name)).map(placeOf))].toSorted((a, b) => a - b)
  const before = places.find((place, at) => at + 1 < places.length && places[at + 1] !== place + 1)
  if (before === undefined) return undefined
  const hex = (n: number) => n.toString(16).toUpperCase().padStart(8, '0')
  return hex(Math.floor((before + 1) / perLog)) + hex((before + 1) % perLog)
}

/** A new server on a port of its own, brought to the moment by the base backup and the archived log. Stopped with `stop`. */
export const restoreServer = async (parts: ServerParts): Promise<OpenedDatabases> => {
  const { config, from, key, making, at, unpack, step } = parts
  const { databaseUrl, databaseOwnerUrl } = config
  if (!databaseUrl || !databaseOwnerUrl)
    throw new PlainFault(
      'Kopien er fra din egen PostgreSQL: sæt DATABASE_URL og DATABASE_OWNER_URL, hvis koder gælder i den.',
    )
  mkdirSync(making, { mode: 0o700 })
  const data = join(making, 'data')
  const wal = join(making, 'wal')
  await unpack(data)
  const tools = toolsFolder(Number(readFileSync(join(data, 'PG_VERSION'), 'utf8')))
  await step('Kopi prøvet', async () => {
    const proved = await runTool(join(tools, 'pg_verifybackup'), ['-q', data])
    if (proved.code !== 0) throw new PlainFault('pg_verifybackup siger, at kopien ikke er hel.')
    return 'pg_verifybackup fandt ingen fejl'
  })
  await step('Log hentet', () => fetchWal({ from, key, data, wal, at }))
  const port = await freePort()
  writeSettings({ making, data, wal, port, at })
  giveToServer(making)
  const log = join(making, 'server.log')
  const control = (...args: string[]) => runTool(join(tools, 'pg_ctl'), ['-D', data, ...args], { asServer: true })
  const moved = (address: string) => {
    const url = new URL(address)
    url.hostname = '127.0.0.1'
    url.port = String(port)
    url.search = ''
    return url.toString()
  }
  const stop = async () => {
    const { code, error } = await control('-w', '-m', 'fast', 'stop')
    if (code !== 0) throw new Error(`pg_ctl stop: ${error}`)
    for (const file of ['server.conf', 'hba.conf']) rmSync(join(making, file), { force: true })
  }
  await step('Ført frem', async () => {
    const options = `-c config_file=${join(making, 'server.conf')} -c archive_mode=off -c port=${port}`
    const { code } = await control('-w', '-t', '3600', '-l', log, '-o', options, 'start')
    const said = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
    if (code !== 0) throw new PlainFault(whyNot(said(), at))
    const running = async () => (await control('status')).code === 0
    try {
      if (!(await letsIn(moved(databaseOwnerUrl), running))) throw new PlainFault(whyNot(said(), at))
    } catch (error) {
      if (await running()) await stop()
      throw error
    }
    return at ? `til ${at.toISOString()}` : 'til enden af loggen'
  })
  rmSync(wal, { recursive: true, force: true })
  return {
    url: moved(databaseUrl),
    ownerUrl: moved(databaseOwnerUrl),
    embedded: false,
    stop,
  }
}

/** True when the server has come to its end of recovery; pg_ctl is content with less. False when it has stopped. */
const letsIn = async (connectionString: string, running: () => Promise<boolean>): Promise<boolean> => {
  for (;;) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
    try {
      await client.connect()
      return true
    } catch (error) {
      // Wrong password, unknown database: the server is up, and the addresses are not for it.
      if (error instanceof pg.DatabaseError && error.code !== '57P03')
        throw new PlainFault(`Kopien er ført frem, men DATABASE_OWNER_URL gælder ikke i den: ${error.message}.`)
      if (!(await running())) return false
    } finally {
      await client.end()
    }
    await setTimeout(100)
  }
}

/** Opens the archived pieces from the backup's beginning on; all of them are proved before the server is begun. */
const fetchWal = async ({
  from,
  key,
  data,
  wal,
  at,
}: Record<'from' | 'data' | 'wal', string> & { key: Buffer; at: Date | undefined }) => {
  const label = readFileSync(join(data, 'backup_label'), 'utf8')
  const [, start = ''] = /START WAL LOCATION: .*\(file ([0-9A-F]{24})\)/.exec(label) ?? []
  const folder = join(from, 'wal')
  const names = sealedIn(folder).filter(name => !segment.test(name) || placeOf(name) >= placeOf(start))
  const own = readdirSync(join(data, 'pg_wal')).filter(name => segment.test(name))
  const gap = firstGap([...own, ...names])
  // With a moment asked for, the server itself tells whether the log reaches it.
  if (gap && !at)
    throw new PlainFault(`Et logstykke mangler (…${gap}): sæt --at til et tidspunkt før det, eller find det.`)
  mkdirSync(wal, { mode: 0o700 })
  for (const name of names) writeFileSync(join(wal, name), await readSealed(folder, name, key), { mode: 0o600 })
  return `${names.length} stykker`
}

const writeSettings = ({
  making,
  data,
  wal,
  port,
  at,
}: {
  making: string
  data: string
  wal: string
  port: number
  at: Date | undefined
}) => {
  const lines = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    hba_file: join(making, 'hba.conf'),
    restore_command: `cp "${wal}/%f" "%p"`,
    ...(at ? { recovery_target_time: at.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
    recovery_target_action: 'promote',
    hot_standby: 'off',
    max_connections: '60',
    password_encryption: 'scram-sha-256',
  }
  writeFileSync(
    join(making, 'server.conf'),
    Object.entries(lines)
      .map(([name, value]) => `${name} = '${value}'\n`)
      .join(''),
  )
  writeFileSync(join(making, 'hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
  writeFileSync(join(data, 'recovery.signal'), '')
}

const whyNot = (log: string, at: Date | undefined): string => {
  if (/recovery ended before configured recovery target was reached/.test(log))
    return `Loggen rækker ikke til ${at?.toISOString()}: et logstykke mangler, eller tidspunktet er senere end det sidste gemte.`
  const [, fatal = 'ingen besked'] = [...log.matchAll(/(?:FATAL|PANIC): +(.*)/g)].at(-1) ?? []
  return `PostgreSQL kunne ikke føre kopien frem: ${fatal}`
}
