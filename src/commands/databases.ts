import type { Config } from '../kernel/config.ts'
import { type Addresses, startEmbedded } from '../kernel/embedded.ts'
import { migrate, refuseUnsafeRole } from '../kernel/migrate.ts'

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

export const bringUpToDate = (databases: Addresses): Promise<string[]> =>
  migrate(databases.ownerUrl, applicationRole(databases.url))
