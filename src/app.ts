import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { busyPage, faultPage, missingPage } from './doors/closed.ts'
import { guard } from './doors/guard.ts'
import { openOpenDoor } from './doors/open.ts'
import { openStaffDoor } from './doors/staff.ts'
import { serveStatic } from './doors/static.ts'
import type { Clock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import { type Database, isUnavailable } from './kernel/database.ts'
import { newId } from './kernel/ids.ts'
import { log } from './kernel/log.ts'
import { type IdentityProvider, restrictionOf, viewerOf } from './rooms/govern/index.ts'
import { menu, rights, routes } from './rooms.ts'

export interface AppParts {
  config: Config
  database: Database
  clock: Clock
  /** Who vouches for staff and citizens beside ourselves; none where nothing is set. */
  providers?: IdentityProvider[]
}

/** The web server as one readable list: what every request passes, then the doors. */
export const createApp = ({ config, database, clock, providers = [] }: AppParts): Hono => {
  const app = new Hono()
  app.use(compress())
  app.use(guard(config))
  serveStatic(app)
  openOpenDoor(app, { config, database, clock, providers })
  openStaffDoor(app, { config, database, clock, providers, routes, rights, menu, viewerOf, sayOf: restrictionOf })
  app.notFound(async c => c.html(await missingPage(config.demo), 404))
  app.onError(async (error, c) => {
    if (isUnavailable(error)) {
      log('unavailable', { message: error.message })
      c.header('Retry-After', '5')
      return c.html(await busyPage(config.demo), 503)
    }
    const reference = newId().slice(0, 8)
    log('fault', { reference, message: error.stack ?? String(error) })
    return c.html(await faultPage(config.demo, reference), 500)
  })
  return app
}
