import { html } from 'hono/html'
import type { Html } from '../../../../design/index.ts'
import type { Day } from '../../../../kernel/clock.ts'
import {
  calledBy,
  childAge,
  contactWords,
  type Family,
  gestationalAge,
  writeGestationalAge,
} from '../../../family/index.ts'
import { nobodyMayReach } from '../../contact-rule.ts'
import type { Referral } from '../../store.ts'

export { nameOf } from '../mine.ts'

/** Her first name, for buttons: 'Ring til Amina'. */
export const firstName = (family: Family | undefined): string =>
  family?.pregnant.name.split(/\s+/).find(Boolean) ?? 'hende'

/** Her first name, or what she is called without one: for lists, where two must differ. */
export const shortName = (family: Family | undefined): string =>
  family?.pregnant.name.split(/\s+/).find(Boolean) ?? calledBy(family?.pregnant)

/** 'uge 31+2', 'barn 3 mdr.' or 'ikke oplyst'; nothing after a loss. */
export const howFar = (referral: Referral, family: Family | undefined, day: Day): string => {
  if (family?.lostOn || referral.snapshot.stopped === 'pregnancyLost') return ''
  const born = family?.bornOn ?? referral.childBirthDate
  if (born) return childAge(born, day) ?? ''
  const due = family?.dueDate ?? referral.dueDate
  const age = due ? gestationalAge(due, day) : undefined
  return age ? `uge ${writeGestationalAge(age)}` : 'uge ikke oplyst'
}

/** A list of words as Danes write it: 'a, b og c'. */
export const listed = (words: string[]): string => new Intl.ListFormat('da').format(words)

/** '00 00 12 34' */
export const phoneWords = (phone: string | null | undefined): string =>
  /^\d{8}$/.test(phone ?? '') ? (phone ?? '').replace(/(..)(?=.)/g, '$1 ') : (phone ?? '')

/** The number to press and what she has said about it: together wherever somebody is about to call. */
export const callHer = (family: Family | undefined): Html => {
  const { phone } = family?.pregnant ?? {}
  const shut = nobodyMayReach(family?.contact ?? null) !== undefined
  const number = phoneWords(phone)
  return html`<p>${contactWords(family?.contact ?? null)}</p>${
    phone
      ? html`<p>Telefon ${shut ? number : html`<a class="bb-num" href="tel:${phone.replaceAll(' ', '')}">${number.replaceAll(' ', '\u00a0')}</a>`}</p>`
      : html`<p>Telefon ikke oplyst</p>`
  }`
}
