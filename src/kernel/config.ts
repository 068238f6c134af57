import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from './folder.ts'
import { PlainFault } from './refusal.ts'

export interface Config {
  host: string
  port: number
  dataFolder: string
  /** Both or neither: without them the embedded server is started. */
  databaseUrl?: string
  databaseOwnerUrl?: string
  /** Sign-in by link, synthetic people, mail to a local folder. */
  demo: boolean
  /** The address people use, for cookies and links. */
  baseUrl: string
  /** Somebody has said that the embedded server will do for real people's data. */
  embeddedAccepted?: boolean
  /** The header in which the proxy tells where a request came from; its last address is believed. */
  forwarded?: string
}

type Environment = Record<string, string | undefined>

/** Reads settings from environment variables and options; options win. Every setting stands in README. */
export const readConfig = (
  options: { port?: string; host?: string; data?: string },
  env: Environment = process.env,
): Config => {
  const host = options.host ?? env.HOST ?? '127.0.0.1'
  const port = readPort(options.port ?? env.PORT ?? '3000')
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl } = env
  if (Boolean(databaseUrl) !== Boolean(databaseOwnerUrl))
    throw new PlainFault('Sæt både DATABASE_URL og DATABASE_OWNER_URL, eller ingen af dem.')
  for (const [name, url] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl }))
    if (url && !/^postgres(ql)?:\/\/[^/]+\/.+/.test(url))
      throw new PlainFault(
        `${name} er ikke en adresse på en PostgreSQL-database: skriv postgres://rolle:kode@vært:port/database.`,
      )
  return {
    host,
    port,
    dataFolder: resolve(options.data ?? env.BROBYGGER_DATA ?? 'data'),
    databaseUrl,
    databaseOwnerUrl,
    demo: env.BROBYGGER_MODE ? env.BROBYGGER_MODE === 'demo' : !databaseUrl,
    baseUrl: env.BASE_URL ? readBaseUrl(env.BASE_URL) : plainAddress(host, port),
    embeddedAccepted: env.BROBYGGER_EMBEDDED === 'accepted',
    forwarded: env.BROBYGGER_FORWARDED?.toLowerCase(),
  }
}

const plainAddress = (host: string, port: number): string =>
  `http://${host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`

/** The settings with the port that was really taken: 0 asks for any free one. */
export const onPort = (config: Config, port: number): Config => ({
  ...config,
  port,
  baseUrl: config.baseUrl === plainAddress(config.host, config.port) ? plainAddress(config.host, port) : config.baseUrl,
})

/** Scheme, host and port alone: the site always lies at the root. */
const readBaseUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.username)
    throw new PlainFault(`BASE_URL er ikke en adresse: skriv den som https://brobygger.example.dk, ikke ${text}.`)
  return url.origin
}

const readPort = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new PlainFault(`Porten ${text} findes ikke: skriv et tal fra 0 til 65535.`)
  return port
}

/** The master key that opens sealed names: a file, made once in demonstration mode, demanded in production. */
export const readMasterKey = (config: Config, env: Environment = process.env): Buffer => {
  const file = env.BROBYGGER_KEY_FILE ?? join(config.dataFolder, 'master.key')
  if (!existsSync(file)) {
    if (!config.demo)
      throw new PlainFault('Nøglefilen mangler: sæt BROBYGGER_KEY_FILE til en fil med 32 tilfældige byte i hex.')
    makeKeyFile(file)
  }
  return readKeyFile(file)
}

/** Thirty-two random bytes in hex. */
export const readKeyFile = (file: string): Buffer => {
  if (!existsSync(file)) throw new PlainFault(`Nøglefilen ${file} findes ikke.`)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new PlainFault(`Nøglefilen ${file} skal holde præcis 32 byte i hex.`)
  // Thirty-two bytes by chance hold fewer than sixteen different ones once in ten million million million.
  if (new Set(key).size < 16) throw new PlainFault(`Nøglen i ${file} kan gættes: lav 32 tilfældige byte.`)
  return key
}

/** Where the heads of the audit trail are written, outside the database. */
export const auditHeadsFile = (config: Config, env: Environment = process.env): string =>
  env.BROBYGGER_AUDIT_HEADS ?? join(config.dataFolder, 'audit-heads.jsonl')

/** Who gets the heads by mail once a day: addresses with commas between; usually none. */
export const auditMailTo = (env: Environment = process.env): string[] =>
  (env.BROBYGGER_AUDIT_MAIL ?? '')
    .split(',')
    .map(address => address.trim())
    .filter(Boolean)

const makeKeyFile = (file: string): void => {
  try {
    makeFolder(dirname(file))
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  } catch {
    throw new PlainFault(`Nøglefilen ${file} kan ikke laves: vælg en mappe, der kan skrives i.`)
  }
}
