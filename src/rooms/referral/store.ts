import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import { type Id, isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { ReferralModel, Snapshot } from './commands.ts'
import type { Reason } from './reasons.ts'
import type { Schema } from './schema.ts'
import type { FeedbackLevel, Side, State } from './states.ts'
import type { Scope } from './steps/consent.ts'
import type { Mode } from './steps/wish.ts'
import type { Verb } from './transitions.ts'

/** One organisation's own row of a referral: the sender's and the receiver's have the same id and differ in content. */
export interface Referral {
  id: Id
  organisation: Id
  family: Id
  side: 'sender' | 'receiver'
  otherOrganisation: Id
  link: Id
  reference: string
  programme: string
  agreement: Id
  track: string | null
  trackReason: string | null
  site: Id | null
  mode: Mode | null
  reasons: string[]
  note: string | null
  dueDate: Day | null
  childBirthDate: Day | null
  language: string | null
  interpreter: 'yes' | 'no' | null
  /** Name and title of the one who referred. */
  referredBy: string
  consent: {
    /** The object it rests on now, at the house that gave it; null when it is taken back. */
    id: Id | null
    scope: Scope[]
    form: 'written' | 'oral'
    oralReason: string | null
    givenOn: Day
    until: Day
    feedback: FeedbackLevel
  }
  state: State
  snapshot: Snapshot
  last: ReferralModel['last']
  /** The next date here: of the next step, or of the follow-up when it is ours. */
  due: Day | null
  promised: Day | null
  holder: Id | null
  assigned: boolean
  attempts: number
  followUpDue: Day | null
  version: number
  createdBy: Id
  sentAt: Date
  receivedAt: Date | null
  summary: string | null
  summaryAt: Date | null
  synthetic: boolean
}

/** One row of the trail: what happened, who did it, when. */
export interface TrailRow {
  nth: number
  at: Date
  byOrganisation: Id
  /** Null for what the other side did: its people are its own. */
  byStaff: Id | null
  verb: Verb
  from: State
  to: State
  side: Side
  reason: Reason | null
  note: string | null
  change: Change | null
  after: Snapshot
}

/** What was corrected. A value that tells who she is, is not kept here: it stands in the family's file alone. */
export interface Change {
  field: string
  value?: unknown
  before?: unknown
}

export const tables = (db: Db) => db.tables<Schema>()

export type ReferralRow = Selectable<Schema['referral.referral']>

// Codes and documents are text and json to the database: their types are ours, and the checks of the tables keep them.
export const toReferral = (r: ReferralRow): Referral => {
  return {
    id: r.id,
    organisation: r.organisation,
    family: r.family,
    side: r.side as Referral['side'],
    otherOrganisation: r.other_organisation,
    link: r.link,
    reference: r.reference,
    programme: r.programme,
    agreement: r.agreement,
    track: r.track,
    trackReason: r.track_reason,
    site: r.site,
    mode: r.mode as Mode | null,
    reasons: r.reasons,
    note: r.note,
    dueDate: r.due_date,
    childBirthDate: r.child_birth_date,
    language: r.language,
    interpreter: r.interpreter as Referral['interpreter'],
    referredBy: r.referred_by,
    consent: {
      id: r.consent,
      scope: r.consent_scope as Scope[],
      form: r.consent_form as Referral['consent']['form'],
      oralReason: r.consent_oral_reason,
      givenOn: r.consent_given_on,
      until: r.consent_until,
      feedback: r.consent_feedback as FeedbackLevel,
    },
    state: r.state as State,
    // How long and how much is the consent's own word, also where it was renewed after the last step.
    snapshot: {
      ...(r.snapshot as unknown as Snapshot),
      consentUntil: r.consent && r.consent_until,
      feedback: r.consent ? (r.consent_feedback as FeedbackLevel) : 'none',
    },
    last: r.last as unknown as Referral['last'],
    due: r.due,
    promised: r.promised,
    holder: r.holder,
    assigned: r.assigned,
    attempts: r.attempts,
    followUpDue: r.follow_up_due,
    version: r.version,
    createdBy: r.created_by,
    sentAt: r.sent_at,
    receivedAt: r.received_at,
    summary: r.summary,
    summaryAt: r.summary_at,
    synthetic: r.synthetic,
  }
}

// As the database writes a state row into json: instants are text.
type TrailJson = Omit<Selectable<Schema['referral.state']>, 'at'> & { at: string }

const toTrail = (r: TrailJson): TrailRow => ({
  nth: r.nth,
  at: new Date(r.at),
  byOrganisation: r.by_organisation,
  byStaff: r.by_staff,
  verb: r.verb as Verb,
  from: r.from_state as State,
  to: r.to_state as State,
  side: r.side as Side,
  reason: r.reason ? { list: r.reason_list as Reason['list'], code: r.reason } : null,
  note: r.note,
  change: r.change as unknown as Change | null,
  after: r.after as unknown as Snapshot,
})

/** Locks the actor's own row until the transaction ends: of two people the second sees what the first did. */
export const lockReferral = async (db: Db, id: Id): Promise<Referral> => {
  const { rows } = await sql<ReferralRow>`select * from referral.referral
    where organisation = ${db.actor.organisation} and id = ${id} for update`.execute(tables(db))
  if (!rows[0]) throw new Refusal('unknown')
  return toReferral(rows[0])
}

/** The receiver's row, locked; undefined for anybody else. */
export const lockReceived = async (db: Db, id: Id): Promise<Referral | undefined> => {
  if (!isId(id) || db.actor.role === 'referrer') return undefined
  const { rows } = await sql<ReferralRow>`select * from referral.referral
    where organisation = ${db.actor.organisation} and id = ${id} and side = 'receiver' for update`.execute(tables(db))
  const referral = rows[0] && toReferral(rows[0])
  if (referral) db.audit('read', 'referral', referral.family)
  return referral
}

/** The receiver has it: the sender's duty is over, also where her row is told no more. */
export const markReceived = async (db: Db, { organisation, id }: Referral, at: Date): Promise<void> => {
  await tables(db)
    .updateTable('referral.referral')
    .set({ received_at: at })
    .where('organisation', '=', organisation)
    .where('id', '=', id)
    .execute()
}

/** The actor's own organisation's row, or a refusal: unknown and forbidden look alike. */
export const referralOf = async (db: Db, id: Id): Promise<Referral> => {
  if (!isId(id)) throw new Refusal('unknown')
  const { rows } = await sql<ReferralRow>`select * from referral.referral
    where organisation = ${db.actor.organisation} and id = ${id}`.execute(tables(db))
  if (!rows[0]) throw new Refusal('unknown')
  const referral = toReferral(rows[0])
  db.audit('read', 'referral', referral.family)
  return referral
}

/** The trail of one referral, oldest first. At the sender it holds what the woman lets the sender know. */
export const statesOf = async (db: Db, id: Id): Promise<TrailRow[]> => (await fileOf(db, id)).trail

/** Row, trail and the mark "skal ses hurtigt", in one query. */
export const fileOf = async (db: Db, id: Id): Promise<{ referral: Referral; trail: TrailRow[]; urgent: boolean }> => {
  if (!isId(id)) throw new Refusal('unknown')
  const { rows } = await sql<ReferralRow & { trail: TrailJson[] | null; urgent: boolean | null }>`select r.*,
      (select u.urgent from referral.urgency u where u.organisation = r.organisation and u.referral = r.id
       order by u.at desc, u.id limit 1) as urgent,
      (select jsonb_agg(to_jsonb(s) order by s.nth) from referral.state s
       where s.organisation = r.organisation and s.referral = r.id) as trail
    from referral.referral r where r.organisation = ${db.actor.organisation} and r.id = ${id}`.execute(tables(db))
  const row = rows[0]
  if (!row) throw new Refusal('unknown')
  const referral = toReferral(row)
  db.audit('read', 'referral', referral.family)
  return { referral, trail: (row.trail ?? []).map(toTrail), urgent: row.urgent ?? false }
}

export interface ReferralFilter {
  states?: readonly State[]
  /** Sent by this member of staff. */
  createdBy?: Id
  holder?: Id
  site?: Id
  track?: string
  /** Only those with a due date before this day. */
  dueBefore?: Day
  family?: Id
  assigned?: boolean
  /** Only those in which nobody has talked with her yet, or only the others. */
  contacted?: boolean
  side?: 'sender' | 'receiver'
  /** Where the page before ended. */
  after?: { due: Day | null; id: Id }
  limit?: number
}

const most = 50
// An endless day sorts the closed ones, which have no date, after all that have.
const endless = '9999-12-31'

/** The actor's own organisation's referrals, soonest date first; `next` leads to the following page. */
export const referralsOf = async (
  db: Db,
  filter: ReferralFilter = {},
): Promise<{ rows: Referral[]; next: { due: Day | null; id: Id } | null }> => {
  const limit = Math.min(filter.limit ?? most, 200)
  const only: RawBuilder<unknown>[] = [sql`organisation = ${db.actor.organisation}`]
  if (filter.states) only.push(sql`state = any(${[...filter.states]}::text[])`)
  if (filter.createdBy) only.push(sql`created_by = ${filter.createdBy} and side = 'sender'`)
  if (filter.holder) only.push(sql`holder = ${filter.holder}`)
  if (filter.site) only.push(sql`site = ${filter.site}`)
  if (filter.track) only.push(sql`track = ${filter.track}`)
  if (filter.dueBefore) only.push(sql`due < ${filter.dueBefore}`)
  if (filter.family) only.push(sql`family = ${filter.family}`)
  if (filter.assigned !== undefined) only.push(sql`assigned = ${filter.assigned}`)
  if (filter.contacted !== undefined) only.push(sql`(contacted_at is not null) = ${filter.contacted}`)
  if (filter.side) only.push(sql`side = ${filter.side}`)
  if (filter.after)
    only.push(sql`(coalesce(due, ${endless}::date), id) > (${filter.after.due ?? endless}::date, ${filter.after.id})`)
  const { rows } = await sql<ReferralRow>`select * from referral.referral
    where ${sql.join(only, sql` and `)}
    order by coalesce(due, ${endless}::date), id limit ${limit + 1}`.execute(tables(db))
  const shown = rows.slice(0, limit).map(toReferral)
  const end = shown.at(-1)
  db.audit(
    'read',
    'referral list',
    shown.map(row => row.family),
  )
  return { rows: shown, next: rows.length > limit && end ? { due: end.due, id: end.id } : null }
}

export interface Counts {
  new: number
  waiting: number
  unanswered: number
  open: number
}

/** How many referrals stand where at the receiver; for the actor's own list, so exact. */
export const countsOf = async (db: Db, today: Day): Promise<Counts> => {
  const { rows } = await sql<Counts>`select
      count(*) filter (where not assigned and state in ('received', 'needsInformation', 'contacted', 'accepted'))::int as new,
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where contacted_at is null and due < ${today})::int as unanswered,
      count(*)::int as open
    from referral.referral where organisation = ${db.actor.organisation} and side = 'receiver'
      and state in ('received', 'needsInformation', 'contacted', 'accepted', 'waiting')`.execute(tables(db))
  return rows[0] ?? { new: 0, waiting: 0, unanswered: 0, open: 0 }
}
