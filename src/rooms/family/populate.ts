import type { Kysely } from 'kysely'
import { type BulkRow, bulkInsert } from '../../kernel/bulk.ts'
import type { Keys } from '../../kernel/crypto.ts'
import type { Id } from '../../kernel/ids.ts'
import { sealAddress } from './address.ts'
import { type Identity, sealIdentity } from './sealing.ts'

export interface InventedFamily {
  organisation: Id
  id: Id
  person: Id
  site: Id | null
  pregnant: Identity
  dueDate: string | null
  mayCall: boolean | null
  mayText: boolean | null
  bestHours: string[]
  language: string | null
  interpreter: boolean
  at: Date
  by: Id
}

/** Puts invented families in as the keeper, many at a time; every row is marked synthetic. */
export const populateFamilies = async (
  kysely: Kysely<unknown>,
  keys: Keys,
  families: InventedFamily[],
): Promise<void> => {
  await bulkInsert(
    kysely,
    'family.family',
    families.map(f => ({
      organisation: f.organisation,
      id: f.id,
      site: f.site,
      opened_at: f.at,
      synthetic: true,
    })) as BulkRow[],
  )
  await bulkInsert(
    kysely,
    'family.person',
    families.map(f => ({
      organisation: f.organisation,
      id: f.person,
      family: f.id,
      part: 'pregnant',
      synthetic: true,
      ...sealIdentity(keys, f.organisation, f.person, f.pregnant),
    })),
  )
  await bulkInsert(
    kysely,
    'family.pregnancy',
    families.map(f => ({
      organisation: f.organisation,
      family: f.id,
      due_date: f.dueDate,
      set_at: f.at,
      set_by: f.by,
    })),
  )
  await bulkInsert(
    kysely,
    'family.contact_rule',
    families.map(f => ({
      organisation: f.organisation,
      family: f.id,
      may_call: f.mayCall,
      may_text: f.mayText,
      may_leave_message: false,
      read_along: null,
      alone_when_asked: true,
      best_hours: f.bestHours,
      language: f.language,
      interpreter: f.interpreter,
      set_at: f.at,
      set_by: f.by,
    })),
  )
}

/** One protected address, for the demonstration. */
export const populateProtection = async (
  kysely: Kysely<unknown>,
  keys: Keys,
  about: { organisation: Id; family: Id; id: Id; by: Id; at: Date; fromOn: string; reviewOn: string },
): Promise<void> => {
  const { organisation, family, id, by, at } = about
  await bulkInsert(kysely, 'family.protection', [
    {
      organisation,
      family,
      kind: 'protected',
      from_on: about.fromOn,
      review_on: about.reviewOn,
      set_at: at,
      set_by: by,
      id,
    },
  ])
  await bulkInsert(kysely, 'family.hidden_address', [
    {
      organisation,
      family,
      id,
      ...sealAddress(keys, organisation, id, { address: 'Prøvevej 7, 1. tv.', municipality: 'Odense' }),
      set_at: at,
      set_by: by,
    },
  ])
}
