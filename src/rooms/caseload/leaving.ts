import type { Clock, Day } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'
import { tellInside } from '../../kernel/news.ts'
import { tell } from '../../kernel/outbox.ts'
import { endEmployment } from '../govern/index.ts'
import { handOverAll, moveHoldings } from './hand-over.ts'

/** To whom the families go: each to somebody, or all to one (for an administrator, who sees none of them). */
export type Receivers = { kind: 'each'; families: Map<Id, Id> } | { kind: 'all'; to: Id } | { kind: 'none' }

/**
 * Somebody leaves: every family she has goes to somebody else, her employment ends and her sessions close, all in one
 * step. If one family is left (or came meanwhile), nothing of it happens: the database says so by the constraint's name.
 */
export const leave = (
  db: Db,
  staff: Id,
  lastDay: Day,
  receivers: Receivers,
  clock: Clock,
  /** Who gets more than she has places for, and why all the same. */
  beyond: { staff: readonly Id[]; reason: string } = { staff: [], reason: '' },
): Promise<{ ok: true; value: undefined } | { ok: false; constraint: string }> =>
  db.attempt(async () => {
    const at = clock.now()
    const why = (to: Id) => (beyond.staff.includes(to) ? beyond.reason : undefined)
    if (receivers.kind === 'all') await handOverAll(db, staff, receivers.to, 'staffLeft', at, why(receivers.to))
    if (receivers.kind === 'each')
      for (const [to, families] of byReceiver(receivers.families))
        await moveHoldings(db, staff, to, families, 'staffLeft', at, why(to))
    await endEmployment(db, staff, lastDay)
    db.audit('write', 'employment', staff)
    const news = { kind: 'staff.left', staff }
    await tellInside(db, news, clock)
    await tell(db, news)
    return undefined
  })

const byReceiver = (families: Map<Id, Id>): Map<Id, Id[]> => {
  const groups = new Map<Id, Id[]>()
  for (const [family, to] of families) groups.set(to, [...(groups.get(to) ?? []), family])
  return groups
}
