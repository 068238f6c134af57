import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { putOrganisation, putSite } from '../govern/index.ts'
import type { AgreementVersion } from './agreement-version.ts'
import type { ProgrammeFile } from './file.ts'
import type { Schema } from './schema.ts'

export interface Applied {
  programme: string
  /** 'new', 'changed' or 'same'. */
  outcome: 'new' | 'changed' | 'same'
  /** Versions that got a new row, with their revision. */
  added: { version: number; revision: number }[]
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/**
 * Puts a read programme file into the database, as the keeper. Safe to repeat. A version that stands is never
 * edited: when the file says something else about it, a revision is added and the old one is kept.
 */
export const applyProgramme = async (kysely: Kysely<unknown>, file: ProgrammeFile, at: Date): Promise<Applied> => {
  const tables = kysely as Kysely<Schema>
  await putPlaces(kysely, file)
  const { agreements, ...rest } = file
  const before = await tables
    .selectFrom('programme.programme')
    .select(['id', 'digest'])
    .where('key', '=', file.key)
    .executeTakeFirst()
  const values = {
    key: file.key,
    name: file.name,
    status: file.status,
    document: JSON.stringify(rest),
    digest: digest(rest),
    applied_at: at,
  }
  const id = before
    ? before.id
    : (await tables.insertInto('programme.programme').values(values).returning('id').executeTakeFirstOrThrow()).id
  const changed = before !== undefined && before.digest !== values.digest
  if (changed) await tables.updateTable('programme.programme').set(values).where('id', '=', id).execute()
  const added: Applied['added'] = []
  for (const version of agreements) {
    const revision = await addVersion(tables, id, version, at)
    if (revision) added.push({ version: version.version, revision })
  }
  const outcome = !before ? 'new' : changed || added.length > 0 ? 'changed' : 'same'
  return { programme: file.key, outcome, added }
}

const addVersion = async (tables: Kysely<Schema>, programme: string, version: AgreementVersion, at: Date) => {
  const newest = await tables
    .selectFrom('programme.agreement')
    .select(['revision', 'digest'])
    .where('programme', '=', programme)
    .where('version', '=', version.version)
    .orderBy('revision', 'desc')
    .executeTakeFirst()
  const print = digest(version)
  if (newest?.digest === print) return undefined
  const revision = (newest?.revision ?? 0) + 1
  await tables
    .insertInto('programme.agreement')
    .values({
      programme,
      version: version.version,
      revision,
      document: JSON.stringify(version),
      digest: print,
      applied_at: at,
    })
    .execute()
  return revision
}

const putPlaces = async (kysely: Kysely<unknown>, file: ProgrammeFile) => {
  const ids = new Map<string, string>()
  for (const o of file.organisations)
    ids.set(
      o.key,
      await putOrganisation(kysely, {
        key: o.key,
        name: o.name,
        kind: o.kind,
        validFrom: o.validFrom,
        validTo: o.validTo,
        successor: o.successor,
      }),
    )
  for (const site of file.sites) {
    const organisation = ids.get(site.organisation)
    if (!organisation) throw new Error(`${site.key}: no organisation ${site.organisation}`)
    await putSite(kysely, {
      organisation,
      key: site.key,
      name: site.name,
      kind: site.kind,
      municipality: site.municipality ?? null,
    })
  }
}
