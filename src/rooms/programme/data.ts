import type { Data } from '../../kernel/data.ts'

/** What the tables of this room hold: agreements, about nobody. */
export const data: Data = {
  'programme.programme': {
    whose: 'nobody',
    purpose: 'kende programmet og dets kilder',
    keep: 'rules',
    columns: { operational: 'id key name status document digest applied_at' },
  },
  'programme.agreement': {
    whose: 'nobody',
    purpose: 'kende aftalen, som den lød på dagen',
    keep: 'rules',
    columns: { operational: 'id programme version revision document digest applied_at' },
  },
}
