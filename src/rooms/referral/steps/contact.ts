import { type Reading, readForm, type Words } from '../form.ts'

export const answers = ['yes', 'no', 'unknown'] as const
export type Answer = (typeof answers)[number]

export const hours = ['9-11', '11-13', '13-15', '15-17'] as const
export type Hours = (typeof hours)[number]

/** An answer that was not given is 'unknown', never a yes and never a no. */
export type Contact = {
  alone: Answer
  call: Answer
  text: Answer
  message: Answer
  hours: Hours[]
  readAlong: Answer
}

/** Tryg kontakt. Nothing here must be answered: "spring over" is an answer too. */
export function readContact(form: Words): Reading<Contact> {
  const step = readForm(form, ['alone', 'call', 'text', 'message', 'hours', 'readAlong'])
  const answer = (field: string): Answer => step.one(field, answers) ?? 'unknown'
  const contact = {
    alone: answer('alone'),
    call: answer('call'),
    text: answer('text'),
    message: answer('message'),
    hours: step.many('hours', hours) as Hours[],
    readAlong: answer('readAlong'),
  }
  return step.done(() => contact)
}

export type ContactRules = {
  mayCall: boolean
  mayText: boolean
  mayLeaveMessage: boolean
  hours: Hours[]
  /** Write time and date alone. */
  discreet: boolean
  /** Nobody knows yet what is safe: a person asks her again, alone. */
  askAgain: boolean
}

/**
 * What the answers allow. Unknown means no contact that way. Answers given while somebody else was in the room, or
 * nobody knows, are not hers to rely on: all ways stay closed until she has been asked alone.
 */
export function contactRules(contact: Contact): ContactRules {
  const hers = contact.alone === 'yes'
  // A text may be read by others; as long as nobody has asked who reads along, none is sent.
  const mayWrite = hers && contact.readAlong !== 'unknown'
  const mayCall = hers && contact.call === 'yes'
  const mayText = mayWrite && contact.text === 'yes'
  return {
    mayCall,
    mayText,
    mayLeaveMessage: mayWrite && contact.message === 'yes',
    hours: contact.hours,
    discreet: contact.readAlong !== 'no',
    askAgain: !hers || [contact.call, contact.text, contact.message, contact.readAlong].includes('unknown'),
  }
}
