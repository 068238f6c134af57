import { careRoles, caseRoles, type Resources, rule } from '../../kernel/access/rules.ts'

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
  'family.likeness': {
    is: 'om to sager er samme kvinde',
    rules: [rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'family.glass_find(bytea,bytea,bytea)': 'an id within the caller’s own organisation, by a whole number she must know',
  'family.to_write_to(uuid)': 'her contact rule and phone, for those who have her case and for the system that sends',
  'family.glass_person(uuid)': 'named columns of one family, for whoever has opened it and said why, for an hour',
}
