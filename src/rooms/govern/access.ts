import { everyRole, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who may what with organisations, staff and rosters. There is no family in any of them. */
export const resources: Resources = {
  'govern.organisation': {
    is: 'organisationernes navne',
    rules: [rule({ who: everyRole, may: ['read'], when: 'everybody' })],
    counted: 'brobygger_statistics',
  },
  'govern.site': {
    is: 'stederne, hvor familier mødes',
    rules: [rule({ who: everyRole, may: ['read'], when: 'everybody' })],
    counted: 'brobygger_statistics',
  },
  'govern.staff': {
    is: 'medarbejdere',
    rules: [
      rule({ who: everyRole, may: ['read'], when: 'ownHouse' }),
      rule({ who: ['administrator'], may: ['add'], when: 'ownHouse' }),
      rule({ who: ['administrator', 'coordinator'], may: ['change'], when: 'ownHouse' }),
    ],
    functions: ['read'],
  },
  'govern.roster': {
    is: 'vagtplanen',
    rules: [
      rule({
        who: ['referrer', 'counsellor', 'coordinator', 'administrator', 'system'],
        may: ['read'],
        when: 'ownHouse',
      }),
      rule({ who: ['administrator'], may: ['add', 'remove'], when: 'ownHouse' }),
    ],
  },
  'govern.absence': {
    is: 'fravær og afløsere',
    rules: [
      rule({
        who: ['referrer', 'counsellor', 'coordinator', 'administrator', 'system'],
        may: ['read'],
        when: 'ownHouse',
      }),
      rule({ who: ['coordinator'], may: ['add', 'change', 'remove'], when: 'ownHouse' }),
      rule({ who: ['counsellor'], may: ['add', 'change', 'remove'], when: 'ownRow' }),
    ],
  },
  'govern.credential': {
    is: 'adgangskoder og engangskoder',
    rules: [],
    functions: ['read', 'add', 'change'],
    closed: 'Kun funktionerne til at logge ind læser dem.',
  },
  'govern.sign_in_link': {
    is: 'links til at logge ind i demonstrationen',
    rules: [],
    functions: ['read'],
    closed: 'Kun funktionerne til at logge ind læser dem.',
  },
  'govern.sign_in_try': {
    is: 'forsøg på at logge ind',
    rules: [],
    functions: ['read', 'add'],
    keeper: [],
    closed: 'Kun funktionen, der tæller forsøg, bruger dem.',
  },
}

export const rights: Rights = {
  'absence.plan': {
    roles: ['counsellor', 'coordinator'],
    touches: ['read govern.absence', 'add govern.absence', 'remove govern.absence'],
    why: 'Den, der skal være væk, siger det selv, eller koordinatoren gør det. Hver dag får en afløser med navn.',
  },
  'staff.read': {
    roles: ['administrator', 'coordinator'],
    touches: ['read govern.staff', 'read govern.roster'],
    why: 'Administratoren ansætter, og koordinatoren fordeler. Ingen af siderne viser en familie.',
  },
  'staff.change': {
    roles: ['administrator'],
    touches: ['add govern.staff', 'change govern.staff', 'add govern.roster', 'remove govern.roster'],
    why: 'Kun administratoren opretter medarbejdere og giver adgang. Hun ser selv ingen familier.',
  },
}
