import { handsOnRoles, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/**
 * Who may what with what she tells under four eyes: those who are named for her, and nobody else. No line for whoever
 * leads, administers or watches over data, for the system, or for anybody over a link; an emergency opens nothing here.
 */
export const resources: Resources = {
  'safety.named': {
    is: 'hvem der ved navn kan læse en fortrolig samtale',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'safety',
    functions: ['add'],
  },
  'safety.screening': {
    is: 'hvad hun har svaret i en fortrolig samtale',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'safety',
    functions: ['read'],
  },
  'safety.plan': {
    is: 'hendes egen plan fra en fortrolig samtale',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'safety',
  },
  'safety.note': {
    is: 'notater fra en fortrolig samtale',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'safety',
  },
  'safety.trail': {
    is: 'hvem der har åbnet en fortrolig samtale',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'safety',
  },
}

export const rights: Rights = {
  'safety.open': {
    roles: handsOnRoles,
    touches: ['the families you hold'],
    why: 'Den, der har ansvaret for hende, kan begynde en fortrolig samtale.',
  },
  'safety.read': {
    roles: handsOnRoles,
    touches: ['read safety.screening', 'read safety.plan', 'read safety.note', 'read safety.named'],
    why: 'En fortrolig samtale læses kun af dem, der ved navn har fået adgang: af den, der har ansvaret, eller af den, der har talt med hende.',
  },
  'safety.write': {
    roles: handsOnRoles,
    touches: ['add safety.screening', 'add safety.plan', 'add safety.note', 'add safety.named'],
    why: 'Den, der ved navn har adgang, skriver efter en fortrolig samtale.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'safety.keep_named()': 'a trigger: who is named for her',
  'safety.open(uuid,timestamp with time zone,timestamp with time zone)':
    'names the caller herself, when she has the family; the same answer whether something is written or not',
  'safety.door(uuid)': 'whether the caller herself is named or has the family; nothing of what is behind',
  'safety.advise(uuid,text)': 'yes or no without why, and yes also when nobody has asked her',
  'safety.after_loss(uuid,date,timestamp with time zone)': 'gives nothing back; leaves a task that does not tell why',
}
