import type { Data } from '../../kernel/data.ts'

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'caseload.holding': {
    whose: 'woman',
    purpose: 'vide, hvem der har familien nu, og hvad næste skridt er',
    keep: 'case',
    case: 'family',
    open: true,
    moment: 'since',
    columns: {
      case: 'stage step due due_at track',
      staff: 'holder holder_may',
      operational: 'organisation family subject subject_id site since version',
    },
  },
  'caseload.turn': {
    whose: 'woman',
    purpose: 'vide, hvem der har haft familien hvornår',
    keep: 'case',
    case: 'family',
    moment: 'at',
    columns: {
      case: 'step due reason',
      staff: 'holder by',
      operational: 'organisation id family subject subject_id at',
    },
  },
  'caseload.preference': {
    whose: 'staff',
    purpose: 'huske, hvordan en medarbejder vil se sin liste',
    keep: 'staff',
    columns: { staff: 'staff initials', operational: 'organisation at' },
  },
  'caseload.task': {
    whose: 'woman',
    purpose: 'huske, hvad der skal gøres for familien ved siden af det næste skridt',
    keep: 'case',
    case: 'family',
    moment: 'made_at',
    columns: {
      case: 'kind due',
      staff: 'staff made_by',
      operational: 'organisation id family about also by_hand made_at',
    },
  },
  'caseload.task_done': {
    whose: 'woman',
    purpose: 'vide, hvornår en opgave blev gjort',
    keep: 'case',
    case: 'family',
    moment: 'at',
    columns: { staff: 'by', operational: 'organisation task family at' },
  },
}
