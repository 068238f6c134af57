import type { Kysely } from 'kysely'
import { bulkInsert } from '../../kernel/bulk.ts'
import { addDays, dayOf, instantOf } from '../../kernel/clock.ts'
import type { Id } from '../../kernel/ids.ts'
import type { Random } from '../../kernel/random.ts'
import { receiptDue } from './receipt.ts'

/** One notification whose receipt has not come, for the demonstration. */
export const populateConcern = async (
  kysely: Kysely<unknown>,
  random: Random,
  about: { organisation: Id; family: Id; staff: Id },
  now: Date,
): Promise<void> => {
  const sent = addDays(dayOf(now), -18)
  const shared = { ...about, by: about.staff }
  const id = random.id()
  await bulkInsert(kysely, 'concern.notification', [
    {
      ...about,
      id,
      at: instantOf(sent, '09:00'),
      about: 'unborn',
      municipality: 'Odense',
      words: 'Hun sover ikke i sit hjem og ved ikke, hvor hun skal føde.',
      alternatives: 'Vi har tilbudt at gå med til kommunen. Det vil hun ikke endnu.',
      told_on: sent,
    },
  ])
  await bulkInsert(kysely, 'concern.step', [
    {
      ...shared,
      notification: id,
      nth: 1,
      at: instantOf(sent, '09:00'),
      verb: 'decide',
      from_state: 'none',
      to_state: 'decided',
      channel: null,
      reference: null,
      receipt_due: null,
    },
    {
      ...shared,
      notification: id,
      nth: 2,
      at: instantOf(sent, '09:30'),
      verb: 'send',
      from_state: 'decided',
      to_state: 'sent',
      channel: 'secureMail',
      reference: '26/4711',
      receipt_due: receiptDue(sent),
    },
  ])
}
