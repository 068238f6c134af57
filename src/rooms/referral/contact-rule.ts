import type { ContactRule } from '../family/index.ts'
import { type Answer, type Contact, contactRules, type Hours } from './steps/contact.ts'
import type { Wish } from './steps/wish.ts'

const yesNo = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes')
const answerOf = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no')

/**
 * Her answers as the family's contact rule. A yes that may not be relied on, because others listened or nobody asked who
 * reads along, is kept as "not asked": whoever reads the rule cannot take it for a yes.
 */
export function toContactRule(contact: Contact, wish: Pick<Wish, 'language' | 'interpreter'>): ContactRule {
  const may = contactRules(contact)
  const only = (allowed: boolean, answer: Answer) => (answer === 'no' ? false : allowed ? true : null)
  return {
    mayCall: only(may.mayCall, contact.call),
    mayText: only(may.mayText, contact.text),
    mayLeaveMessage: only(may.mayLeaveMessage, contact.message),
    readAlong: yesNo(contact.readAlong),
    aloneWhenAsked: yesNo(contact.alone),
    bestHours: contact.hours,
    language: wish.language,
    interpreter: wish.interpreter === 'yes',
  }
}

/** The rule as answers, for showing and for correcting one of them. */
export const fromContactRule = (rule: ContactRule | null): Contact => ({
  alone: answerOf(rule?.aloneWhenAsked ?? null),
  call: answerOf(rule?.mayCall ?? null),
  text: answerOf(rule?.mayText ?? null),
  message: answerOf(rule?.mayLeaveMessage ?? null),
  hours: (rule?.bestHours ?? []) as Hours[],
  readAlong: answerOf(rule?.readAlong ?? null),
})
