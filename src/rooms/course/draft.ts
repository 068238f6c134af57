import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Form } from '../../kernel/visit.ts'
import { Reader, type Words } from './reading.ts'
import { tables } from './store.ts'

/** What she has written and not saved: kept while she writes, for her alone. `_version` tells what she had before her. */
export const keepDraft = async (db: Db, subject: Id, family: Id, form: Form, at: Date): Promise<void> => {
  const { organisation, staff } = db.actor
  const words = JSON.stringify({ ...new Reader(form).words, _version: String(form._version ?? '') })
  await tables(db)
    .insertInto('course.draft')
    .values({ organisation, staff, subject, family, words, at })
    .onConflict(c => c.columns(['organisation', 'staff', 'subject']).doUpdateSet({ words, at }))
    .execute()
  db.audit('write', 'draft', family)
}

export const draftOf = async (db: Db, subject: Id): Promise<{ words: Words; at: Date } | undefined> => {
  const row = await tables(db)
    .selectFrom('course.draft')
    .select(['words', 'at'])
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', db.actor.staff)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && { words: row.words as unknown as Words, at: row.at }
}

export const dropDraft = async (db: Db, subject: Id): Promise<void> => {
  await tables(db)
    .deleteFrom('course.draft')
    .where('organisation', '=', db.actor.organisation)
    .where('staff', '=', db.actor.staff)
    .where('subject', '=', subject)
    .execute()
}
