import { type Clock, today } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { tell } from '../../kernel/outbox.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sightOf } from './mask.ts'
import { lockReferral, tables } from './store.ts'

const keepSummary = async (db: Db, id: Id, summary: string, at: Date): Promise<void> => {
  const { family } = await lockReferral(db, id)
  await tables(db)
    .updateTable('referral.referral')
    .set({ summary, summary_at: at })
    .where('organisation', '=', db.actor.organisation)
    .where('id', '=', id)
    .execute()
  db.audit('write', 'referral: summary', family)
}

/**
 * The end report's summary, which the woman has read and approved. It reaches the referrer only at level 'summary' and
 * while her consent holds; otherwise it stays here. Says whether it was shared.
 */
export const giveFeedback = async (
  db: Db,
  id: Id,
  { summary }: { summary: string },
  clock: Clock,
): Promise<{ shared: boolean }> => {
  const referral = await lockReferral(db, id)
  if (referral.side !== 'receiver') throw new Refusal('forbidden', 'feedback comes from the receiver')
  const at = clock.now()
  await keepSummary(db, id, summary, at)
  if (sightOf(referral.snapshot, today(clock)) !== 'summary') return { shared: false }
  await db.through(referral.link, async beyond => {
    await keepSummary(beyond, id, summary, at)
    await tell(beyond, {
      kind: 'feedback.given',
      referral: id,
      family: (await lockReferral(beyond, id)).family,
      to: referral.otherOrganisation,
    })
  })
  return { shared: true }
}
