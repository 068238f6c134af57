import type { timeline } from '../../../../design/index.ts'
import { dayOf, longDay, timeOf } from '../../../../kernel/clock.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { isDay, writeDay } from '../../../family/index.ts'
import type { StoredAgreement } from '../../../programme/index.ts'
import { type AmendableField, amendable } from '../../reasons.ts'
import type { Referral, TrailRow } from '../../store.ts'
import type { Verb } from '../../transitions.ts'
import { answerWords, fieldWords, modeWords, reasonWords } from '../../words.da.ts'
import { languageWord } from '../refer/words.da.ts'
import { listed } from './person.ts'

type Moment = Parameters<typeof timeline>[0][number]
export interface Names {
  staff: Map<Id, string>
  /** The organisation on the other side. */
  other: string
}

const titles: Record<Verb, string> = {
  send: 'Sendt',
  receive: 'Modtaget',
  askForInformation: 'Spørgsmål til henviseren',
  answerInformation: 'Svar fra henviseren',
  recordAttempt: 'Ringet uden at få fat i hende',
  contact: 'Talt med hende',
  accept: 'Taget imod',
  putOnWaitingList: 'Skrevet på venteliste',
  assign: 'Tildelt',
  handOver: 'Ansvaret er givet videre',
  plan: 'Ny dato for næste skridt',
  redirect: 'Vist videre',
  decline: 'Kan ikke tages imod',
  womanDeclines: 'Hun har sagt nej tak',
  giveUp: 'Stoppet efter flere forsøg',
  start: 'Forløbet er begyndt',
  end: 'Afsluttet',
  withdraw: 'Trukket tilbage af henviseren',
  closeAsMistaken: 'Oprettet ved en fejl',
  amend: 'Rettet',
  acknowledge: 'Fulgt op',
  undo: 'Fortrudt',
  pregnancyLost: 'Graviditeten er ophørt',
  lossTakenBack: 'Graviditeten er alligevel i gang: noteret ved en fejl',
  consentWithdrawn: 'Hun har trukket sit samtykke tilbage',
}

const fieldName = (field: string): string =>
  (amendable as readonly string[]).includes(field) ? fieldWords[field as AmendableField] : field

const titleOf = (row: TrailRow, names: Names): string => {
  const person = row.after.holder && names.staff.get(row.after.holder.person)
  if (row.verb === 'recordAttempt' && row.after.attempts === 0) return titles.contact
  if (row.verb === 'amend' && row.change) return `Rettet: ${fieldName(row.change.field)}`
  if ((row.verb === 'assign' || row.verb === 'receive') && person) return `${titles[row.verb]}: ${person}`
  if (row.verb === 'plan' && row.after.nextStep) return `${titles.plan}: ${longDay(row.after.nextStep.due)}`
  return titles[row.verb]
}

export const reasonOf = ({ reason }: Pick<TrailRow, 'reason'>): string | undefined =>
  reason ? (reasonWords[reason.list] as Record<string, string>)[reason.code] : undefined

const whoOf = (row: TrailRow, referral: Referral, names: Names): string => {
  if (row.byOrganisation !== referral.organisation) return names.other
  return (row.byStaff && names.staff.get(row.byStaff)) || 'systemet'
}

const whenOf = (at: Date): string => `${longDay(dayOf(at))} kl. ${timeOf(at)}`

/** The way so far: what, why, by whom and when. */
export const moments = (referral: Referral, trail: TrailRow[], names: Names): Moment[] =>
  trail.map((row, nth) => {
    const told = [reasonOf(row), row.note].filter(Boolean).join(': ')
    return {
      state: nth === trail.length - 1 && referral.due ? 'now' : 'done',
      title: titleOf(row, names),
      text: `${whenOf(row.at)}, ${whoOf(row, referral, names)}.${told ? ` ${told}` : ''}`,
    }
  })

const saidValue = (field: string, value: unknown, agreement: StoredAgreement): string => {
  const words = [value ?? ''].flat().filter((word): word is string => typeof word === 'string' && word !== '')
  if (words.length === 0) return 'ikke oplyst'
  const one = words[0] as string
  if (field === 'reasons') return listed(words.map(w => agreement.reasons.find(r => r.code === w)?.text ?? w))
  if (field === 'track') return agreement.tracks.find(track => track.key === one)?.name ?? one
  if (field === 'site') return agreement.sites?.find(site => site.key === one)?.name ?? one
  if (field === 'mode') return (modeWords as Record<string, string>)[one] ?? one
  if (field === 'interpreter') return (answerWords as Record<string, string>)[one] ?? one
  if (field === 'language') return languageWord(one)
  return isDay(one) ? writeDay(one) : one
}

export interface Correction {
  field: string
  before: string
  value: string
  why: string
  when: string
}

/** What has been corrected since it was sent; the same log stands at the referrer. */
export const corrections = (trail: TrailRow[], agreement: StoredAgreement): Correction[] =>
  trail.flatMap(row => {
    if (row.verb !== 'amend' || !row.change) return []
    const { field, before, value } = row.change
    // Who she is and how to reach her stands on the page itself; the log says that it was corrected.
    const open = value !== undefined && field !== 'contact'
    return {
      field: fieldName(field),
      before: open ? saidValue(field, before, agreement) : 'står ikke i loggen',
      value: open ? saidValue(field, value, agreement) : 'se ovenfor',
      why: [reasonOf(row), row.note].filter(Boolean).join(': '),
      when: whenOf(row.at),
    }
  })
