import type { Kysely } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { agreementInForce } from './agreement.ts'
import type { AgreementVersion } from './agreement-version.ts'
import type { ProgrammeFile } from './file.ts'
import type { Schema } from './schema.ts'

export interface StoredAgreement extends AgreementVersion {
  id: Id
  revision: number
}

export interface StoredProgramme extends Omit<ProgrammeFile, 'agreements'> {
  id: Id
  appliedAt: Date
  /** The newest revision of each version, by version number. */
  agreements: StoredAgreement[]
}

const toAgreement = (row: { id: string; revision: number; document: unknown }): StoredAgreement => ({
  ...(row.document as AgreementVersion),
  id: row.id,
  revision: row.revision,
})

/** Every programme with its newest agreement revisions, by name in Danish order. */
export const programmes = async (db: Db): Promise<StoredProgramme[]> => {
  const tables = db.tables<Schema>()
  const found = await tables.selectFrom('programme.programme').select(['id', 'document', 'applied_at']).execute()
  const versions = await tables
    .selectFrom('programme.agreement')
    .distinctOn(['programme', 'version'])
    .select(['id', 'programme', 'version', 'revision', 'document'])
    .orderBy('programme')
    .orderBy('version')
    .orderBy('revision', 'desc')
    .execute()
  const order = new Intl.Collator('da')
  return found
    .map(row => ({
      ...(row.document as unknown as Omit<ProgrammeFile, 'agreements'>),
      id: row.id,
      appliedAt: row.applied_at,
      agreements: versions.filter(v => v.programme === row.id).map(toAgreement),
    }))
    .sort((a, b) => order.compare(a.name, b.name))
}

/** One programme by key, or a refusal. */
export const programmeByKey = async (db: Db, key: string): Promise<StoredProgramme> => {
  const found = (await programmes(db)).find(p => p.key === key)
  if (!found) throw new Refusal('unknown')
  return found
}

/** The agreement version in force in a programme on a day, in its newest revision; undefined in a gap. */
export const agreementOn = async (db: Db, programmeKey: string, day: Day): Promise<StoredAgreement | undefined> => {
  const rows = await db
    .tables<Schema>()
    .selectFrom('programme.agreement as a')
    .innerJoin('programme.programme as p', 'p.id', 'a.programme')
    .where('p.key', '=', programmeKey)
    .distinctOn('a.version')
    .select(['a.id', 'a.revision', 'a.document'])
    .orderBy('a.version')
    .orderBy('a.revision', 'desc')
    .execute()
  const agreements = rows.map(toAgreement)
  const inForce = agreementInForce({ agreements }, day)
  return agreements.find(a => a.version === inForce?.version)
}

// A stored version never changes, so it is read once a process.
const known = new Map<Id, StoredAgreement>()

/** The very version a referral or course began under, however old. */
export const agreementById = async (db: Db, id: Id): Promise<StoredAgreement> => {
  const before = known.get(id)
  if (before) return before
  const row = await db
    .tables<Schema>()
    .selectFrom('programme.agreement')
    .select(['id', 'revision', 'document'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('unknown')
  const agreement = toAgreement(row)
  known.set(id, agreement)
  return agreement
}

/** For populate, as the keeper: the version in force on a day, or the first one before any was. */
export const agreementsForPopulate = async (
  kysely: Kysely<unknown>,
  programmeKey: string,
): Promise<(day: Day) => StoredAgreement> => {
  const rows = await (kysely as Kysely<Schema>)
    .selectFrom('programme.agreement as a')
    .innerJoin('programme.programme as p', 'p.id', 'a.programme')
    .where('p.key', '=', programmeKey)
    .distinctOn('a.version')
    .select(['a.id', 'a.revision', 'a.document'])
    .orderBy('a.version')
    .orderBy('a.revision', 'desc')
    .execute()
  const agreements = rows.map(toAgreement)
  return day => {
    const inForce = agreementInForce({ agreements }, day)
    const found = agreements.find(a => a.version === inForce?.version) ?? agreements[0]
    if (!found) throw new Error(`no agreement of ${programmeKey} has been applied`)
    return found
  }
}
