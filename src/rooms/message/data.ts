import type { Data } from '../../kernel/data.ts'

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'message.news': {
    whose: 'staff',
    purpose: 'fortælle en medarbejder, at der er nyt',
    keep: 'technical',
    columns: { staff: 'staff', operational: 'organisation id referral at day kind' },
  },
  'message.sent': {
    whose: 'staff',
    purpose: 'sende én mail om dagen til en medarbejder',
    keep: 'technical',
    columns: { staff: 'staff', operational: 'organisation day count sent_at' },
  },
  'message.outgoing': {
    whose: 'woman',
    purpose: 'fortælle hende en tid på den måde, hun har sagt ja til, og vise, hvordan det gik',
    keep: 'case',
    case: 'family',
    columns: {
      contact: 'kind language appointment due last_at state why tries',
      operational: 'organisation id family about made_at changed_at',
      staff: 'made_by',
    },
    moment: 'changed_at',
  },
  'message.outgoing_event': {
    whose: 'woman',
    purpose: 'vise, hvad der skete med en besked til hende',
    keep: 'case',
    case: 'family',
    columns: { contact: 'state why', operational: 'organisation id family outgoing at' },
    moment: 'at',
  },
}
