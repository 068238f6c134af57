import type { Data } from '../../kernel/data.ts'

const hers = { whose: 'woman', keep: 'case', case: 'family' } as const

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'course.course': {
    ...hers,
    purpose: 'føre forløbet efter den aftale, det begyndte under',
    moment: 'started_at',
    columns: {
      case: 'programme track cap state end_reason',
      staff: 'started_by',
      operational: 'organisation id family referral agreement site started_at ended_at version synthetic held',
    },
  },
  'course.state': {
    ...hers,
    purpose: 'vide, hvad der er sket med forløbet',
    moment: 'at',
    columns: {
      case: 'verb from_state to_state reason note track cap',
      staff: 'by',
      operational: 'organisation course nth family at',
    },
  },
  'course.session': {
    ...hers,
    purpose: 'aftale samtaler',
    moment: 'planned_at',
    columns: {
      case: 'planned_from planned_to mode room interpreter state',
      staff: 'counsellor planned_by',
      operational: 'organisation id family course site replaces planned_at version',
    },
  },
  'course.session_state': {
    ...hers,
    purpose: 'vide, hvad der er sket med en samtale',
    moment: 'at',
    columns: {
      case: 'verb from_state to_state reason note',
      staff: 'by counsellor',
      operational: 'organisation session nth family at',
    },
  },
  'course.record': {
    ...hers,
    purpose: 'huske, hvad der blev talt om, så hun ikke skal sige det igen',
    moment: 'at',
    columns: {
      case: 'minutes took_part topics note',
      staff: 'by',
      operational: 'organisation session nth family at',
    },
  },
  'course.agreed_step': {
    ...hers,
    purpose: 'holde, hvad der er aftalt',
    moment: 'at',
    columns: { case: 'text who due', staff: 'by', operational: 'organisation id family course session at' },
  },
  'course.step_result': {
    ...hers,
    purpose: 'vide, om det aftalte skete',
    moment: 'at',
    columns: { case: 'result', staff: 'by', operational: 'organisation id step family at' },
  },
  'course.end_report': {
    ...hers,
    purpose: 'afslutte forløbet og fortælle henviseren, hvad hun har godkendt',
    moment: 'at',
    columns: { case: 'reason note summary approved', staff: 'by', operational: 'organisation course family at' },
  },
  'course.draft': {
    ...hers,
    keep: 'draft',
    purpose: 'gemme, hvad der er ved at blive skrevet',
    notCopied: 'En kladde kan kun den læse, der skriver den. Den står i sagen, når den er skrevet færdig.',
    columns: { case: 'words', staff: 'staff', operational: 'organisation subject family at' },
  },
}
