import type { Context, Hono } from 'hono'
import { type Frame, page as frame } from '../design/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Config } from '../kernel/config.ts'
import { type Database, type Db, isUnavailable } from '../kernel/database.ts'
import { settleFormToken, takeFormToken } from '../kernel/form-token.ts'
import { type Id, isId, newId } from '../kernel/ids.ts'
import { log } from '../kernel/log.ts'
import { Refusal } from '../kernel/refusal.ts'
import {
  type Answer,
  type Form,
  type House,
  type MenuEntry,
  type Rights,
  type Route,
  see,
  type Viewer,
  type Visit,
} from '../kernel/visit.ts'
import type { IdentityProvider } from '../rooms/govern/index.ts'
import {
  busyPage,
  faultPage,
  missingPage,
  shieldedAnswer,
  signedOutPage,
  stalePage,
  underWayPage,
  unsentPage,
} from './closed.ts'
import { limit, readForm } from './form.ts'
import { menuOf } from './front.ts'
import { readSession, takeNotice, writeNotice } from './guard.ts'

export interface StaffDoor {
  config: Config
  database: Database
  clock: Clock
  routes: Route[]
  rights: Rights
  menu: MenuEntry[]
  providers?: IdentityProvider[]
  /** Who is signed in, in words: read once a session and role. */
  viewerOf(db: Db): Promise<Viewer>
  /** What must be said on every page about this one family, whatever room it is from; nothing most often. */
  sayOf?(db: Db, family: Id): Promise<string | undefined>
}

/** Puts the signed-in pages on the web server. A route without a known right does not start. */
export const openStaffDoor = (app: Hono, door: StaffDoor): void => {
  const viewers = new Map<string, { viewer: Viewer; at: number }>()
  for (const route of door.routes) {
    if (!door.rights[route.may])
      throw new Error(`${route.method} ${route.path}: the right '${route.may}' stands in no access.ts`)
    app.on(route.method.toUpperCase(), route.path, limit(512, door.config.demo), c => visit(c, door, route, viewers))
  }
}

type Viewers = Map<string, { viewer: Viewer; at: number }>
const mostViewers = 5_000
const freshFor = 60_000

/** Read again after a minute: a role that was given or ended shows in the menu. The oldest give way to new ones. */
const viewerFor = async (door: StaffDoor, db: Db, viewers: Viewers): Promise<Viewer> => {
  const name = `${db.actor.session} ${db.actor.role}`
  const now = performance.now()
  const known = viewers.get(name)
  if (known && now - known.at < freshFor) return known.viewer
  const viewer = await door.viewerOf(db)
  viewers.delete(name)
  viewers.set(name, { viewer, at: now })
  if (viewers.size > mostViewers) viewers.delete(viewers.keys().next().value ?? '')
  return viewer
}

const houseOf = ({ config, providers = [] }: StaffDoor): House => ({
  origin: new URL(config.baseUrl).origin,
  workplaces: providers.flatMap(({ name, issuer, organisation }) =>
    organisation ? [{ name, issuer, organisation }] : [],
  ),
})

const visit = async (c: Context, door: StaffDoor, route: Route, viewers: Viewers): Promise<Response> => {
  const started = performance.now()
  const token = readSession(c, door.config)
  const form: Form = route.method === 'post' ? await readForm(c) : {}
  let queries = 0
  let request: string | undefined
  let response: Response
  try {
    response = await door.database.asActor(token, route.purpose, async db => {
      // Several roles, and none chosen yet: that comes first, whatever page she wanted.
      if (db.actor.role === 'unchosen' && !isOwn(door, route)) return c.redirect('/rolle', 303)
      if (!door.rights[route.may]?.roles.includes(db.actor.role)) throw new Refusal('forbidden', route.may)
      const { id } = c.req.param() as Record<string, string>
      if (id !== undefined && !isId(id)) throw new Refusal('unknown', 'no id')
      const viewer = await viewerFor(door, db, viewers)
      const made: Visit = {
        db,
        actor: db.actor,
        viewer,
        house: houseOf(door),
        clock: door.clock,
        params: c.req.param() as Record<string, string>,
        query: c.req.query(),
        form,
        statistics: door.database.asStatistics,
        formToken: newId(),
      }
      const found = await behindShield(route, made, () =>
        route.method === 'post' ? once(made, c.req.path, () => route.handle(made)) : route.handle(made),
      )
      const answer = await withWord(door, route, db, found)
      queries = db.queries
      request = db.request
      return write(c, door, route, made, answer)
    })
  } catch (error) {
    response = await refuse(c, door, route, token, form, error)
  }
  log('page', {
    method: route.method,
    // The request's number leads to the trail and so to a family: whoever reads both learns of no compartment.
    path: route.whenShielded === 'hidden' ? '/familier/:id' : route.path,
    status: response.status,
    ms: Math.round(performance.now() - started),
    queries,
    request,
  })
  return response
}

/** A page about one family says what stands about her, above what it says itself. */
const withWord = async (door: StaffDoor, route: Route, db: Db, answer: Answer): Promise<Answer> => {
  const [family, ...others] = db.noted
  if (answer.kind !== 'page' || !family || others.length > 0 || !route.path.includes(':')) return answer
  const word = await door.sayOf?.(db, family)
  if (!word) return answer
  return { ...answer, notice: { kind: 'info', text: answer.notice ? `${answer.notice.text} ${word}` : word } }
}

const isOwn = (door: StaffDoor, route: Route): boolean => door.rights[route.may]?.roles.includes('unchosen') ?? false

/** While somebody looks along at the screen a page that may name several families is not even read. */
const behindShield = async (route: Route, made: Visit, work: () => Promise<Answer>): Promise<Answer> => {
  const hides =
    made.actor.shielded && (route.whenShielded === 'hidden' || (!route.whenShielded && !route.path.includes(':')))
  if (hides && route.method === 'get') return shieldedAnswer
  const answer = await work()
  return hides && (answer.kind === 'page' || answer.kind === 'file') ? shieldedAnswer : answer
}

/** A form sent twice has one effect: the second sender is shown where the first arrived. */
const once = async (made: Visit, path: string, work: () => Promise<Answer>): Promise<Answer> => {
  const taken = await takeFormToken(made.db, path, made.form)
  if (taken.kind === 'repeat') return see(taken.location)
  if (taken.kind === 'missing') throw new Refusal('unsent', 'form token')
  if (taken.kind === 'other') throw new Refusal('changed', 'form token')
  if (taken.kind === 'inFlight') throw new Refusal('inFlight', 'form token')
  const answer = await work()
  await settleFormToken(made.db, made.form, answer.kind === 'see' ? answer.location : undefined)
  return answer
}

const frameOf = (c: Context, door: StaffDoor, route: Route, made: Visit, answer: Answer & { kind: 'page' }): Frame => {
  const notice = takeNotice(c, door.config, made.db.keys)
  return {
    title: answer.title,
    failed: answer.status === 422,
    viewer: {
      name: made.viewer.name,
      organisation: made.viewer.organisation,
      role: made.viewer.title,
      href: '/min-adgang',
      otherRole: (made.viewer.roles ?? 1) > 1 ? '/rolle' : undefined,
    },
    nav: menuOf(door.menu, door.rights, made.actor.role).map(({ href, text }) => ({
      href,
      text,
      current: href === route.menu,
    })),
    synthetic: door.config.demo,
    signOutToken: made.formToken,
    shield: door.rights['screen.shield']?.roles.includes(made.actor.role)
      ? { on: made.actor.shielded, back: route.method === 'get' ? c.req.path : '/' }
      : undefined,
    scripts: answer.scripts,
    wide: answer.wide,
    notice: answer.notice ?? (notice ? { kind: 'ok', text: notice } : undefined),
  }
}

const write = async (c: Context, door: StaffDoor, route: Route, made: Visit, answer: Answer): Promise<Response> => {
  switch (answer.kind) {
    case 'page':
      return c.html(await frame(frameOf(c, door, route, made, answer), answer.body), answer.status ?? 200)
    case 'see':
      if (answer.notice) writeNotice(c, door.config, made.db.keys, answer.notice)
      return c.redirect(answer.location, 303)
    case 'file':
      c.header('Content-Disposition', `attachment; filename="${answer.name}"`)
      return c.body(answer.content as string, 200, { 'Content-Type': answer.type })
    case 'nothing':
      return c.body(null, 204)
  }
}

/** Everything that is not an answer becomes a page here, and only here. */
const refuse = async (
  c: Context,
  door: StaffDoor,
  route: Route,
  token: string,
  form: Form,
  error: unknown,
): Promise<Response> => {
  if (error instanceof Refusal && error.reason === 'signedOut') {
    if (route.method === 'get') return c.redirect(`/log-ind?til=${encodeURIComponent(c.req.path)}`, 303)
    return c.html(await signedOutPage(c.req.path, form, door.config.demo), 401)
  }
  if (error instanceof Refusal) {
    await noteRefusal(door, route, token, error, Object.values(c.req.param() as Record<string, string>))
    if (error.reason === 'changed') return c.html(await unsentPage(door.config.demo), 422)
    if (error.reason === 'inFlight') return c.html(await underWayPage(c.req.path, form, door.config.demo), 409)
    if (error.reason === 'unsent') return c.html(await unsentPage(door.config.demo), 409)
    const stale = ['stale', 'alreadyDone', 'notNow'].includes(error.reason)
    return stale ? c.html(await stalePage(door.config.demo), 409) : c.html(await missingPage(door.config.demo), 404)
  }
  if (isUnavailable(error)) {
    log('unavailable', { route: route.path, message: (error as Error).message })
    c.header('Retry-After', '5')
    const again = route.method === 'post' ? { path: c.req.path, form } : undefined
    return c.html(await busyPage(door.config.demo, again), 503)
  }
  const reference = newId().slice(0, 8)
  log('fault', { reference, route: route.path, message: (error as Error).stack ?? String(error) })
  return c.html(await faultPage(door.config.demo, reference), 500)
}

/** Whose case she asked for, where the address names one: for whoever looks into the trail, and in no log of a family. */
const noteRefusal = (door: StaffDoor, route: Route, token: string, error: Refusal, asked: string[]) =>
  door.database.asActor(token, route.purpose, async db =>
    db.audit('refused', `${route.path}: ${error.reason}`, asked.filter(isId)),
  )
