import type { Data } from '../../kernel/data.ts'

const hers = {
  whose: 'woman',
  keep: 'case',
  case: 'family',
  moment: 'at',
  notCopied:
    'En underretning udleveres af den, der har skrevet den, efter en konkret vurdering: den kan handle om andre end hende.',
} as const

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'concern.notification': {
    ...hers,
    purpose: 'opfylde underretningspligten og vise, hvad der blev vurderet',
    columns: {
      case: 'about words alternatives told_on not_told',
      staff: 'staff',
      operational: 'organisation id family municipality at',
    },
  },
  'concern.step': {
    ...hers,
    purpose: 'vide, at en underretning er sendt, modtaget og besvaret',
    columns: {
      case: 'verb from_state to_state channel reference receipt_due words',
      staff: 'staff by',
      operational: 'organisation notification nth family at',
    },
  },
}
