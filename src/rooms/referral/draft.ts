import { sql } from 'kysely'
import { addDays, type Day } from '../../kernel/clock.ts'
import { newKey, seal, unseal, unwrapKey, wrapKey } from '../../kernel/crypto.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Schema } from './schema.ts'
import type { ReferralDraft } from './steps.ts'

export const draftKeptDays = 90

export type Draft = {
  id: Id
  /** 0 until it has been saved for the first time. */
  version: number
  words: ReferralDraft
  openedAt: Date
  savedAt: Date
  /** The referral it became. */
  referral: Id | null
}

const place = (id: Id) => `referral.draft.content.${id}`
const mine = (db: Db) => ({ organisation: db.actor.organisation, staff: db.actor.staff })

type Row = {
  id: string
  version: number
  opened_at: Date
  saved_at: Date
  referral: string | null
  wrapped_key: Buffer | null
  content: Buffer | null
}

const toDraft = (db: Db, row: Row): Draft => {
  const words =
    row.content && row.wrapped_key
      ? (JSON.parse(
          unseal(unwrapKey(db.keys, db.actor.organisation, row.id, row.wrapped_key), place(row.id), row.content),
        ) as ReferralDraft)
      : {}
  const { id, version, referral } = row
  return { id, version, words, openedAt: row.opened_at, savedAt: row.saved_at, referral }
}

/** Her own draft, or undefined when nothing is saved under this id or its 90 days are over. */
export const draftOf = async (db: Db, id: Id, day: Day, lock = false): Promise<Draft | undefined> => {
  const query = db
    .tables<Schema>()
    .selectFrom('referral.draft')
    .select(['id', 'version', 'opened_at', 'saved_at', 'referral', 'wrapped_key', 'content'])
    .where(eb => eb.and(mine(db)))
    .where('id', '=', id)
    .where('kept_until', '>=', day)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return undefined
  db.audit('read', 'draft', [])
  return toDraft(db, row)
}

const unsent = (db: Db, day: Day) =>
  db
    .tables<Schema>()
    .selectFrom('referral.draft')
    .where(eb => eb.and(mine(db)))
    .where('referral', 'is', null)
    .where('kept_until', '>=', day)

/** How many drafts she has not sent. No more than that on the start page: the next woman may see the screen. */
export const draftCount = async (db: Db, day: Day): Promise<number> => {
  const row = await unsent(db, day)
    .select(eb => eb.fn.countAll<number>().as('drafts'))
    .executeTakeFirstOrThrow()
  return row.drafts
}

/** The drafts she has not sent, newest first, with her words: to tell them apart. */
export const draftsOf = async (db: Db, day: Day): Promise<Draft[]> => {
  const rows = await unsent(db, day)
    .select(['id', 'version', 'opened_at', 'saved_at', 'referral', 'wrapped_key', 'content'])
    .orderBy('saved_at', 'desc')
    .limit(50)
    .execute()
  db.audit('read', 'drafts', [])
  return rows.map(row => toDraft(db, row))
}

export type Saving = {
  id: Id
  words: ReferralDraft
  /** The version the page was made from; 0 = never saved. */
  version: number
  /** The page that saves, by its form token. */
  page: Id
  openedAt: Date
  at: Date
  day: Day
}

/**
 * Saves as written, complete or not. Undefined: another page has saved this draft since, and its words are not
 * written over. A page that saved last may save again without reading first, as it does every ten seconds.
 */
export const saveDraft = async (db: Db, saving: Saving): Promise<number | undefined> => {
  const { id, version, page, at, day } = saving
  const key = newKey()
  const row = {
    saved_at: at,
    kept_until: addDays(day, draftKeptDays),
    wrapped_key: wrapKey(db.keys, db.actor.organisation, id, key),
    content: seal(key, place(id), JSON.stringify(saving.words)),
    page,
  }
  db.audit('write', 'draft', [])
  if (version === 0) {
    const { rows } = await sql<{ version: number }>`
      insert into referral.draft as d (organisation, staff, id, opened_at, saved_at, kept_until, wrapped_key, content, page)
      values (${db.actor.organisation}, ${db.actor.staff}, ${id}, ${saving.openedAt}, ${at}, ${row.kept_until},
        ${row.wrapped_key}, ${row.content}, ${page})
      on conflict (organisation, staff, id) do update set saved_at = excluded.saved_at, kept_until = excluded.kept_until,
        wrapped_key = excluded.wrapped_key, content = excluded.content, version = d.version + 1
      where d.page = excluded.page and d.referral is null
      returning d.version`.execute(db.tables())
    return rows[0]?.version
  }
  const saved = await db
    .tables<Schema>()
    .updateTable('referral.draft')
    .set(eb => ({ ...row, version: eb('version', '+', 1) }))
    .where(eb => eb.and(mine(db)))
    .where('id', '=', id)
    .where('referral', 'is', null)
    .where('kept_until', '>=', day)
    .where(eb => eb.or([eb('version', '=', version), eb('page', '=', page)]))
    .returning('version')
    .executeTakeFirst()
  return saved?.version
}

/** Gone at once; so is every draft of hers whose days are over. */
export const removeDraft = async (db: Db, id: Id | undefined, day: Day): Promise<void> => {
  await db
    .tables<Schema>()
    .deleteFrom('referral.draft')
    .where(eb => eb.and(mine(db)))
    .where(eb => eb.or([...(id ? [eb('id', '=', id)] : []), eb('kept_until', '<', day)]))
    .where(eb => eb.or([eb('referral', 'is', null), eb('kept_until', '<', day)]))
    .execute()
  db.audit('write', 'draft', [])
}

/** It has been sent: the words go, the way to the referral stays, and how long it took becomes a number. */
export const settleDraft = async (db: Db, draft: Draft, referral: Id, at: Date, day: Day): Promise<void> => {
  const settled = await db
    .tables<Schema>()
    .updateTable('referral.draft')
    .set({ referral, content: null, wrapped_key: null })
    .where(eb => eb.and(mine(db)))
    .where('id', '=', draft.id)
    .where('referral', 'is', null)
    .executeTakeFirst()
  if (settled.numUpdatedRows !== 1n) throw new Refusal('alreadyDone', 'draft')
  const seconds = Math.max(0, Math.round((at.getTime() - draft.openedAt.getTime()) / 1000))
  await db
    .tables<Schema>()
    .insertInto('referral.pace')
    .values({ organisation: db.actor.organisation, day, seconds })
    .execute()
}

/** As the system: forgets what nobody came back to. Returns how many went. */
export const forgetDrafts = async (db: Db, day: Day): Promise<number> => {
  const { rows } = await sql<{ gone: number }>`select referral.forget_drafts(${day}) as gone`.execute(db.tables())
  return rows[0]?.gone ?? 0
}
