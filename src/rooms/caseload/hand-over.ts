import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Schema } from './schema.ts'

/** Why a family gets another holder. */
export const handOverReasons = {
  newDistribution: 'Ny fordeling',
  absence: 'Ferie, sygdom eller kursus',
  place: 'Skift af sted',
  herWish: 'Hun har bedt om det',
  tookOver: 'Tog selv ansvaret',
  staffLeft: 'Kollegaen er stoppet',
} as const

export type HandOverReason = keyof typeof handOverReasons

/** The words of a turn's reason: our own codes in words, a caring room's words as they are. */
export const reasonWords = (reason: string): string =>
  reason in handOverReasons ? handOverReasons[reason as HandOverReason] : reason

const beyondWords = (reason: HandOverReason, beyond: string | undefined): string =>
  beyond ? `${handOverReasons[reason]}. Flere end pladserne: ${beyond}` : reason

/**
 * Hands families over from one colleague to another, each with the same dated next step; history is kept. Every family
 * named must still be with `from`: if one has moved meanwhile none is moved, and the door says so.
 */
export const moveHoldings = async (
  db: Db,
  from: Id,
  to: Id,
  families: Id[],
  reason: HandOverReason,
  at: Date,
  /** Why she gets one more than she has places for, in the words of whoever decided it. */
  beyond?: string,
): Promise<void> => {
  if (families.length === 0) return
  const { organisation, staff } = db.actor
  const wanted = [...new Set(families)]
  const said = beyondWords(reason, beyond)
  const { rows } = await sql<{ family: Id }>`
    with handed as (
      update caseload.holding set holder = ${to}, since = ${at}, version = version + 1
      where organisation = ${organisation} and holder = ${from} and family = any(${wanted}::uuid[])
      returning family, step, due, subject, subject_id
    )
    insert into caseload.turn (organisation, family, holder, step, due, subject, subject_id, reason, at, by)
    select ${organisation}, family, ${to}, step, due, subject, subject_id, ${said}, ${at}, ${staff} from handed
    returning family`.execute(db.tables<Schema>())
  if (rows.length !== wanted.length) throw new Refusal('stale', 'a family has changed hands meanwhile')
  db.audit('write', 'holder', wanted)
}

/** How many families a colleague has: for those who may not know which. */
export const heldBy = async (db: Db, staff: Id): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select caseload.held_by(${staff}) as n`.execute(db.tables<Schema>())
  return rows[0]?.n ?? 0
}

/** Everybody one colleague has, to one other: for an administrator, who sees none of them. Returns how many. */
export const handOverAll = async (
  db: Db,
  from: Id,
  to: Id,
  reason: HandOverReason,
  at: Date,
  beyond?: string,
): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select caseload.hand_over_all(${from}, ${to}, ${beyondWords(reason, beyond)}, ${at}) as n`.execute(
    db.tables<Schema>(),
  )
  return rows[0]?.n ?? 0
}
