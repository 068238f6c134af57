import { careRoles, caseRoles, handsOnRoles, type Resources, rule } from '../../kernel/access/rules.ts'

/** Who may what with a family's file at its own organisation. Whoever sees no cases has no line here. */
export const resources: Resources = {
  'family.family': {
    is: 'at familien er kendt her',
    case: 'id',
    rules: [
      rule({ who: caseRoles, may: ['read'], when: 'ownCase' }),
      rule({ who: caseRoles, may: ['add', 'change'], when: 'newCase' }),
    ],
  },
  'family.person': {
    is: 'hendes, partnerens og barnets navn, CPR-nummer og telefon',
    rules: [
      rule({ who: caseRoles, may: ['read', 'add', 'change'], when: 'ownCase' }),
      rule({ who: careRoles, may: ['read'], when: 'consented', consent: 'identity' }),
    ],
    functions: ['read'],
  },
  'family.pregnancy': {
    is: 'termin, fødsel og tab',
    rules: [
      rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: careRoles, may: ['read'], when: 'consented', consent: 'pregnancy' }),
    ],
    functions: ['read'],
  },
  'family.contact_rule': {
    is: 'hvordan hun må kontaktes',
    rules: [
      rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' }),
      rule({ who: careRoles, may: ['read'], when: 'consented', consent: 'contact' }),
    ],
    functions: ['read'],
  },
  'family.address': {
    is: 'hvor hun bor, når adressen ikke er beskyttet',
    rules: [rule({ who: careRoles, may: ['read', 'add', 'change'], when: 'ownCase' })],
    functions: ['read', 'remove'],
  },
  'family.hidden_address': {
    is: 'hvor hun bor, når adressen er beskyttet',
    rules: [rule({ who: careRoles, may: ['read', 'add', 'change'], when: 'named' })],
    compartment: 'address',
    functions: ['read', 'add', 'remove'],
  },
  'family.protection': {
    is: 'at hendes adresse er beskyttet, og til hvornår',
    rules: [rule({ who: handsOnRoles, may: ['read', 'add'], when: 'ownCase' })],
    functions: ['read'],
  },
  'family.address_named': {
    is: 'hvem der ved navn kan se en beskyttet adresse',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'named' })],
    compartment: 'address',
    functions: ['add'],
  },
  'family.likeness': {
    is: 'om to sager er samme kvinde',
    rules: [rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'family.glass_find(bytea,bytea,bytea)': 'an id within the caller’s own organisation, by a whole number she must know',
  'family.keep_named()': 'a trigger: who is named for the address',
  'family.move_address()': 'a trigger: an address goes where the protection says, in the same moment',
  'family.name_for_address(uuid,uuid,uuid,text,timestamp with time zone,timestamp with time zone)':
    'called by the caseload alone, for whoever has the family',
  'family.glass_person(uuid)': 'named columns of one family, for whoever has opened it and said why, for an hour',
}
