import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'
import { textsAfterLoss, textsAgainstRule } from '../family/index.ts'

/** Everything that left the house. */
const left = sql`select e.organisation, e.family, e.at, o.made_at, e.outgoing::text as line from message.outgoing_event e
  join message.outgoing o on o.organisation = e.organisation and o.id = e.outgoing
  where e.state in ('handedOver', 'delivered')`

/** What the room message promises, proved again on any database. */
export const checks: Check[] = [
  {
    promise: 'No message was handed over against her contact rule of that moment',
    broken: keeper => textsAgainstRule(keeper, left),
  },
  {
    promise: 'No message was handed over that was queued before a loss',
    broken: keeper => textsAfterLoss(keeper, left),
  },
]
