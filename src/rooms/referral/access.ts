import { careRoles, caseRoles, everyRole, type Resources, rule } from '../../kernel/access/rules.ts'
import type { Rights } from '../../kernel/visit.ts'

/** Who may what with a referral. Each side has its own row; the system carries what she consented to across the link. */
export const resources: Resources = {
  'referral.transition': {
    is: 'hvilke skridt en henvisning kan tage',
    rules: [rule({ who: everyRole, may: ['read'], when: 'everybody' })],
    counted: 'brobygger_statistics',
  },
  'referral.referral': {
    is: 'henvisningen',
    rules: [
      rule({ who: ['referrer'], may: ['read', 'add', 'change'], when: 'sentCase' }),
      rule({ who: careRoles, may: ['read', 'change'], when: 'receivedCase' }),
      rule({ who: ['across'], may: ['read', 'add', 'change'], when: 'ownCase' }),
    ],
    counted: 'facts',
    // Who sent it, when and under which agreement stand as they were sent. Her consent follows the consent itself; the rest
    // moves with its row.
    columns: {
      change: [
        ...['reasons', 'note', 'due_date', 'child_birth_date', 'track', 'site', 'mode', 'language', 'interpreter'],
        ...[
          'state',
          'snapshot',
          'last',
          'due',
          'promised',
          'holder',
          'assigned',
          'attempts',
          'follow_up_due',
          'version',
        ],
        ...[
          'consent',
          'consent_scope',
          'consent_form',
          'consent_oral_reason',
          'consent_given_on',
          'consent_until',
          'consent_feedback',
        ],
        ...['received_at', 'contacted_at', 'accepted_at', 'started_at', 'closed_at', 'summary', 'summary_at'],
      ],
    },
  },
  'referral.state': {
    is: 'hvad der er sket med henvisningen',
    rules: [rule({ who: caseRoles, may: ['read', 'add'], when: 'ownCase' })],
    functions: ['read'],
  },
  'referral.urgency': {
    is: 'om hun skal ses hurtigt',
    rules: [rule({ who: careRoles, may: ['read', 'add'], when: 'ownCase' })],
  },
  'referral.capacity': {
    is: 'hvor mange pladser et sted har',
    rules: [
      rule({ who: everyRole, may: ['read'], when: 'everybody' }),
      rule({ who: [...careRoles, 'system'], may: ['add', 'change'], when: 'ownHouse' }),
    ],
  },
  'referral.draft': {
    is: 'din kladde til en henvisning',
    rules: [rule({ who: ['referrer'], may: ['read', 'add', 'change', 'remove'], when: 'ownRow' })],
    functions: ['read', 'remove'],
  },
  'referral.pace': {
    is: 'hvor lang tid det tog at henvise, uden person',
    rules: [rule({ who: ['referrer'], may: ['add'], when: 'ownHouse' })],
  },
}

/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'referral.keep_correction()': 'a trigger’s: looks for the row that tells of a correction; shows nothing',
  'referral.forget_drafts(date)':
    'the system’s: removes what is past its day within its organisation; returns a number',
}

export const rights: Rights = {
  'referral.refer': {
    roles: ['referrer'],
    touches: ['read referral.draft', 'add referral.referral', 'add family.family', 'add family.person'],
    why: 'Den, der henviser, skriver henvisningen sammen med kvinden og sender den, når hun har sagt ja.',
  },
  'referral.open': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    touches: ['read referral.referral', 'read referral.state'],
    why: 'Henviseren ser det, kvinden har sagt ja til. Modtageren ser det, hun er henvist med.',
  },
  'referral.answer': {
    roles: ['referrer', 'counsellor', 'coordinator'],
    touches: ['change referral.referral', 'add referral.state'],
    why: 'Når en henvisning lukker før start, skriver den, der følger op, hvad der kom ud af det.',
  },
  'referral.receive': {
    roles: careRoles,
    touches: ['read referral.referral', 'change referral.referral', 'add referral.state'],
    why: 'Den, der tager imod, ringer til hende, afgør, hvad der skal ske, og skriver det med det samme.',
  },
  'referral.assign': {
    roles: ['coordinator', 'counsellor'],
    touches: ['read referral.referral', 'change referral.referral', 'read referral.urgency'],
    why: 'Den, der fordeler, ser, hvem der venter, og hvem der har plads, så ingen bliver sprunget over.',
  },
}
