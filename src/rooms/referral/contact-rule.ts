import { type ContactRule, waysOf } from '../family/index.ts'
import type { Answer, Contact, Hours } from './steps/contact.ts'
import type { Wish } from './steps/wish.ts'

const yesNo = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes')
const answerOf = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no')

/** Her answers as she gave them; what they allow is the family's to say, with `waysOf`, for every reader alike. */
export const toContactRule = (contact: Contact, wish: Pick<Wish, 'language' | 'interpreter'>): ContactRule => ({
  mayCall: yesNo(contact.call),
  mayText: yesNo(contact.text),
  mayLeaveMessage: yesNo(contact.message),
  readAlong: yesNo(contact.readAlong),
  aloneWhenAsked: yesNo(contact.alone),
  bestHours: contact.hours,
  language: wish.language,
  interpreter: wish.interpreter === 'yes',
})

/** The rule as answers, for showing and for correcting one of them. */
export const fromContactRule = (rule: ContactRule | null): Contact => ({
  alone: answerOf(rule?.aloneWhenAsked ?? null),
  call: answerOf(rule?.mayCall ?? null),
  text: answerOf(rule?.mayText ?? null),
  message: answerOf(rule?.mayLeaveMessage ?? null),
  hours: (rule?.bestHours ?? []) as Hours[],
  readAlong: answerOf(rule?.readAlong ?? null),
})

/** Nobody may call or write to her. 'unasked': she has not said so herself, so that asking her again may open a way. */
export const nobodyMayReach = (rule: ContactRule | null): 'unasked' | 'herWish' | undefined => {
  const ways = waysOf(rule)
  if (ways.call || ways.text) return undefined
  return rule?.aloneWhenAsked === true && rule.mayCall === false && rule.mayText === false ? 'herWish' : 'unasked'
}
