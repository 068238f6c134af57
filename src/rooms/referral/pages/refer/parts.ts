import type { Words } from '../../form.ts'
import type { AnswerStep, ReferralDraft } from '../../steps.ts'

/** Which questions stand on which page. The short page has those of the shortest honest case and their neighbours. */
export type PageName = AnswerStep | 'short'
type Fields = Partial<Record<AnswerStep, readonly string[]>>

export const pageFields: Record<PageName, Fields> = {
  short: {
    who: ['cpr', 'name', 'birthDate', 'phone'],
    why: ['week', 'dueDate', 'childBirthDate', 'notPregnant', 'reasons'],
    contact: ['alone', 'call', 'text', 'message', 'readAlong'],
    consent: ['consent', 'oralReason'],
  },
  who: { who: ['cpr', 'name', 'birthDate', 'phone'] },
  why: { why: ['week', 'dueDate', 'childBirthDate', 'notPregnant', 'reasons', 'note'] },
  wish: { wish: ['track', 'trackReason', 'site', 'mode', 'language', 'languageOther', 'interpreter'] },
  contact: { contact: ['alone', 'call', 'text', 'message', 'hours', 'readAlong'] },
  consent: { consent: ['consent', 'oralReason', 'recipient', 'scope', 'feedback', 'givenOn', 'until'] },
}

export const fieldsOf = (page: PageName): string[] => Object.values(pageFields[page]).flat()

const several = ['reasons', 'hours', 'scope']

const typed = (form: Record<string, unknown>, field: string): string | string[] => {
  const values = [form[field] ?? []].flat().filter(value => typeof value === 'string')
  return several.includes(field) ? values : (values[0] ?? '')
}

/** The draft with what this page says. A question that stood on the page and was left empty is an answer: empty. */
export const withPage = (draft: ReferralDraft, page: PageName, form: Record<string, unknown>): ReferralDraft => {
  const next: ReferralDraft = { ...draft }
  for (const [step, fields] of Object.entries(pageFields[page]) as [AnswerStep, readonly string[]][]) {
    const before: Words = draft[step] ?? {}
    const now: Words = { ...before, ...Object.fromEntries(fields.map(field => [field, typed(form, field)])) }
    // These two belong to the day the answer beside them was given; a new answer is given today.
    if (step === 'why' && now.week !== before.week) delete now.weekOn
    if (step === 'consent' && !fields.includes('givenOn') && now.consent !== before.consent) delete now.givenOn
    next[step] = now
  }
  return next
}
