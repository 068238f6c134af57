import type { Hono } from 'hono'
import { sql } from 'kysely'
import { createApp } from '../../src/app.ts'
import type { Clock } from '../../src/kernel/clock.ts'
import type { Config } from '../../src/kernel/config.ts'
import { connect, type Database, type Db } from '../../src/kernel/database.ts'
import { type Id, newId } from '../../src/kernel/ids.ts'
import type { Form } from '../../src/kernel/visit.ts'
import { asKeeper, freshDatabase, type TestDatabase, testKeys } from './database.ts'

process.env.BROBYGGER_LOG ??= 'off'

export interface Shown {
  status: number
  location: string | null
  /** What the answer sets in the browser. */
  cookie: string
  html: string
  /** What a person reads: tags and spare space gone. */
  text: string
  /** The hidden fields of the form with this action. */
  hidden(action: string): Record<string, string>
}

/** Somebody with a browser: her requests carry her session and nothing else. */
export interface Person {
  id: Id
  organisation: Id
  name: string
  token: string
  get(path: string): Promise<Shown>
  post(path: string, form: Form): Promise<Shown>
  /** Fills in the form with this action on a page she has open, and sends it. */
  submit(page: Shown, action: string, fields?: Form): Promise<Shown>
  /** Follows the answer of a form to the page it leads to. */
  /** The page she is sent to, with the sentence that is shown once. */
  told(answer: Shown): Promise<string>
  follow(answer: Shown): Promise<Shown>
  /** As she would reach the database: for tests below the pages. */
  does<T>(work: (db: Db) => Promise<T>): Promise<T>
}

export type Cast =
  | 'karen'
  | 'mette'
  | 'bente'
  | 'lone'
  | 'grete'
  | 'hanne'
  | 'ida'
  | 'jonna'
  | 'pernille'
  | 'arne'
  | 'dorte'
  | 'rikke'

export type World = Record<Cast, Person> & {
  app: Hono
  database: Database
  source: TestDatabase
  clock: Clock & { set(instant: string): void }
  config: Config
  person(id: Id, organisation: Id, name: string): Promise<Person>
  close(): Promise<void>
}

/** A Monday morning in November with the people everyone remembers, on a database of its own. */
export const world = async (now = '2026-11-23T09:00:00+01:00'): Promise<World> => {
  const source = await freshDatabase()
  const database = connect(source.url, testKeys, 4)
  let instant = new Date(now)
  const clock = {
    now: () => instant,
    set: (text: string) => {
      instant = new Date(text)
    },
  }
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataFolder: '',
    demo: true,
    baseUrl: 'http://localhost',
    forwarded: 'x-forwarded-for',
  }
  const app = createApp({ config, database, clock })
  const staff = await asKeeper<{ id: Id; organisation: Id; name: string }[]>(source.ownerUrl, async kysely => {
    const { rows } = await sql<{
      id: Id
      organisation: Id
      name: string
    }>`select id, organisation, name from govern.staff`.execute(kysely)
    return rows
  })
  const person = (id: Id, organisation: Id, name: string) => makePerson(app, database, { id, organisation, name })
  const cast = Object.fromEntries(
    await Promise.all(
      staff.map(
        async one => [one.name.split(' ')[0]?.toLowerCase(), await person(one.id, one.organisation, one.name)] as const,
      ),
    ),
  ) as Record<Cast, Person>
  return {
    ...cast,
    app,
    database,
    source,
    clock,
    config,
    person,
    async close() {
      await database.close()
      await source.drop()
    },
  }
}

const makePerson = async (
  app: Hono,
  database: Database,
  who: { id: Id; organisation: Id; name: string },
): Promise<Person> => {
  const token = newId()
  await database.asNobody(kysely =>
    sql`select govern.sign_in(${who.id}, ${who.organisation}, ${token})`.execute(kysely),
  )
  const ask = async (path: string, init: RequestInit = {}) =>
    shown(await app.request(path, { ...init, headers: { ...init.headers, Cookie: `brobygger=${token}` } }))
  const post = (path: string, form: Form) =>
    ask(path, { method: 'POST', body: encode(form), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
  return {
    ...who,
    token,
    get: path => ask(path),
    post,
    submit: (page, action, fields = {}) => post(action, { ...page.hidden(action), ...fields }),
    follow: answer => {
      if (!answer.location) throw new Error(`no redirect but ${answer.status}: ${answer.text.slice(0, 600)}`)
      return ask(answer.location)
    },
    told: async answer => {
      const headers = { Cookie: `brobygger=${token}; ${answer.cookie}` }
      return (await shown(await app.request(answer.location ?? '/', { headers }))).html
    },
    does: work => database.asActor(token, 'test', work),
  }
}

const encode = (form: Form): string => {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one)
  return body.toString()
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')

const shown = async (response: Response): Promise<Shown> => {
  const html = await response.text()
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html
  return {
    status: response.status,
    location: response.headers.get('Location'),
    html,
    cookie: response.headers
      .getSetCookie()
      .map(line => line.split(';')[0])
      .join('; '),
    text: plain(main.replaceAll(/<[^>]+>/g, ' '))
      .replaceAll(/\s+/g, ' ')
      .trim(),
    hidden(action) {
      const form = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
        .map(match => match[0])
        .find(block => block.includes(`action="${action}"`))
      if (!form) throw new Error(`the page has no form that goes to ${action}`)
      const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      return Object.fromEntries(inputs.map(([, name, value]) => [name ?? '', plain(value ?? '')]))
    },
  }
}
