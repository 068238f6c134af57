import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { readyAudit } from '../kernel/audit-months.ts'
import type { Config } from '../kernel/config.ts'
import { type Addresses, startEmbedded } from '../kernel/embedded.ts'
import type { Id } from '../kernel/ids.ts'
import { migrate, refuseUnsafeRole } from '../kernel/migrate.ts'
import { resources } from '../rooms.ts'

export interface OpenedDatabases extends Addresses {
  embedded: boolean
  stop(): Promise<void>
}

/** The embedded server, or the two addresses given. Refuses before it changes anything. */
export const openDatabases = async (config: Config): Promise<OpenedDatabases> => {
  const { databaseUrl: url, databaseOwnerUrl: ownerUrl } = config
  if (url && ownerUrl) {
    await refuseUnsafeRole(url)
    return { url, ownerUrl, embedded: false, stop: async () => undefined }
  }
  return { ...(await startEmbedded(config.dataFolder)), embedded: true }
}

/** The name of the application role, for its grants. */
export const applicationRole = (url: string): string => decodeURIComponent(new URL(url).username)

export const bringUpToDate = async (databases: Addresses): Promise<string[]> => {
  const applied = await migrate(databases.ownerUrl, applicationRole(databases.url), resources)
  await readyAudit(databases.ownerUrl)
  return applied
}

export interface SystemTokens {
  /** One open session an organisation, for the work that no person does. */
  tokens: { organisation: Id; token: string }[]
  /** Closes them: nothing runs as the system when the program has stopped. */
  close(): Promise<void>
}

// Nobody's id: the audit reads "the system", and no colleague can be mistaken for it.
const nobody = '00000000-0000-0000-0000-000000000000'
// Longer than any program runs between two updates; closed at stop.
const minutes = 400 * 24 * 60

/** Opens the system's own sessions with the owner's connection: the role of the pages cannot. */
export const systemTokens = async (ownerUrl: string): Promise<SystemTokens> => {
  const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }
  const tokens = await asOwner(async client => {
    const { rows } = await client.query<{ organisation: Id }>('select distinct organisation from govern.staff')
    const opened = rows.map(({ organisation }) => ({ organisation, token: randomUUID() }))
    for (const { organisation, token } of opened)
      await client.query("select kernel.open_session($1, $2, $3, 'system', '{}', $4)", [
        token,
        nobody,
        organisation,
        minutes,
      ])
    return opened
  })
  return {
    tokens,
    close: () =>
      asOwner(async client => {
        for (const { token } of tokens) await client.query('select kernel.close_session($1)', [token])
      }),
  }
}

/** Lets the planner count again after many rows came at once: else the first hours run on guesses. */
export const analyse = async ({ ownerUrl }: Addresses): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
