import type { Clock, Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import {
  changeIdentity,
  type Family,
  familyOf,
  languageFields,
  readLanguage,
  setContactRule,
  setPregnancy,
} from '../family/index.ts'
import { sitesOf } from '../govern/index.ts'
import { agreementById, type StoredAgreement } from '../programme/index.ts'
import { fromContactRule, toContactRule } from './contact-rule.ts'
import type { FieldError, Reading, Words } from './form.ts'
import { type AmendableField, amendable } from './reasons.ts'
import type { Scope } from './steps/consent.ts'
import { type Contact, readContact } from './steps/contact.ts'
import { readWho, type Who } from './steps/who.ts'
import { readWhy, type Why } from './steps/why.ts'
import { readWish, type Wish } from './steps/wish.ts'
import { type Change, type Referral, tables } from './store.ts'

// Correcting a sent referral: one way for every field. The new words go through the reader of the step they belong to,
// together with what else stands in that step, and the change is written on both sides with its reason.

type Step = 'who' | 'why' | 'wish' | 'contact'
const stepOf: Record<AmendableField, Step> = {
  name: 'who',
  cpr: 'who',
  phone: 'who',
  birthDate: 'who',
  dueDate: 'why',
  childBirthDate: 'why',
  reasons: 'why',
  note: 'why',
  track: 'wish',
  site: 'wish',
  mode: 'wish',
  language: 'wish',
  interpreter: 'wish',
  contact: 'contact',
}

// The same rule as withinConsent: place, language and how to reach her safely always follow the referral.
const scopeOf: Partial<Record<AmendableField, Scope>> = {
  dueDate: 'pregnancy',
  childBirthDate: 'pregnancy',
  reasons: 'reasons',
  note: 'note',
  track: 'wish',
  mode: 'wish',
}

/** Whether the receiver may learn of a change in this field. */
export const reaches = (field: AmendableField, scope: readonly Scope[]): boolean => {
  const needed = scopeOf[field]
  return needed === undefined || scope.includes(needed)
}

export interface Amendment {
  field: AmendableField
  who?: Who
  why?: Why
  wish?: Wish
  contact?: Contact
  site?: Id
  change: Change
}

const plain = (value: string | null | undefined): string => value ?? ''

/** What stands in the step of this field now, as words: what a form shows, and what a new word is read together with. */
export const wordsNow = (referral: Referral, family: Family, siteKey: string): Record<Step, Words> => {
  const { pregnant } = family
  const contact = fromContactRule(family.contact)
  return {
    who: {
      cpr: plain(pregnant.cpr),
      name: pregnant.name,
      birthDate: plain(pregnant.birthDate),
      phone: plain(pregnant.phone),
    },
    why: {
      reasons: referral.reasons,
      dueDate: plain(referral.dueDate),
      childBirthDate: plain(referral.childBirthDate),
      note: plain(referral.note),
    },
    wish: {
      track: plain(referral.track),
      site: siteKey,
      mode: plain(referral.mode),
      ...languageFields(referral.language),
      interpreter: plain(referral.interpreter),
    },
    contact: { ...contact },
  }
}

const onlyKnown = (agreement: StoredAgreement, referral: Referral) => ({
  // A reason or track that the agreement no longer names may stay; it cannot be chosen anew.
  reasons: [...agreement.reasons.map(reason => reason.code), ...referral.reasons],
  tracks: [...agreement.tracks.map(track => track.key), ...(referral.track ? [referral.track] : [])],
})

/** Reads a corrected field, given as the form's own words. */
export const readAmendment = async (
  db: Db,
  referral: Referral,
  field: AmendableField,
  value: unknown,
  today: Day,
): Promise<Reading<Amendment>> => {
  const given = value as Words
  if (!amendable.includes(field) || typeof value !== 'object' || value === null)
    return { value: null, errors: [], words: {} }
  const family = await familyOf(db, referral.family)
  const agreement = await agreementById(db, referral.agreement)
  const sites = await sitesOf(db)
  const key = sites.find(site => site.id === referral.site)?.key ?? ''
  const step = stepOf[field]
  const before = wordsNow(referral, family, key)[step]
  const words: Words = { ...before, ...given }
  const { reasons, tracks } = onlyKnown(agreement, referral)
  const readings = {
    who: () => readWho(field === 'cpr' ? { ...words, birthDate: '' } : words, { today }),
    why: () => readWhy(unlessGone(field, words, before), { today, reasons }),
    wish: () =>
      readWish(words, {
        tracks,
        advisedTrack: null,
        sites: (agreement.sites ?? []).map(site => site.key),
      }),
    contact: () => readContact(words),
  }
  if (field === 'cpr' && [words.cpr].flat()[0]?.trim() === '')
    return { value: null, errors: [{ field, message: 'Skriv hele CPR-nummeret.' }], words }
  const reading = readings[step]()
  if (!reading.value) return { value: null, errors: named(reading.errors, field), words: reading.words }
  const amended: Amendment = { field, [step]: reading.value, change: { field } }
  if (amended.wish && field === 'site') amended.site = sites.find(site => site.key === amended.wish?.site)?.id
  amended.change = changeOf(field, amended, before, reading.words)
  return { value: amended, errors: [], words: reading.words }
}

// A due date in the past passes away by itself; correcting another field must not stumble over it.
const unlessGone = (field: AmendableField, words: Words, before: Words): Words => {
  if (field === 'dueDate' || field === 'childBirthDate') return words
  return { ...words, dueDate: '', childBirthDate: '', ...(before.reasons ? { notPregnant: 'yes' } : {}) }
}

const named = (errors: FieldError[], field: AmendableField): FieldError[] =>
  errors.map(error =>
    error.field === field || field === 'contact' || error.field === 'languageOther' ? error : { ...error, field },
  )

// Who she is stands sealed in the family's file alone; the log says that it was corrected.
const sealedFields: readonly AmendableField[] = ['name', 'cpr', 'phone', 'birthDate']

const spoken = ({ language, languageOther }: Words): string =>
  readLanguage([language ?? ''].flat()[0] ?? '', [languageOther ?? ''].flat()[0] ?? '').language ?? ''

const changeOf = (field: AmendableField, amended: Amendment, before: Words, after: Words): Change => {
  if (sealedFields.includes(field)) return { field }
  if (field === 'contact') return { field, before: { ...before }, value: amended.contact }
  if (field === 'language') return { field, before: spoken(before), value: amended.wish?.language ?? '' }
  return { field, before: before[field] ?? '', value: after[field] ?? '' }
}

/** Writes the corrected field into the actor's own file and referral; the caller writes the trail. */
export const applyAmendment = async (
  db: Db,
  referral: Referral,
  amended: Amendment,
  clock: Clock,
): Promise<Referral> => {
  const { field, who, why, wish, contact } = amended
  const at = clock.now()
  if (who) {
    const { pregnant } = await familyOf(db, referral.family)
    const { name, cpr, birthDate, phone } = pregnant
    // The number tells the day as well.
    const fresh = {
      name: { name: who.name ?? '' },
      cpr: { cpr: who.cpr, birthDate: who.birthDate },
      phone: { phone: who.phone },
      birthDate: { birthDate: who.birthDate },
    }[field as 'name' | 'cpr' | 'phone' | 'birthDate']
    await changeIdentity(db, referral.family, { name, cpr, birthDate, phone, ...fresh })
  }
  if (why && (field === 'dueDate' || field === 'childBirthDate'))
    await setPregnancy(db, referral.family, { dueDate: why.dueDate, bornOn: why.childBirthDate }, at)
  if (contact || field === 'language' || field === 'interpreter') {
    const known = contact ?? fromContactRule((await familyOf(db, referral.family)).contact)
    await setContactRule(db, referral.family, toContactRule(known, wish ?? referral), at)
  }
  const changed = { ...referral, ...columnOf(amended) }
  await tables(db)
    .updateTable('referral.referral')
    .set({
      reasons: changed.reasons,
      note: changed.note,
      due_date: changed.dueDate,
      child_birth_date: changed.childBirthDate,
      track: changed.track,
      site: changed.site,
      mode: changed.mode,
      language: changed.language,
      interpreter: changed.interpreter,
    })
    .where('organisation', '=', referral.organisation)
    .where('id', '=', referral.id)
    .execute()
  return changed
}

const columnOf = ({ field, why, wish, site }: Amendment): Partial<Referral> => {
  if (why && (field === 'dueDate' || field === 'childBirthDate'))
    return { dueDate: why.dueDate, childBirthDate: why.childBirthDate }
  if (why && field === 'reasons') return { reasons: why.reasons }
  if (why && field === 'note') return { note: why.note }
  if (wish && field === 'site') return site ? { site } : {}
  // Who needs an interpreter needs her language too: the two are corrected together.
  if (wish && (field === 'language' || field === 'interpreter'))
    return { language: wish.language, interpreter: wish.interpreter }
  if (wish && field === 'track') return { track: wish.track }
  if (wish && field === 'mode') return { mode: wish.mode }
  return {}
}
