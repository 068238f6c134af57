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
  'access.explain': {
    roles: ['referrer', 'counsellor', 'coordinator', 'programmeLeader', 'dataProtectionOfficer'],
    touches: ['who reaches a case'],
    why: 'Den, der har med sagen at gøre, en leder og databeskyttelsesrådgiveren kan se, hvem der har adgang og hvorfor. Siden viser ingen personer.',
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

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'govern.set_credential(uuid,text,text)': 'an administrator’s, within her own organisation; nothing can be read by it',
  'govern.has_credential(uuid)': 'an administrator’s: yes or no, within the organisation',
  'govern.move_credential()': 'a trigger: signing in follows the address of the account',
  'govern.account_by_email(text)': 'signing in, before anybody is somebody',
  'govern.may_try(text)': 'counts tries, tells nothing of the account',
  'govern.otp_used(uuid,bigint)': 'a one-time code serves once',
  'govern.link_account(text)': 'the demonstration’s links',
  'govern.sign_in(uuid,uuid,text)': 'opens a session with the role the account has today',
}
