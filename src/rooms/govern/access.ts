import {
  careRoles,
  caseRoles,
  enteredRoles,
  everyRole,
  type Resources,
  rule,
  staffRoles,
} from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who looks through emergencies and samples; none of them by that sees a family. */
const watchers = ['dataProtectionOfficer', 'programmeLeader', 'coordinator', 'administrator'] as const

/** Whoever sits with a woman: she hears the yes, and writes it down. */
const witnessRoles = ['referrer', ...careRoles] as const

/** Who may what with organisations, staff and rosters, and with what a woman has said yes to. */
export const resources: Resources = {
  'govern.consent': {
    is: 'hvad hun har sagt ja til',
    rules: [
      rule({ who: caseRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: witnessRoles, may: ['add'], when: 'ownCase' }),
      rule({ who: careRoles, may: ['read'], when: 'linked' }),
    ],
    functions: ['read'],
  },
  'govern.consent_end': {
    is: 'at hun har trukket et samtykke tilbage',
    rules: [
      rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: careRoles, may: ['read'], when: 'linked' }),
    ],
    functions: ['read'],
  },
  'govern.consent_decision': {
    is: 'hvad der er besluttet om et samtykke, der udløber',
    rules: [rule({ who: witnessRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'govern.disclosure': {
    is: 'hvad der er givet videre uden hendes samtykke',
    rules: [
      rule({ who: witnessRoles, may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.disclosure_told': {
    is: 'at hun har fået at vide, hvad der er givet videre',
    rules: [
      rule({ who: witnessRoles, may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.exchange': {
    is: 'møder, hvor kommunens egne udveksler oplysninger',
    rules: [rule({ who: witnessRoles, may: ['read', 'add'], when: 'ownCase' })],
    functions: ['read'],
  },
  'govern.organisation': {
    is: 'organisationernes navne',
    rules: [rule({ who: enteredRoles, may: ['read'], when: 'everybody' })],
    functions: ['read'],
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
      rule({ who: enteredRoles, may: ['read'], when: 'ownHouse' }),
      rule({ who: ['administrator'], may: ['add'], when: 'ownHouse' }),
      rule({ who: ['administrator', 'coordinator'], may: ['change'], when: 'ownHouse' }),
    ],
    functions: ['read'],
  },
  'govern.roster': {
    is: 'vagtplanen',
    rules: [
      rule({
        who: ['referrer', 'counsellor', 'coordinator', 'administrator', 'system', 'across'],
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
        who: ['referrer', 'counsellor', 'coordinator', 'administrator', 'system', 'across'],
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
    functions: ['read', 'add', 'change', 'remove'],
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
    functions: ['read', 'add', 'change', 'remove'],
    keeper: [],
    closed: 'Kun funktionen, der tæller forsøg, bruger dem.',
  },
  'govern.staff_role': {
    is: 'roller, der er givet fra og til',
    rules: [rule({ who: ['administrator'], may: ['read', 'add', 'change'], when: 'ownHouse' })],
    functions: ['read'],
  },
  'govern.access_event': {
    is: 'hvad der er sket med en adgang',
    rules: [],
    functions: ['read', 'add'],
    closed: 'Læses gennem access_events: af en selv, og af administratoren uden arbejdstider.',
  },
  'govern.workplace_identity': {
    is: 'hvem en medarbejder er hos sin arbejdsplads’ login',
    rules: [],
    functions: ['read', 'add', 'change'],
    closed: 'Kun funktionerne til at logge ind og binde læser dem.',
  },
  'govern.passkey': {
    is: 'adgangsnøgler, den offentlige del',
    rules: [],
    functions: ['read', 'add', 'change'],
    closed: 'Kun funktionerne til at logge ind og til egne nøgler læser dem.',
  },
  'govern.invitation': {
    is: 'invitationer til at logge ind; linket selv står intet sted',
    rules: [],
    functions: ['read', 'add', 'change'],
    closed: 'Kun funktionerne til at invitere og tage imod læser dem.',
  },
  'govern.ceremony': {
    is: 'login, der er i gang i én browser',
    rules: [],
    functions: ['read', 'add', 'remove'],
    keeper: [],
    closed: 'Gives tilbage én gang, til den browser, der begyndte.',
  },
  'govern.known_device': {
    is: 'browsere, en medarbejder har logget ind i',
    rules: [],
    functions: ['read', 'add', 'change', 'remove'],
    closed: 'Kun funktionen, der tæller forsøg, læser dem.',
  },
  'govern.known_network': {
    is: 'netværk, en medarbejder har logget ind fra, som tal uden nøgle',
    rules: [],
    functions: ['read', 'add', 'change', 'remove'],
    closed: 'Kun funktionen, der tæller forsøg, læser dem.',
  },
  'govern.citizen': {
    is: 'borgere, der har logget ind: MitID’s eget nummer for dem og intet andet',
    rules: [],
    functions: ['read', 'add'],
    closed: 'Kun funktionen til at logge ind læser dem.',
  },
  'govern.subject_request': {
    is: 'hvad hun har bedt om med sine oplysninger',
    rules: [
      rule({ who: careRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: ['coordinator'], may: ['add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.subject_answer': {
    is: 'hvad der er svaret hende',
    rules: [
      rule({ who: careRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: ['coordinator'], may: ['add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.case_mark': {
    is: 'at brugen af sagen er begrænset, eller at den ikke må slettes',
    rules: [
      rule({ who: caseRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: ['coordinator'], may: ['add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer', 'system'], may: ['read'], when: 'ownHouse' }),
    ],
    functions: ['read'],
  },
  'govern.subject_copy': {
    is: 'hvem der har hentet en kopi af hendes oplysninger',
    rules: [
      rule({ who: ['coordinator'], may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.erasure_order': {
    is: 'at nogen har besluttet at slette sagen',
    rules: [
      rule({ who: careRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: ['coordinator'], may: ['add'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.retention_due': {
    is: 'sager, hvis tid er gået',
    rules: [
      rule({ who: ['coordinator'], may: ['read'], when: 'ownCase' }),
      rule({ who: ['dataProtectionOfficer'], may: ['read'], when: 'ownHouse' }),
    ],
  },
  'govern.retention': {
    is: 'organisationens egne frister for sletning',
    rules: [rule({ who: [...careRoles, 'dataProtectionOfficer'], may: ['read'], when: 'ownHouse' })],
  },
  'govern.erasure': {
    is: 'at noget er slettet, og ikke hvem det var',
    rules: [rule({ who: ['coordinator', 'dataProtectionOfficer'], may: ['read'], when: 'ownHouse' })],
  },
}

export const rights: Rights = {
  'consent.read': {
    roles: witnessRoles,
    touches: ['read govern.consent', 'read govern.consent_end', 'read govern.disclosure', 'read govern.exchange'],
    why: 'Den, der arbejder med familien, ser, hvad hun har sagt ja til, og hvor længe det gælder.',
  },
  'consent.write': {
    roles: witnessRoles,
    touches: ['add govern.consent', 'add govern.consent_end', 'add govern.consent_decision'],
    why: 'Den, der hører hende sige ja eller trække det tilbage, skriver det med det samme og står som vidne.',
  },
  'consent.without': {
    roles: witnessRoles,
    touches: ['add govern.disclosure', 'add govern.disclosure_told'],
    why: 'Når loven åbner for at give noget videre uden hendes samtykke. Det kræver paragraf og begrundelse, og databeskyttelsesrådgiveren ser det.',
  },
  'consent.exchange': {
    roles: witnessRoles,
    touches: ['read govern.exchange', 'add govern.exchange'],
    why: 'Kommunens egne må mødes om et barn én gang og følge op én gang. Regioner og foreninger er ikke med.',
  },
  'consent.watch': {
    roles: ['dataProtectionOfficer'],
    touches: ['read govern.disclosure', 'read govern.disclosure_told'],
    why: 'Databeskyttelsesrådgiveren ser hver gang noget er givet videre uden samtykke. Familierne står som numre.',
  },
  'subject.answer': {
    roles: ['coordinator'],
    touches: [
      'read govern.subject_request',
      'add govern.subject_request',
      'add govern.subject_answer',
      'add govern.case_mark',
      'add govern.subject_copy',
      'add govern.erasure_order',
    ],
    why: 'Koordinatoren svarer familien for den organisation, der har ansvaret for oplysningerne, og henter kopien til hende.',
  },
  'subject.oversee': {
    roles: ['dataProtectionOfficer'],
    touches: [
      'read govern.subject_request',
      'read govern.subject_answer',
      'read govern.retention_due',
      'read govern.erasure',
    ],
    why: 'Databeskyttelsesrådgiveren ser, om der svares i tide, og hvad der slettes. Familierne står som numre.',
  },
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
    touches: [
      'add govern.staff',
      'change govern.staff',
      'add govern.roster',
      'remove govern.roster',
      'read govern.staff_role',
      'add govern.staff_role',
      'change govern.staff_role',
    ],
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
  'access.own': {
    roles: [...staffRoles, 'unchosen'],
    touches: ['your own access'],
    why: 'Enhver ser, hvor hun selv er logget ind og med hvad, og kan ende det. Siderne viser ingen familier.',
  },
  'role.choose': {
    roles: [...staffRoles, 'unchosen'],
    touches: ['your own roles'],
    why: 'Den, der har flere roller, siger selv, hvilken hun er i. En rolle, der ikke er begyndt eller er forbi, kan ikke vælges.',
  },
}

export { definers } from './definers.ts'
