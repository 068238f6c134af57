import type { Data } from '../../kernel/data.ts'

const hers = { whose: 'woman', keep: 'case', case: 'family' } as const

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'referral.referral': {
    ...hers,
    purpose: 'henvise hende til hjælp, som hun har sagt ja til',
    moment: 'sent_at',
    about: { child: 'child_birth_date' },
    columns: {
      health: 'due_date child_birth_date',
      contact: 'language interpreter',
      case: 'reference programme track track_reason mode reasons note consent_scope consent_form consent_oral_reason consent_given_on consent_until consent_feedback state snapshot last due promised attempts follow_up_due summary',
      staff: 'referred_by holder assigned created_by',
      operational:
        'organisation id family side other_organisation link consent agreement site version sent_at received_at contacted_at accepted_at started_at closed_at summary_at synthetic held',
    },
  },
  'referral.state': {
    ...hers,
    purpose: 'vide, hvad der er sket med henvisningen',
    moment: 'at',
    columns: {
      case: 'verb from_state to_state side reason_list reason note change after',
      staff: 'by_staff',
      operational: 'organisation referral nth family at by_organisation',
    },
  },
  'referral.urgency': {
    ...hers,
    purpose: 'tage det hastende først',
    moment: 'at',
    columns: { case: 'urgent', staff: 'by', operational: 'organisation id referral family at' },
  },
  'referral.draft': {
    whose: 'woman',
    purpose: 'gemme en henvisning, der er ved at blive skrevet',
    keep: 'draft',
    by: { column: 'referral', of: 'referral.referral', key: 'id' },
    notCopied: 'En kladde kan kun den læse, der skriver den. Det sendte står i henvisningen.',
    columns: {
      case: 'content',
      secret: 'wrapped_key',
      staff: 'staff',
      operational: 'organisation id opened_at saved_at kept_until page referral version',
    },
  },
  'referral.capacity': {
    whose: 'nobody',
    purpose: 'sige, hvor længe man venter',
    keep: 'technical',
    columns: { anonymous: 'organisation site hours free weeks at' },
  },
  'referral.pace': {
    whose: 'nobody',
    purpose: 'vide, hvor lang tid det tager at henvise',
    keep: 'technical',
    columns: { anonymous: 'organisation id day seconds' },
  },
  'referral.transition': {
    whose: 'nobody',
    purpose: 'hvad en henvisning kan blive til',
    keep: 'rules',
    columns: { operational: 'from_state verb to_state side' },
  },
}
