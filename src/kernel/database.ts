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

/** 'across': reaching over a link for one case. 'unchosen': signed in with several roles, and not yet said in which she acts. */
export type Role =
  | 'referrer'
  | 'counsellor'
  | 'coordinator'
  | 'programmeLeader'
  | 'administrator'
  | 'dataProtectionOfficer'
  | 'system'
  | 'unchosen'
  | 'across'

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
  /** Names this request in the audit and in the log. */
  readonly request: Id
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
  /** Whom this request has shown or changed so far. */
  readonly noted: readonly Id[]
}

/** A citizen who has signed in: a number of her own and how sure the sign-in was. It opens no page of the staff. */
export interface Citizen {
  session: Id
  citizen: Id
  level: 'substantial' | 'high'
}

export interface Database {
  readonly keys: Keys
  asActor<T>(token: string, purpose: string, work: (db: Db) => Promise<T>): Promise<T>
  /** A citizen's own transaction: no organisation, so no case is in reach but what policies give her by her number. */
  asCitizen<T>(token: string, work: (citizen: Citizen, kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  /** Before anybody is signed in: no organisation, so no case is in reach. */
  asNobody<T>(work: (kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  /** The pseudonymous facts views and the statistics rooms' own schemas, nothing else. */
  asStatistics<T>(work: (kysely: Kysely<unknown>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The database does not answer, is starting or stopping, or is full: nothing is wrong with what was asked. */
export const isUnavailable = (error: unknown): boolean => {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|57P0[123]|53\w{3}|08\w{3})$/.test(
      code,
    ) || /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error/.test(message)
  )
}

export const connect = (url: string, keys: Keys, size = 10): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5_000,
    options: '-c jit=off -c plan_cache_mode=force_generic_plan',
  })
  pool.on('error', () => undefined) // an idle connection lost to a restart: the next checkout reports it

  /** The token is a value of its own statement: a statement's text can be read in the server's views while it runs. */
  const inTransaction = async <T>(
    opening: string,
    entering: { text: string; token: string } | undefined,
    work: (client: pg.PoolClient, entered: unknown, last: (statement: string) => void) => Promise<T>,
  ) => {
    const client = await pool.connect()
    let broken: Error | undefined
    let closing = 'commit'
    try {
      await client.query(opening)
      const entered =
        entering && (await client.query({ name: entering.text, text: entering.text, values: [entering.token] }))
      const result = await work(client, entered?.rows[0], statement => {
        closing = `${statement}; commit`
      })
      await client.query(closing)
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
    keys,
    asActor(token, purpose, work) {
      if (!isId(token)) throw new Refusal('signedOut')
      const entering = { text: 'select * from kernel.enter_as($1)', token }
      return inTransaction(asPages, entering, async (client, entered, last) => {
        const actor = entered as Actor | undefined
        if (!actor?.session) throw new Refusal('signedOut')
        const notes: AuditNote[] = []
        const counter = { queries: 0 }
        const db = handle(client, actor, keys, { purpose, id: randomUUID() }, notes, counter)
        const result = await work(db)
        // With the commit in one round trip: when the line is refused there is no commit, and no page.
        if (notes.length > 0) last(auditLine(db, notes))
        return result
      })
    },
    asCitizen(token, work) {
      if (!isId(token)) throw new Refusal('signedOut')
      const entering = { text: 'select * from kernel.enter_citizen_as($1)', token }
      return inTransaction(asPages, entering, async (client, entered) => {
        const citizen = entered as Citizen | undefined
        if (!citizen?.session) throw new Refusal('signedOut')
        return work(citizen, builder(client, { queries: 0 }))
      })
    },
    asNobody: work =>
      inTransaction('begin; set local role brobygger_door', undefined, client => work(builder(client, { queries: 0 }))),
    asStatistics: work =>
      inTransaction('begin; set local role brobygger_statistics', undefined, client =>
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

const asPages = 'begin; set local role brobygger'

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
  request: { purpose: string; id: Id },
  notes: AuditNote[],
  counter: { queries: number },
): Db => {
  const kysely = builder(client, counter)
  return {
    actor,
    keys,
    purpose: request.purpose,
    request: request.id,
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
        { ...actor, organisation, role: 'across', sites: [] },
        keys,
        request,
        theirNotes,
        counter,
      )
      const result = await work(beyond)
      if (theirNotes.length > 0) await client.query(auditLine(beyond, theirNotes))
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
    get noted() {
      return [...new Set(notes.flatMap(note => note.subjects))]
    },
  }
}

const weight: Record<AuditAction, number> = { read: 0, write: 1, refused: 2 }

/** One row a request (and one in the other house's trail when it reached over), with everybody it concerned; as SQL. */
const auditLine = (db: Db, notes: AuditNote[]): string => {
  const action = notes.reduce<AuditAction>(
    (most, note) => (weight[note.action] > weight[most] ? note.action : most),
    'read',
  )
  const subjects = new Set(notes.flatMap(note => note.subjects))
  const changed = new Set(notes.flatMap(note => (note.action === 'write' ? note.subjects : [])))
  const what = [...new Set(notes.map(note => note.what))].join(', ')
  const { organisation, staff, role } = db.actor
  const values = [organisation, staff, role, db.purpose, action, what, listOf(subjects), listOf(changed), db.request]
  return `select kernel.note(${values.map(value => pg.escapeLiteral(value)).join(', ')})`
}

const listOf = (ids: Set<Id>): string => `{${[...ids].join()}}`
