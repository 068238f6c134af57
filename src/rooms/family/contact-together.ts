import type { ContactRule } from './store.ts'

/** Yes only where both say yes; a no in either is a no; else nobody knows. */
const both = (one: boolean | null, other: boolean | null): boolean | null =>
  one === true && other === true ? true : one === false || other === false ? false : null

const either = (one: boolean | null, other: boolean | null): boolean | null =>
  one === true || other === true ? true : one === false && other === false ? false : null

/**
 * One rule for a woman who has two: nothing is allowed that either of them closes, and hours are those that both name.
 * A file in which nobody has asked adds nothing.
 */
export const mostCareful = (one: ContactRule | null, other: ContactRule | null): ContactRule | null => {
  if (!one || !other) return one ?? other
  const named = one.bestHours.length > 0 && other.bestHours.length > 0
  const hours = named
    ? one.bestHours.filter(span => other.bestHours.includes(span))
    : [...one.bestHours, ...other.bestHours]
  // Hours that exclude each other leave none that is known to be safe.
  const noHour = named && hours.length === 0
  const mayCall = both(one.mayCall, other.mayCall)
  return {
    mayCall: noHour && mayCall ? null : mayCall,
    mayText: both(one.mayText, other.mayText),
    mayLeaveMessage: both(one.mayLeaveMessage, other.mayLeaveMessage),
    readAlong: either(one.readAlong, other.readAlong),
    aloneWhenAsked: both(one.aloneWhenAsked, other.aloneWhenAsked),
    bestHours: hours,
    language: one.language ?? other.language,
    interpreter: one.interpreter || other.interpreter,
  }
}
