import type { Data } from '../../kernel/data.ts'

const hers = {
  whose: 'woman',
  keep: 'case',
  case: 'family',
  moment: 'at',
  notCopied:
    'Det, hun har fortalt under fire øjne, læses kun af dem, der ved navn har adgang. Hun får det af dem, og aldrig i en kopi, som andre kan komme til at se.',
} as const

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'safety.named': {
    ...hers,
    purpose: 'vide, hvem der ved navn kan læse en fortrolig samtale',
    columns: { staff: 'staff by', safety: 'reason', operational: 'organisation id family until at' },
  },
  'safety.screening': {
    ...hers,
    purpose: 'spørge hende, når hun er alene, og følge op på svaret',
    columns: {
      safety: 'verb from_state to_state alone words next_act next_on',
      staff: 'by',
      operational: 'organisation family person part nth at',
    },
  },
  'safety.plan': {
    ...hers,
    purpose: 'huske hendes egen plan for at komme i sikkerhed',
    columns: {
      safety: 'signs ways_out people packed',
      staff: 'by',
      operational: 'organisation family person part nth at',
    },
  },
  'safety.note': {
    ...hers,
    purpose: 'huske, hvad hun har fortalt, uden at andre kan læse det',
    columns: { safety: 'words', staff: 'by', operational: 'organisation id family person part at' },
  },
  'safety.trail': {
    ...hers,
    purpose: 'vise dem, der ved navn har adgang, hvem der har åbnet',
    columns: { staff: 'by', operational: 'organisation request what family at' },
  },
}
