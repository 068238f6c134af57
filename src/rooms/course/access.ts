import { careRoles, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/**
 * Who may what with a course: the house that gives the help, and nobody else. The referrer has no line here: she sees
 * that the help is under way, and the summary the woman approved.
 */
export const resources: Resources = {
  'course.course': {
    is: 'forløbet',
    rules: [
      rule({ who: careRoles, may: ['read', 'add', 'change'], when: 'ownCase' }),
      // The system moves the appointments of a colleague who has left. It reads no note.
      rule({ who: ['system'], may: ['read', 'change'], when: 'ownCase' }),
    ],
    counted: 'facts',
    columns: { change: ['state', 'version', 'track', 'cap', 'ended_at', 'end_reason'] },
  },
  'course.state': {
    is: 'hvad der er sket med forløbet',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.session': {
    is: 'aftaler om samtaler',
    rules: [
      rule({ who: careRoles, may: ['read', 'add', 'change'], when: 'ownCase' }),
      rule({ who: ['system'], may: ['read', 'change'], when: 'ownCase' }),
    ],
    counted: 'facts',
    // When and where stand as they were agreed: an appointment that is moved is a new one.
    columns: { change: ['state', 'version', 'counsellor'] },
  },
  'course.session_state': {
    is: 'om en samtale blev holdt',
    rules: [rule({ who: [...careRoles, 'system'], may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.record': {
    is: 'notater fra samtaler',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.agreed_step': {
    is: 'aftalte skridt',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.step_result': {
    is: 'hvordan det gik med et skridt',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.end_report': {
    is: 'slutrapporten',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'course.draft': {
    is: 'din kladde til et notat eller en slutrapport',
    rules: [rule({ who: careRoles, may: ['read', 'add', 'change', 'remove'], when: 'ownDraft' })],
  },
}

export const rights: Rights = {
  'course.read': {
    roles: careRoles,
    touches: ['read course.course', 'read course.session', 'read course.record', 'read course.end_report'],
    why: 'Rådgivere og koordinatorer i samme organisation kan læse forløbet. Hver læsning bliver skrevet i loggen.',
  },
  'course.write': {
    roles: careRoles,
    touches: ['add course.state', 'add course.session', 'add course.record', 'add course.end_report'],
    why: 'Rådgivere og koordinatorer i samme organisation holder samtaler, flytter aftaler og skriver slutrapport.',
  },
  'course.start': {
    roles: careRoles,
    touches: ['read referral.referral', 'add course.course', 'add course.state'],
    why: 'Et forløb begynder med en henvisning, som er kommet hertil, og hos den, der har sagt ja til hende.',
  },
  'course.calendar': {
    roles: careRoles,
    touches: ['read course.session'],
    why: 'Rådgivere og koordinatorer ser ugens samtaler i deres egen organisation.',
  },
}
