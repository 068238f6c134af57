import { createHash, randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Keys } from './crypto.ts'
import { type Id, isId } from './ids.ts'
import { Refusal } from './refusal.ts'

// Calendar days stay text, money and counts become numbers: a local-midnight Date moves a due date by a day.
pg.types.setTypeParser(20, Number)
pg.types.setTypeParser(1700, Number)
pg.types.setTypeParser(1082, text => text)
pg.types.setTypeParser(1083, text => text)
pg.types.setTypeParser(1186, text => text)

export type Role = 'referrer' | 'counsellor' | 'coordinator' | 'programmeLeader' | 'administrator' | 'system'

export interface Actor {
  session: Id
  staff: Id
  organisation: Id
  role: Role
  sites: Id[]
  /** Somebody looks along at the screen: other families are hidden for the rest of the session. */
  shielded: boolean
}

export type AuditAction = 'read' | 'write' | 'refused'

/** One transaction as one actor. Rooms take their own schema's types out of it with `tables`. */
export interface Db {
  readonly actor: Actor
  readonly keys: Keys
  readonly purpose: string
  /** The query builder, typed with the schema the room names: its own `Schema` and no other. */
  tables<S>(): Kysely<S>
  /** Notes who was shown or changed; written in this transaction or the page is not shown. */
  audit(action: AuditAction, what: string, subjects: Id | Id[]): void
  /** Runs the work as the other side of a link, limited to that one case; then the actor is herself again. */
  through<T>(link: Id, work: (db: Db) => Promise<T>): Promise<T>
  /** Tries work that the database may refuse (a clash, a taken place): a refusal is a value, the transaction lives on. */
  attempt<T>(work: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; constraint: string }>
  /** Queries sent so far: pages keep to eight. */
  readonly queries: number
}

export interface Database {
  asActor<T>(token: string, purpose: string, work: (db: Db) => Promise<T>): Promise<T>
  /** Before anybody is signed in: no organisation, so no case is in reach. */
  asNobody<T>(work: (kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  /** The pseudonymous facts views and the statistics rooms' own schemas, nothing else. */
  asStatistics<T>(work: (kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export const connect = (url: string, keys: Keys, size = 10): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    options: '-c jit=off -c plan_cache_mode=force_generic_plan',
  })
  pool.on('error', () => undefined) // an idle connection lost to a restart: the next checkout reports it

  const inTransaction = async <T>(opening: string, work: (client: pg.PoolClient, rows: unknown[]) => Promise<T>) => {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      const opened = (await client.query(opening)) as unknown as pg.QueryResult[]
      const result = await work(client, opened.at(-1)?.rows ?? [])
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(lost => {
        broken = lost as Error
      })
      // 0A000: a migration has changed what a planned statement gives back; a new connection plans anew.
      if (error instanceof pg.DatabaseError && error.code === '0A000') broken = error
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    asActor(token, purpose, work) {
      // The token goes into a statement text, because begin, role and context travel as one simple query.
      if (!isId(token)) throw new Refusal('signedOut')
      const opening = `begin; set local role brobygger; select set_config('app.token', '${token}', true), set_config('app.link', '', true); select * from kernel.enter()`
      return inTransaction(opening, async (client, rows) => {
        const actor = rows[0] as Actor | undefined
        if (!actor?.session) throw new Refusal('signedOut')
        const notes: AuditNote[] = []
        const counter = { queries: 0 }
        const db = handle(client, actor, keys, purpose, notes, counter)
        const result = await work(db)
        await writeAudit(db, notes)
        return result
      })
    },
    asNobody: work =>
      inTransaction(
        "begin; set local role brobygger; select set_config('app.token', '', true), set_config('app.link', '', true)",
        client => work(builder(client, { queries: 0 })),
      ),
    asStatistics: work =>
      inTransaction('begin; set local role brobygger_statistics; select 1', client =>
        work(builder(client, { queries: 0 })),
      ),
    close: () => pool.end(),
  }
}

interface AuditNote {
  action: AuditAction
  what: string
  subjects: Id[]
  organisation: Id
}

const names = new Map<string, string>()
const mostNames = 2_000

/**
 * A name for a statement, so that a connection plans it once and not at each page: with the access policies in it the
 * planning costs more than the reading. Statements beyond the first thousands (lists of ever new lengths) go without.
 */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known || names.size >= mostNames) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}

const builder = (client: pg.PoolClient, counter: { queries: number }): Kysely<unknown> => {
  const counting = {
    query(text: string, values: unknown[]) {
      counter.queries++
      return client.query({ name: nameOf(text), text, values })
    },
    release: () => undefined,
  }
  return new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: { connect: async () => counting, end: async () => undefined } as unknown as pg.Pool,
    }),
  })
}

const handle = (
  client: pg.PoolClient,
  actor: Actor,
  keys: Keys,
  purpose: string,
  notes: AuditNote[],
  counter: { queries: number },
): Db => {
  const kysely = builder(client, counter)
  return {
    actor,
    keys,
    purpose,
    tables: <S>() => kysely as unknown as Kysely<S>,
    audit(action, what, subjects) {
      notes.push({ action, what, subjects: [subjects].flat(), organisation: actor.organisation })
    },
    async through(link, work) {
      if (!isId(link)) throw new Error('a link is an id')
      const crossed = (await client.query(
        `select set_config('app.link', '${link}', true); select kernel.my_organisation() as organisation`,
      )) as unknown as pg.QueryResult[]
      const organisation = crossed.at(-1)?.rows[0]?.organisation as Id | undefined
      if (!organisation) throw new Refusal('forbidden', 'no link to the other side')
      // Their audit says who reached over and for what; written before leaving, while the policy still lets it in.
      const theirNotes: AuditNote[] = []
      const beyond = handle(
        client,
        { ...actor, organisation, role: 'system', sites: [] },
        keys,
        purpose,
        theirNotes,
        counter,
      )
      const result = await work(beyond)
      await writeAudit(beyond, theirNotes)
      await client.query("select set_config('app.link', '', true)")
      return result
    },
    async attempt(work) {
      await client.query('savepoint attempt')
      try {
        const value = await work()
        await client.query('release savepoint attempt')
        return { ok: true, value }
      } catch (error) {
        if (!(error instanceof pg.DatabaseError) || !error.code?.startsWith('23')) throw error
        // Released too: else an attempt around this one would go back to here, and not to its own beginning.
        await client.query('rollback to savepoint attempt; release savepoint attempt')
        return { ok: false, constraint: error.constraint ?? error.message }
      }
    },
    get queries() {
      return counter.queries
    },
  }
}

/** One row a request and action, with the list of everybody it concerned. */
const writeAudit = async (db: Db, notes: AuditNote[]): Promise<void> => {
  if (notes.length === 0) return
  const request = randomUUID()
  const byAction = new Map<AuditAction, { what: Set<string>; subjects: Set<Id> }>()
  for (const note of notes) {
    const group = byAction.get(note.action) ?? { what: new Set(), subjects: new Set() }
    group.what.add(note.what)
    for (const subject of note.subjects) group.subjects.add(subject)
    byAction.set(note.action, group)
  }
  const rows = [...byAction].map(([action, group]) => ({
    organisation: db.actor.organisation,
    staff: db.actor.staff,
    role: db.actor.role,
    purpose: db.purpose,
    action,
    what: [...group.what].join(', '),
    subjects: [...group.subjects],
    request,
  }))
  await db.tables<{ 'kernel.audit': (typeof rows)[number] }>().insertInto('kernel.audit').values(rows).execute()
}
