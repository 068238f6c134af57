import type { Data } from '../../kernel/data.ts'

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'family.family': {
    whose: 'woman',
    purpose: 'vide, at familien er kendt her',
    keep: 'case',
    case: 'id',
    moment: 'opened_at',
    columns: { operational: 'organisation id site opened_at synthetic version' },
  },
  'family.person': {
    whose: 'woman',
    purpose: 'kende den, der skal have hjælp, og ringe til den rette',
    keep: 'case',
    case: 'family',
    partOf: { column: 'part', parts: { pregnant: 'woman', partner: 'partner', child: 'child' } },
    columns: {
      identifier: 'name cpr birth_date',
      contact: 'phone',
      secret: 'wrapped_key cpr_index birth_index phone_index name_index',
      operational: 'organisation id family part synthetic version',
    },
  },
  'family.pregnancy': {
    whose: 'woman',
    purpose: 'give hjælpen på det rette tidspunkt, og stoppe den ved tab',
    keep: 'case',
    case: 'family',
    moment: 'set_at',
    columns: { health: 'due_date born_on lost_on', staff: 'set_by', operational: 'organisation id family set_at' },
  },
  'family.contact_rule': {
    whose: 'woman',
    purpose: 'nå hende, som hun har sagt, og ikke på andre måder',
    keep: 'case',
    case: 'family',
    moment: 'set_at',
    columns: {
      contact: 'may_call may_text may_leave_message read_along best_hours language interpreter',
      safety: 'alone_when_asked',
      staff: 'set_by',
      operational: 'organisation id family set_at',
    },
  },
  'family.likeness': {
    whose: 'woman',
    purpose: 'vide, om to sager er samme kvinde',
    keep: 'case',
    case: 'family',
    also: 'other_family',
    moment: 'decided_at',
    columns: {
      case: 'same reason',
      staff: 'decided_by',
      operational: 'organisation id family other_family decided_at',
    },
  },
  'family.address': {
    whose: 'woman',
    purpose: 'vide, hvor hun bor',
    keep: 'case',
    case: 'family',
    moment: 'set_at',
    columns: {
      contact: 'address municipality',
      secret: 'wrapped_key',
      staff: 'set_by',
      operational: 'organisation id family set_at',
    },
  },
  'family.hidden_address': {
    whose: 'woman',
    purpose: 'kunne finde hende, når hendes adresse er beskyttet',
    keep: 'case',
    case: 'family',
    moment: 'set_at',
    notCopied:
      'En beskyttet adresse skrives ikke ud. Hun kender den, og den, der ved navn har adgang, kan vise hende den.',
    columns: {
      safety: 'address municipality',
      secret: 'wrapped_key',
      staff: 'set_by',
      operational: 'organisation id family set_at',
    },
  },
  'family.protection': {
    whose: 'woman',
    purpose: 'holde en beskyttet adresse skjult, og se efter hvert år',
    keep: 'case',
    case: 'family',
    moment: 'set_at',
    columns: {
      safety: 'kind from_on until_on review_on',
      staff: 'set_by',
      operational: 'organisation id family set_at',
    },
  },
  'family.address_named': {
    whose: 'woman',
    purpose: 'vide, hvem der ved navn kan se en beskyttet adresse',
    keep: 'case',
    case: 'family',
    moment: 'at',
    notCopied: 'Hvem der kan se adressen, er medarbejdernes navne. Hvem der har set den, står i hendes log.',
    columns: { staff: 'staff reason by', operational: 'organisation id family until at' },
  },
}
