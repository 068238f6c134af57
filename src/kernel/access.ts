import { caseRoles, enteredRoles, everyRole, handsOnRoles, type Resources, rule, staffRoles } from './access/rules.ts'

/** Who may what with the kernel's own tables. */
export const resources: Resources = {
  'kernel.session': {
    is: 'hvem der er logget ind',
    rules: [],
    functions: ['read', 'add', 'change'],
    keeper: [],
    closed: 'Kun funktionerne kan læse en session.',
  },
  'kernel.citizen_session': {
    is: 'hvilke borgere der er logget ind',
    rules: [],
    functions: ['read', 'add', 'change'],
    keeper: [],
    closed: 'Kun funktionerne kan læse en session.',
  },
  'kernel.access': {
    is: 'hvilken organisation der når hvilken sag',
    case: '"case"',
    rules: [rule({ who: [...caseRoles, 'system'], may: ['read'], when: 'reach' })],
    functions: ['read', 'add', 'change', 'remove'],
  },
  'kernel.named': {
    is: 'hvem der ved navn kan åbne et aflukke i en sag',
    case: '"case"',
    rules: [rule({ who: handsOnRoles, may: ['read'], when: 'ownRow' })],
    functions: ['read', 'add', 'change'],
  },
  'kernel.link': {
    is: 'at to organisationer har en sag om samme henvisning',
    case: '"case"',
    rules: [rule({ who: ['referrer', 'counsellor', 'coordinator'], may: ['read'], when: 'linked' })],
    functions: ['read', 'add'],
  },
  'kernel.audit': {
    is: 'loggen over, hvem der har set og skrevet hvad',
    rules: [
      rule({ who: enteredRoles, may: ['add'], when: 'ownRow' }),
      rule({ who: ['dataProtectionOfficer', 'system'], may: ['read'], when: 'ownHouse' }),
    ],
    functions: ['read', 'add', 'change'],
    keeper: ['read', 'add'],
  },
  'kernel.seal': {
    is: 'segl over loggen',
    rules: [rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' })],
    keeper: ['read', 'add'],
  },
  'kernel.subject': {
    is: 'det salt, der skjuler en person i loggens segl',
    rules: [rule({ who: ['system'], may: ['read', 'add'], when: 'ownHouse' })],
    functions: ['read', 'remove'],
    keeper: ['read'],
  },
  'kernel.outbox': {
    is: 'nyheder på vej ud, kun numre',
    rules: [
      rule({ who: everyRole, may: ['add'], when: 'ownHouse' }),
      rule({ who: ['system'], may: ['read', 'change'], when: 'ownHouse' }),
    ],
    functions: ['read', 'change'],
  },
  'kernel.form': {
    is: 'kvittering for en formular, så den kun virker én gang',
    rules: [
      rule({ who: [...staffRoles, 'unchosen'], may: ['read', 'add', 'change', 'remove'], when: 'ownRow' }),
      rule({ who: ['system'], may: ['read', 'remove'], when: 'ownHouse' }),
    ],
  },
  'kernel.key_check': {
    is: 'et ord, der kun åbnes af den rette nøgle',
    rules: [],
    keeper: ['read', 'add', 'change'],
    closed: 'Kun vedligeholdelsen ser efter, om nøglen er den rette.',
  },
  'kernel.key_ring': {
    is: 'rødderne til organisationernes nøgler, låst med hovednøglen',
    rules: [],
    closed: 'Kun vedligeholdelsen henter og skifter nøgler.',
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'kernel.me()': 'resolves the opaque token in the session table nobody may read',
  'kernel.house(text[])': 'one column of me(), for policies, when her role is among those named',
  'kernel.reach_of(uuid)': 'who reaches a case, told to its own house alone and without a word about the family',
  'kernel.my_organisation()': 'one column of me(), for policies',
  'kernel.my_staff()': 'one column of me(), for policies',
  'kernel.case_organisation()': 'one column of me(), for policies',
  'kernel.case_limit()': 'one column of me(), for policies',
  'kernel.enter()': 'me(), and keeps the session alive',
  'kernel.open_session(text,uuid,uuid,text,uuid[],integer)': 'called by govern.sign_in alone',
  'kernel.close_session(text)': 'whoever holds the token may end it',
  'kernel.own_case()': 'a trigger: the maker of a case reaches it',
  'kernel.name_for(uuid,uuid,uuid,text,timestamp with time zone)':
    'called by triggers and functions of the rooms alone; the pages may not',
  'kernel.join_cases(uuid,uuid,uuid)': 'makes a link from a case the caller has to a new number at the other side',
  'kernel.make_audit_months(integer)': 'makes empty months of the trail and nothing else',
  'kernel.forget_subject(uuid,uuid,uuid)': 'the keeper’s alone: a forgotten person’s id gives way to its commitment',
  'kernel.log_of(uuid)': 'days, roles and purposes for one case, for a counsellor or coordinator whose house has it',
  'kernel.my_role()': 'one column of me(), for policies',
  'kernel.shield(boolean)': 'changes the caller’s own session alone',
  'kernel.open_staff_session(text,uuid,uuid,text,uuid[],timestamp with time zone,integer,text,text,boolean,text)':
    'called by govern.sign_in alone',
  'kernel.act_as(uuid,text,uuid[],timestamp with time zone)': 'called by govern.choose_role alone',
  'kernel.end_sessions(uuid,uuid,text,timestamp with time zone)': 'called by triggers and functions of govern alone',
  'kernel.my_sessions()': 'the caller’s own sessions',
  'kernel.end_my_session(uuid)': 'one of the caller’s own sessions',
  'kernel.close_all_sessions(text)': 'whoever holds the token may end all of its owner’s',
  'kernel.open_citizen_session(text,uuid,text,integer,timestamp with time zone)':
    'called by govern.citizen_sign_in alone',
  'kernel.this_citizen()': 'resolves a citizen’s opaque token',
  'kernel.enter_citizen()': 'this_citizen(), and keeps the session alive',
  'kernel.close_citizen_session(text)': 'whoever holds the token may end it',
}
