import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { isId } from './ids.ts'
import type { Schema } from './schema.ts'
import type { Form } from './visit.ts'

export type Taken =
  | { kind: 'first' }
  | { kind: 'repeat'; location: string }
  /** Another text under the same token. */
  | { kind: 'other' }
  | { kind: 'missing' }
  /** The first is still being answered. */
  | { kind: 'inFlight' }

const digestOf = (path: string, form: Form): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([path, Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest()

/**
 * Takes a form's token. The same form sent again waits for the first to finish and gets its answer; another
 * text under the same token is refused. Two at once: the key makes the second wait.
 */
export const takeFormToken = async (db: Db, path: string, form: Form): Promise<Taken> => {
  const token = form._token
  if (!isId(token)) return { kind: 'missing' }
  const { organisation, staff } = db.actor
  const digest = digestOf(path, form)
  try {
    const { rows } = await sql<{ first: boolean; same: boolean; location: string | null }>`
      select first, same, location from kernel.take_form(${organisation}, ${staff}, ${token}, ${digest})`.execute(
      db.tables(),
    )
    // None: the first one was not accepted and gave the token back while this one waited.
    const [before] = rows
    if (!before) return { kind: 'inFlight' }
    if (before.first) return { kind: 'first' }
    return before.same ? { kind: 'repeat', location: before.location ?? '/' } : { kind: 'other' }
  } catch (error) {
    // 55P03: two seconds were not enough. The transaction is over, and nothing has happened in it.
    if ((error as { code?: string }).code === '55P03') return { kind: 'inFlight' }
    throw error
  }
}

/** Remembers where the answer went; a form that was not accepted gives its token back. */
export const settleFormToken = async (db: Db, form: Form, location: string | undefined): Promise<void> => {
  const { organisation, staff } = db.actor
  const token = String(form._token)
  const here = { organisation, staff, token }
  if (location === undefined)
    await db
      .tables<Schema>()
      .deleteFrom('kernel.form')
      .where(eb => eb.and(here))
      .execute()
  else
    await db
      .tables<Schema>()
      .updateTable('kernel.form')
      .set({ location })
      .where(eb => eb.and(here))
      .execute()
}

/** Tokens are kept two days: long enough for a form left open overnight, then they say only who wrote when. */
export const forgetFormTokens = async (db: Db): Promise<number> => {
  const { numDeletedRows } = await db
    .tables<Schema>()
    .deleteFrom('kernel.form')
    .where('organisation', '=', db.actor.organisation)
    .where('at', '<', sql<Date>`now() - interval '48 hours'`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
