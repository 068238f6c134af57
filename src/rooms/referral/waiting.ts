import { sql } from 'kysely'
import { type Day, dayOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { gestationalAge } from '../family/index.ts'
import type { Schema } from './schema.ts'
import { type Referral, type ReferralRow, tables, toReferral } from './store.ts'

/** From this week the birth is so near that she comes first. */
export const nearBirth = 30

export type Mark = 'nearBirth' | 'urgent' | 'noContact'

export interface Waiting {
  referral: Referral
  /** Her place in the one common order, from 1. */
  place: number
  marks: Mark[]
  /** The day she began to wait: the day she was referred. */
  since: Day
}

/**
 * Everybody who waits for a counsellor here, in the one order that is the same on every page: week 30 or more first,
 * then "skal ses hurtigt", then the one who has waited longest. Advice: a person chooses.
 */
export const waitingOf = async (db: Db, today: Day): Promise<Waiting[]> => {
  const { rows } = await sql<ReferralRow & { urgent: boolean | null; has_contact: boolean }>`
    select r.*, r.contacted_at is not null as has_contact, (select u.urgent from referral.urgency u
      where u.organisation = r.organisation and u.referral = r.id order by u.at desc, u.id limit 1) as urgent
    from referral.referral r
    where r.organisation = ${db.actor.organisation} and r.side = 'receiver'
      and (r.state = 'waiting' or (r.state in ('received', 'needsInformation', 'contacted', 'accepted') and not r.assigned))
    order by r.sent_at limit 500`.execute(tables(db))
  const waiting = rows.map(row => {
    const referral = toReferral(row)
    const age = referral.dueDate ? gestationalAge(referral.dueDate, today) : undefined
    const marks: Mark[] = [
      ...(age && age.weeks >= nearBirth ? (['nearBirth'] as const) : []),
      ...(row.urgent ? (['urgent'] as const) : []),
      ...(row.has_contact ? [] : (['noContact'] as const)),
    ]
    return { referral, marks, since: dayOf(referral.sentAt) }
  })
  const first = (marks: Mark[]) => (marks.includes('nearBirth') ? 0 : marks.includes('urgent') ? 1 : 2)
  db.audit(
    'read',
    'waiting list',
    waiting.map(one => one.referral.family),
  )
  return waiting
    .toSorted((a, b) => first(a.marks) - first(b.marks) || a.referral.sentAt.getTime() - b.referral.sentAt.getTime())
    .map((one, index) => ({ ...one, place: index + 1 }))
}

/** Marks her as one to be seen soon, or takes the mark off; no reason is kept. */
export const markUrgent = async (db: Db, referral: Referral, urgent: boolean, at: Date): Promise<void> => {
  await db
    .tables<Schema>()
    .insertInto('referral.urgency')
    .values({
      organisation: db.actor.organisation,
      referral: referral.id,
      family: referral.family,
      urgent,
      at,
      by: db.actor.staff,
    })
    .execute()
  db.audit('write', 'referral: urgency', referral.family)
}
