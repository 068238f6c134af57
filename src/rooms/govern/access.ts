import { everyRole, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who looks through emergencies and samples; none of them by that sees a family. */
const watchers = ['dataProtectionOfficer', 'programmeLeader', 'coordinator', 'administrator'] as const

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
  'govern.break_glass': {
    is: 'hvem der har brugt nødadgang, hvornår og hvorfor',
    case: '"case"',
    rules: [
      rule({ who: ['referrer', 'programmeLeader'], may: ['add'], when: 'ownRow' }),
      rule({ who: ['referrer'], may: ['read'], when: 'ownRow' }),
      rule({ who: [...watchers, 'system'], may: ['read'], when: 'ownHouse' }),
    ],
    functions: ['read'],
  },
  'govern.sample': {
    is: 'opslag udtrukket til stikprøve',
    case: '"case"',
    rules: [
      rule({ who: watchers, may: ['read'], when: 'ownHouse' }),
      rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' }),
    ],
  },
  'govern.sample_week': {
    is: 'at ugens stikprøve er udtrukket',
    rules: [rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' })],
  },
  'govern.review': {
    is: 'hvad gennemgangen af et opslag viste',
    staff: 'by',
    rules: [
      rule({ who: watchers, may: ['read'], when: 'ownHouse' }),
      rule({ who: watchers, may: ['add'], when: 'ownRow' }),
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
  'control.review': {
    roles: watchers,
    touches: ['read govern.break_glass', 'read govern.sample', 'read govern.review', 'add govern.review'],
    why: 'Databeskyttelsesrådgiveren og lederen gennemgår nødadgang og tilfældige opslag. Siderne viser hvem og hvornår, ikke hvem familien er.',
  },
  'control.affected': {
    roles: ['dataProtectionOfficer'],
    touches: ['read kernel.audit', 'read govern.staff'],
    why: 'Ved et brud skal databeskyttelsesrådgiveren hurtigt kunne sige, hvis oplysninger det rammer. Familierne står som numre.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'govern.through_glass(uuid)': 'yes or no about the caller’s own emergency access',
  'govern.set_credential(uuid,text,text)': 'an administrator’s, within her own organisation; nothing can be read by it',
  'govern.has_credential(uuid)': 'an administrator’s: yes or no, within the organisation',
  'govern.move_credential()': 'a trigger: signing in follows the address of the account',
  'govern.account_by_email(text)': 'signing in, before anybody is somebody',
  'govern.may_try(text)': 'counts tries, tells nothing of the account',
  'govern.otp_used(uuid,bigint)': 'a one-time code serves once',
  'govern.link_account(text)': 'the demonstration’s links',
  'govern.sign_in(uuid,uuid,text)': 'opens a session with the role the account has today',
}
