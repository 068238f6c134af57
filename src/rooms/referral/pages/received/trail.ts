import type { timeline } from '../../../../design/index.ts'
import { dayOf, longDay, longDayFrom, timeOf } from '../../../../kernel/clock.ts'
import type { Id } from '../../../../kernel/ids.ts'
import { isNewTry } from '../../machine.ts'
import type { Referral, TrailRow } from '../../store.ts'
import type { Verb } from '../../transitions.ts'
import { fieldName, reasonOf } from '../corrections.ts'

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

const titleOf = (row: TrailRow, names: Names): string => {
  const person = row.after.holder && names.staff.get(row.after.holder.person)
  if (row.verb === 'recordAttempt') return attemptTitle(row)
  if (row.verb === 'amend' && row.change) return `Rettet: ${fieldName(row.change.field)}`
  if ((row.verb === 'assign' || row.verb === 'receive') && person) return `${titles[row.verb]}: ${person}`
  if (row.verb === 'plan' && row.after.nextStep)
    return `${titles.plan}: ${longDayFrom(row.after.nextStep.due, dayOf(row.at))}`
  return titles[row.verb]
}

/** A call that did not reach her: when, and whether it was a try of its own. */
const attemptTitle = ({ after, at }: TrailRow): string => {
  const calls = after.calls ?? []
  const call = calls.at(-1)
  if (!call) return after.attempts === 0 ? titles.contact : titles.recordAttempt
  const title = `Ringet ${longDayFrom(call.day, dayOf(at))} kl. ${call.time} uden at få fat i hende`
  if (call.outside) return `${title} (uden for hendes tider)`
  return isNewTry(calls.slice(0, -1), call) ? title : `${title} (tæller ikke som et nyt forsøg)`
}

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
