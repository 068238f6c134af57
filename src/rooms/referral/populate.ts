import type { Kysely } from 'kysely'
import { bulkInsert } from '../../kernel/bulk.ts'
import type { Day } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import { populateHoldings, populateTurns } from '../caseload/populate.ts'
import { populateConsentEnds, populateConsents } from '../govern/populate.ts'
import type { Snapshot, StateRow } from './commands.ts'
import { dutyOf } from './keep.ts'
import { draft } from './machine.ts'
import { newsFor } from './mask.ts'
import type { Told } from './story.ts'

export { newReference } from './reference.ts'

export interface InventedReferral {
  id: Id
  link: Id
  reference: string
  senderFamily: Id
  receiverFamily: Id
  programme: string
  agreement: Id
  track: string
  site: Id
  mode: 'physical' | 'video' | 'phone'
  reasons: string[]
  dueDate: Day
  language: string
  interpreter: boolean
  referredBy: string
  givenOn: Day
  consentUntil: Day
  told: Told
}

interface Half {
  organisation: Id
  family: Id
  side: 'sender' | 'receiver'
  other: Id
  rows: StateRow[]
}

/** Both houses' rows of one invented referral: the sender's hold what the woman lets her know, as in real ones. */
const halves = (r: InventedReferral): [Half, Half] => {
  const { referrer, feedback } = r.told.referral.now
  const sender = referrer.org
  const receiver = r.told.referral.receiverOrg
  const first = startOf(r)
  const copies: StateRow[] = []
  let before = first
  let copy = first
  for (const row of r.told.rows) {
    const own = copies.length === 0 ? row : newsFor(row, before, copy, feedback)
    if (own) {
      copies.push(own)
      copy = own.after
    }
    before = row.after
  }
  return [
    { organisation: sender, family: r.senderFamily, side: 'sender', other: receiver, rows: copies },
    { organisation: receiver, family: r.receiverFamily, side: 'receiver', other: sender, rows: r.told.rows },
  ]
}

const startOf = (r: InventedReferral): Snapshot => {
  const sent = r.told.rows[0]
  if (!sent) throw new Error('an invented referral has at least been sent')
  return draft({
    referrer: sent.by,
    receiverOrg: r.told.referral.receiverOrg,
    consentUntil: r.consentUntil,
    feedback: r.told.referral.now.feedback,
  }).now
}

/** Puts invented referrals in as the keeper, with links, trails, holders and turns; every row is marked synthetic. */
export const populateReferrals = async (kysely: Kysely<unknown>, referrals: InventedReferral[]): Promise<void> => {
  const parts = referrals.flatMap(r => halves(r).map(half => ({ r, half })))
  await bulkInsert(
    kysely,
    'kernel.link',
    referrals.map(r => ({
      id: r.link,
      organisation: r.told.rows[0]?.by.org ?? '',
      case: r.senderFamily,
      other_organisation: r.told.referral.receiverOrg,
      other_case: r.receiverFamily,
      at: r.told.rows[0]?.at,
    })),
  )
  await populateConsents(kysely, referrals.map(consentRow))
  await populateConsentEnds(
    kysely,
    referrals.filter(isWithdrawn).map(r => ({
      ...consentKey(r),
      consent: r.id,
      said_by: 'woman',
      at: r.told.rows.at(-1)?.at,
      by: r.told.rows[0]?.by.person ?? '',
    })),
  )
  await bulkInsert(
    kysely,
    'referral.referral',
    parts.map(({ r, half }) => referralRow(r, half)),
  )
  await bulkInsert(
    kysely,
    'referral.state',
    parts.flatMap(({ r, half }) => half.rows.map((row, at) => stateRow(r, half, row, at + 1))),
  )
  await populateTurns(
    kysely,
    parts.flatMap(({ r, half }) => turnRows(r, half)),
  )
  await populateHoldings(
    kysely,
    parts.flatMap(({ r, half }) => holdingRow(r, half) ?? []),
  )
}

const consentKey = (r: InventedReferral) => ({
  organisation: r.told.rows[0]?.by.org ?? '',
  family: r.senderFamily,
  other_organisation: r.told.referral.receiverOrg,
  other_family: r.receiverFamily,
})

// Some say yes by phone; some of those whose help is over take it back.
const isOral = (r: InventedReferral): boolean => Number.parseInt(r.id.slice(0, 2), 16) % 7 === 0
const isWithdrawn = (r: InventedReferral): boolean =>
  !open.includes(r.told.referral.now.state) && Number.parseInt(r.id.slice(0, 2), 16) % 9 === 0

/** The consent has the number of the referral that rests on it. */
const consentRow = (r: InventedReferral) => ({
  ...consentKey(r),
  id: r.id,
  basis: 'SUL43',
  form: isOral(r) ? 'oral' : 'written',
  oral_reason: isOral(r) ? 'De talte i telefon' : null,
  given_by: 'woman',
  witness: r.told.rows[0]?.by.person ?? '',
  parts: ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'],
  purpose: 'help',
  feedback: r.told.referral.now.feedback,
  given_on: r.givenOn,
  until: r.consentUntil,
  at: r.told.rows[0]?.at,
  by: r.told.rows[0]?.by.person ?? '',
  synthetic: true,
})

const referralRow = (r: InventedReferral, half: Half) => ({
  organisation: half.organisation,
  id: r.id,
  family: half.family,
  side: half.side,
  other_organisation: half.other,
  link: r.link,
  reference: r.reference,
  programme: r.programme,
  agreement: r.agreement,
  track: r.track,
  site: r.site,
  mode: r.mode,
  reasons: r.reasons,
  due_date: r.dueDate,
  language: r.language,
  interpreter: r.interpreter ? 'yes' : 'no',
  referred_by: r.referredBy,
  consent_scope: ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'],
  consent: isWithdrawn(r) ? null : r.id,
  consent_form: isOral(r) ? 'oral' : 'written',
  consent_oral_reason: isOral(r) ? 'De talte i telefon' : null,
  consent_given_on: r.givenOn,
  consent_until: r.consentUntil,
  consent_feedback: r.told.referral.now.feedback,
  ...standing(half, startOf(r)),
  created_by: half.side === 'sender' ? (r.told.rows[0]?.by.person ?? '') : half.organisation,
  sent_at: r.told.rows[0]?.at,
  received_at: r.told.rows.find(row => row.verb === 'receive')?.at ?? null,
  synthetic: true,
})

/** Where the referral stands after its last row, as the database's own trigger would have left it. */
const standing = ({ organisation, side, rows }: Half, first: Snapshot) => {
  const last = rows.at(-1)
  const now = last?.after ?? first
  const mine = now.followUp?.side === side ? now.followUp : null
  const firstTo = (states: string[]) => rows.find(row => states.includes(row.to))?.at ?? null
  return {
    state: now.state,
    snapshot: { ...now },
    last: last ? { verb: last.verb, before: rows.at(-2)?.after ?? first } : null,
    due: mine?.due ?? now.nextStep?.due ?? null,
    promised: now.nextStep?.promised ?? null,
    holder: mine?.person ?? (now.holder?.org === organisation ? now.holder.person : null),
    assigned: now.assigned,
    attempts: now.attempts,
    follow_up_due: mine?.due ?? null,
    contacted_at: firstTo(['contacted', 'accepted', 'waiting']),
    accepted_at: firstTo(['accepted']),
    started_at: firstTo(['started']),
    closed_at: open.includes(now.state) ? null : (last?.at ?? null),
    version: rows.length,
  }
}
const open = ['sent', 'received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started']

const stateRow = (r: InventedReferral, half: Half, row: StateRow, nth: number) => ({
  organisation: half.organisation,
  referral: r.id,
  nth,
  family: half.family,
  at: row.at,
  by_organisation: row.by.org,
  by_staff: row.by.org === half.organisation ? row.by.person || null : null,
  verb: row.verb,
  from_state: row.from,
  to_state: row.to,
  side: row.side,
  reason_list: row.reason?.list ?? null,
  reason: row.reason?.code ?? null,
  note: row.note,
  after: { ...row.after },
})

const turnRows = (r: InventedReferral, half: Half) => {
  let before: string | undefined
  return half.rows.flatMap(row => {
    const duty = dutyOf(row.after, half.side)
    const key = duty ? `${duty.holder} ${duty.step} ${duty.due}` : ''
    if (key === (before ?? '')) return []
    before = key
    return {
      organisation: half.organisation,
      family: half.family,
      holder: duty?.holder ?? null,
      step: duty?.step ?? null,
      due: duty?.due ?? null,
      subject: 'referral',
      subject_id: r.id,
      at: row.at,
      by: duty?.holder || (row.by.org === half.organisation && row.by.person) || half.organisation,
    }
  })
}

const holdingRow = (r: InventedReferral, half: Half) => {
  const now = half.side === 'receiver' ? r.told.referral.now : half.rows.at(-1)?.after
  // A course under way keeps the family's next step: the room course writes it.
  if (now?.state === 'started') return undefined
  const duty = now && dutyOf(now, half.side)
  if (!duty || (half.side === 'sender' && duty.stage !== 'returned')) return undefined
  return {
    organisation: half.organisation,
    family: half.family,
    holder: duty.holder,
    stage: duty.stage,
    step: duty.step,
    due: duty.due,
    subject: 'referral',
    subject_id: r.id,
    track: r.track,
    site: r.site,
    since: half.rows.at(-1)?.at,
    version: 1,
  }
}
