import type { Kysely } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Schema } from './schema.ts'

export interface NewOrganisation {
  key: string
  name: string
  kind: string
  validFrom?: Day | null
  validTo?: Day | null
  /** The key of the organisation that takes over. */
  successor?: string | null
  synthetic?: boolean
}

export interface NewSite {
  organisation: Id
  key: string
  name: string
  kind: string
  municipality?: string | null
}

export interface Site {
  id: Id
  key: string
  name: string
  kind: string
}

/** Makes or renames an organisation by its key; runs as the keeper. Returns its id. */
export const putOrganisation = async (kysely: Kysely<unknown>, o: NewOrganisation): Promise<Id> => {
  const values = {
    key: o.key,
    name: o.name,
    kind: o.kind,
    valid_from: o.validFrom ?? null,
    valid_to: o.validTo ?? null,
    successor: o.successor ?? null,
  }
  const { id } = await (kysely as Kysely<Schema>)
    .insertInto('govern.organisation')
    .values({ ...values, synthetic: o.synthetic ?? false })
    .onConflict(conflict => conflict.column('key').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Makes or renames a site by its key within the organisation; runs as the keeper. Returns its id. */
export const putSite = async (kysely: Kysely<unknown>, s: NewSite): Promise<Id> => {
  const words = { name: s.name, kind: s.kind, municipality: s.municipality ?? null }
  const { id } = await (kysely as Kysely<Schema>)
    .insertInto('govern.site')
    .values({ organisation: s.organisation, key: s.key, ...words })
    .onConflict(conflict => conflict.columns(['organisation', 'key']).doUpdateSet(words))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The sites with these ids, or all; in Danish order. */
export const sitesOf = async (db: Db, ids?: Id[]): Promise<Site[]> => {
  if (ids?.length === 0) return []
  let query = db.tables<Schema>().selectFrom('govern.site').select(['id', 'key', 'name', 'kind'])
  if (ids) query = query.where('id', 'in', ids)
  const order = new Intl.Collator('da')
  return (await query.execute()).sort((a, b) => order.compare(a.name, b.name))
}

/** The organisation with this key, or undefined. */
export const organisationByKey = async (db: Db, key: string): Promise<{ id: Id; name: string } | undefined> =>
  db.tables<Schema>().selectFrom('govern.organisation').select(['id', 'name']).where('key', '=', key).executeTakeFirst()

/** Names of organisations by id. */
export const organisationNames = async (db: Db, ids: Id[]): Promise<Map<Id, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .tables<Schema>()
    .selectFrom('govern.organisation')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}
