import { careRoles, handsOnRoles, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who may what with the one holder and the one next step of a family. */
export const resources: Resources = {
  'caseload.holding': {
    is: 'hvem der har ansvaret, og hvad der sker næste gang',
    rules: [
      rule({ who: [...careRoles, 'system', 'across'], may: ['read', 'add', 'change', 'remove'], when: 'ownCase' }),
      rule({ who: ['referrer'], may: ['read', 'add', 'change', 'remove'], when: 'referralCase' }),
    ],
    counted: 'facts',
    functions: ['read', 'change'],
  },
  'caseload.turn': {
    is: 'hvem der har haft ansvaret hvornår',
    rules: [
      rule({ who: [...careRoles, 'system', 'across'], may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: ['referrer'], may: ['read', 'add'], when: 'referralCase' }),
    ],
    functions: ['read', 'add'],
  },
  'caseload.task': {
    is: 'hvad der skal gøres på en dag, uden hvorfor',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'ownCase' })],
    functions: ['read', 'add'],
    counted: 'facts',
  },
  'caseload.task_done': {
    is: 'at en opgave er gjort',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'ownCase' })],
    functions: ['read', 'add'],
    counted: 'facts',
  },
  'caseload.preference': {
    is: 'hvordan du vil have din liste vist',
    rules: [rule({ who: careRoles, may: ['read', 'add', 'change'], when: 'ownRow' })],
  },
}

export const rights: Rights = {
  'worklist.read': {
    roles: careRoles,
    touches: ['read caseload.holding', 'read family.person', 'read caseload.preference'],
    why: 'Rådgivere og koordinatorer ser egen organisations løfter, så ingen familie bliver glemt, når en kollega er væk.',
  },
  'screen.shield': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    touches: ['your own session'],
    why: 'Den, der sidder med en borger, kan skjule de andre familier.',
  },
  'family.find': {
    roles: careRoles,
    touches: ['read family.person', 'read caseload.holding', 'read caseload.turn'],
    why: 'Den, der tager telefonen, skal kunne finde den, der ringer, og sige, hvem der har ansvaret.',
  },
  'family.change': {
    roles: careRoles,
    touches: ['add family.contact_rule', 'add family.pregnancy'],
    why: 'Den, der taler med hende, skriver nye regler for kontakt og en ny termin med det samme.',
  },
  'family.same': {
    roles: careRoles,
    touches: ['read family.person', 'read family.likeness', 'add family.likeness', 'add family.contact_rule'],
    why: 'Et menneske, der kender sagerne, siger, om to af dem er samme kvinde, og kan dele dem igen.',
  },
  'family.handOver': {
    roles: careRoles,
    touches: ['change caseload.holding', 'add caseload.turn'],
    why: 'Ansvaret for en familie går fra én kollega til en anden, og historien bliver.',
  },
  'task.read': {
    roles: handsOnRoles,
    touches: ['read family.family', 'read caseload.task', 'add caseload.task_done'],
    why: 'Den, der har familien eller bad om opgaven, ser hvad der skal gøres og hvornår. Hvorfor står der ikke.',
  },
  'cpr.reveal': {
    roles: careRoles,
    touches: ['read family.person'],
    why: 'Hele CPR-nummeret vises kun, når nogen beder om det, og det bliver skrevet i loggen.',
  },
  'address.read': {
    roles: careRoles,
    touches: ['read family.address', 'read family.protection'],
    why: 'Adressen vises til den, der arbejder med familien. Er den beskyttet, kun til dem, der ved navn har fået adgang.',
  },
  'address.change': {
    roles: careRoles,
    touches: ['add family.address', 'add family.protection'],
    why: 'Den, der taler med hende, skriver adresse og beskyttelse, som hun siger det.',
  },
  'family.log': {
    roles: ['counsellor', 'coordinator'],
    touches: ['read family.person'],
    why: 'Hun har ret til at vide, hvem der har set hendes oplysninger. Den, der taler med hende, kan vise det.',
  },
  'glass.break': {
    roles: ['referrer', 'programmeLeader'],
    touches: ['add govern.break_glass', 'read govern.break_glass'],
    why: 'Når noget haster og ingen anden kan nås. Det kræver en grund, lederen får besked, og det bliver altid gennemgået.',
  },
  'staff.leave': {
    roles: ['coordinator', 'administrator'],
    touches: ['change govern.staff'],
    why: 'Den, der stopper, overdrager alle sine familier i samme skridt. Ellers kan hun ikke stoppe. Administratoren ser kun, hvor mange familier det er.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'caseload.keep_turn()': 'a trigger’s: holds a holder and a promise against the newest turn; shows nothing',
  'caseload.glass_holding(uuid)': 'who has one family, for whoever has opened it and said why, for an hour',
  'caseload.holds(uuid)': 'yes or no: whether the caller has one family of her own organisation',
  'caseload.add_task(uuid,uuid,uuid,boolean,text,date,uuid,boolean,timestamp with time zone)':
    'called by the functions of rooms above alone',
  'caseload.end_tasks(uuid,uuid,uuid,timestamp with time zone)': 'called by the functions of rooms above alone',
  'caseload.open_address(uuid,text,timestamp with time zone,timestamp with time zone)':
    'names the caller herself, when she has the family, with her reason; gives back no address',
  'caseload.related(uuid[],uuid[])': 'the system’s: who has had to do with whom, within its organisation',
  'caseload.held_by(uuid)': 'a number within the caller’s own organisation, for those who may not know which',
  'caseload.hand_over_all(uuid,uuid,text,timestamp with time zone)':
    'an administrator’s, within her own organisation; returns a number',
}
