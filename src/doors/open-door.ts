import type { Context } from 'hono'
import { type Frame, page as frame } from '../design/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import type { Database } from '../kernel/database.ts'
import type { Html } from '../kernel/visit.ts'
import { type IdentityProvider, signOut } from '../rooms/govern/index.ts'
import { readSession, writeDevice, writeSession } from './guard.ts'

/** What the doors before sign-in need of the house. */
export interface OpenDoor {
  config: Config
  database: Database
  clock: Clock
  /** Who vouches for staff and citizens beside ourselves. */
  providers: IdentityProvider[]
}

export type Status = 200 | 401 | 404 | 409 | 422 | 502

/** A page for somebody who is not signed in. */
export const showOpen = async (
  c: Context,
  { config }: Pick<OpenDoor, 'config'>,
  title: string,
  body: Html,
  { status = 200, ...more }: { status?: Status } & Pick<Frame, 'scripts' | 'onward'> = {},
) => c.html(await frame({ title, failed: status === 422, synthetic: config.demo, ...more }, body), status)

/** Signed in: the session that came along ends, the new one has a number of its own. */
export const enter = async (
  c: Context,
  { config, database }: OpenDoor,
  { token, device }: { token: string; device?: string },
): Promise<void> => {
  const before = readSession(c, config)
  if (before) await signOut(database, before)
  writeSession(c, config, token)
  if (device) writeDevice(c, config, device)
}

/** Only a path of our own: never another site's address. */
export const safeTarget = (target: string | undefined): string =>
  target && /^\/(?![/\\])[\w/.-]*$/.test(target) ? target : '/'
