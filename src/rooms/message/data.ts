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
}
