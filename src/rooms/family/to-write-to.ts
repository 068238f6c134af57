import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { OpenedIdentity, type SealedRow } from './sealing.ts'
import { type ContactRule, contactOf } from './store.ts'

/** All that may be known by whoever writes to her. */
export interface Addressee {
  contact: ContactRule | null
  phone: string | null
  /** When it was noted that the pregnancy has ended, while that stands. */
  lostAt: Date | null
  /** When she was asked last. */
  askedAt: Date | null
}

interface Row extends SealedRow {
  lost_at: Date | null
  contact: Record<string, unknown> | null
}

/** Her rule and her number as they are at this moment; undefined for a family that is not the actor's own house's. */
export const addresseeOf = async (db: Db, family: Id): Promise<Addressee | undefined> => {
  const { rows } = await sql<Row>`select *, null::bytea as name, null::bytea as cpr, null::bytea as birth_date
    from family.to_write_to(${family})`.execute(db.tables())
  const row = rows[0]
  if (!row) return undefined
  db.audit('read', 'contact rule', family)
  return {
    contact: contactOf(row.contact),
    phone: new OpenedIdentity(db.keys, row).phone,
    lostAt: row.lost_at,
    askedAt: row.contact && new Date(String(row.contact.set_at)),
  }
}

/**
 * Which of the texts told of (organisation, family, at, line) went against her rule as it stood at that moment. For the
 * checks: in the database's own words, not by the code that decides.
 */
export const textsAgainstRule = async (keeper: Kysely<unknown>, texts: RawBuilder<unknown>): Promise<string[]> =>
  (
    await sql<{ line: string }>`select t.line from (${texts}) t
      left join lateral (select * from family.contact_rule c where c.organisation = t.organisation and c.family = t.family
        and c.set_at <= t.at order by c.set_at desc limit 1) c on true
      where not coalesce(c.may_text and c.alone_when_asked and c.read_along is not null and not c.no_digital
        and exists (select from unnest(case when cardinality(c.best_hours) = 0 then '{8-20}' else c.best_hours end) h
          where extract(hour from t.at at time zone 'Europe/Copenhagen')
            between split_part(h, '-', 1)::int and split_part(h, '-', 2)::int - 1), false)
      limit 20`.execute(keeper)
  ).rows.map(row => row.line)

/** Which of the texts told of (organisation, family, made_at, at, line) went after a loss that was noted since they were made. */
export const textsAfterLoss = async (keeper: Kysely<unknown>, texts: RawBuilder<unknown>): Promise<string[]> =>
  (
    await sql<{ line: string }>`select t.line from (${texts}) t
      join family.pregnancy g on g.organisation = t.organisation and g.family = t.family and g.lost_on is not null
        and g.set_at > t.made_at and g.set_at <= t.at
      limit 20`.execute(keeper)
  ).rows.map(row => row.line)
