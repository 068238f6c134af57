import { today } from '../../../../kernel/clock.ts'
import { isId } from '../../../../kernel/ids.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { field, type Visit } from '../../../../kernel/visit.ts'
import { type Draft, draftOf, saveDraft } from '../../draft.ts'
import type { Reading, Words } from '../../form.ts'
import { readConsent } from '../../steps/consent.ts'
import { readContact } from '../../steps/contact.ts'
import { readWho } from '../../steps/who.ts'
import { readWhy } from '../../steps/why.ts'
import { readWish } from '../../steps/wish.ts'
import { type AnswerStep, checkAnswers, type ReferralDraft, type StepError } from '../../steps.ts'
import { type ReferContext, referContext } from './context.ts'
import { filledIn } from './defaults.ts'
import { fieldsOf, type PageName, withPage } from './parts.ts'

export const draftId = (visit: Visit): string => {
  const { draft } = visit.params
  if (!isId(draft)) throw new Refusal('unknown')
  return draft
}

/** Her draft, or an empty one: an id that was never saved and one that is not hers look alike. */
export const openDraft = async (visit: Visit, lock = false): Promise<Draft> => {
  const id = draftId(visit)
  const now = visit.clock.now()
  const empty: Draft = { id, version: 0, words: {}, openedAt: now, savedAt: now, referral: null }
  return (await draftOf(visit.db, id, today(visit.clock), lock)) ?? empty
}

const readings: Record<AnswerStep, (words: Words, context: ReferContext) => Reading<unknown>> = {
  who: readWho,
  why: readWhy,
  wish: readWish,
  contact: readContact,
  consent: readConsent,
}

// Fixed by the reading: the day a week was said, the day she said yes.
const kept = ['weekOn', 'givenOn']

/** The words as they can be kept: without what no database takes, and with the days they were said on. */
const keepable = (words: ReferralDraft, context: ReferContext): ReferralDraft => {
  const filled = filledIn(words, context)
  return Object.fromEntries(
    (Object.keys(words) as AnswerStep[]).map(step => {
      const given = words[step] ?? {}
      const read = readings[step](filled[step] ?? {}, context).words
      const own = Object.entries(read).filter(([name]) => name in given || kept.includes(name))
      return [step, Object.fromEntries(own)]
    }),
  )
}

const longestOpen = 86_400_000

/** When she opened the page, as it says itself; only used to count the seconds until it is sent. */
const openedAt = (visit: Visit, draft: Draft): Date => {
  const now = visit.clock.now()
  const said = Number(field(visit.form, 'opened'))
  const honest = draft.version === 0 && said <= now.getTime() && said > now.getTime() - longestOpen
  return honest ? new Date(said) : draft.openedAt
}

export type Saved = {
  draft: Draft
  context: ReferContext
  /** What is wrong with the answers of this page; saved all the same. */
  errors: StepError[]
  /** Another page has saved this draft since this one was opened. Her words stand in `draft`, unsaved; theirs here. */
  clash: ReferralDraft | null
}

/** Saves what this page says, complete or not. */
export const savePage = async (visit: Visit, page: PageName): Promise<Saved | 'sent' | 'noAgreement'> => {
  const { db, form, clock } = visit
  const stored = await openDraft(visit, true)
  if (stored.referral) return 'sent'
  const version = Number(/^\d{1,9}$/.exec(field(form, '_version'))?.[0] ?? 0)
  // A draft that was there and is gone was deleted on purpose, in another tab.
  if (version > 0 && stored.version === 0) throw new Refusal('alreadyDone', 'draft')
  const raw = withPage(stored.words, page, form)
  const context = await referContext(db, clock, raw)
  if (!context) return 'noAgreement'
  const asked = fieldsOf(page)
  const errors = checkAnswers(filledIn(raw, context), context).errors.filter(error => asked.includes(error.field))
  const words = keepable(raw, context)
  const saving = { id: stored.id, words, page: field(form, '_token'), at: clock.now(), day: context.today }
  const next = await saveDraft(db, { ...saving, version, openedAt: openedAt(visit, stored) })
  const draft = { ...stored, words, version: next ?? stored.version }
  return { draft, context, errors, clash: next === undefined ? stored.words : null }
}
