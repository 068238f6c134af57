import type { timeline } from '../../../design/index.ts'
import { dayOf, longDay, timeOf } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type AmendableField, amendable } from '../reasons.ts'
import { statusForReferrer } from '../status.ts'
import type { Referral, TrailRow } from '../store.ts'
import type { Verb } from '../transitions.ts'
import { fieldWords, reasonWords } from '../words.da.ts'

type Moment = Parameters<typeof timeline>[0][number]

const titles: Partial<Record<Verb, string>> = {
  send: 'Sendt',
  receive: 'Modtaget',
  askForInformation: 'Spørgsmål fra modtageren',
  answerInformation: 'Svaret er sendt',
  withdraw: 'Trukket tilbage',
  acknowledge: 'Fulgt op',
  handOver: 'En ny har ansvaret',
  consentWithdrawn: 'Hun har trukket sit samtykke tilbage',
}

const isAmendable = (field: string): field is AmendableField => (amendable as readonly string[]).includes(field)

const titleOf = (row: TrailRow, referral: Referral): string => {
  if (row.verb === 'amend' && row.change)
    return `Rettet: ${isAmendable(row.change.field) ? fieldWords[row.change.field] : row.change.field}`
  return titles[row.verb] ?? statusForReferrer(row.to, referral.consent.feedback).label
}

const reasonOf = ({ reason }: TrailRow): string | undefined =>
  reason ? (reasonWords[reason.list] as Record<string, string>)[reason.code] : undefined

/** What the referrer may know of the way so far: who, when and, where the woman agreed, why. */
export const moments = (trail: TrailRow[], referral: Referral, names: Map<Id, string>, recipient: string): Moment[] =>
  trail.map((row, nth) => {
    const own = row.byOrganisation === referral.organisation
    const who = own ? ((row.byStaff && names.get(row.byStaff)) ?? 'En kollega') : recipient
    const told = [reasonOf(row), row.note].filter(Boolean).join(': ')
    const by = row.verb === 'receive' ? recipient : who
    return {
      state: nth === trail.length - 1 && referral.snapshot.nextStep ? 'now' : 'done',
      title: titleOf(row, referral),
      text: `${longDay(dayOf(row.at))} kl. ${timeOf(row.at)}, ${by}${told ? `. ${told}` : ''}`,
    }
  })
