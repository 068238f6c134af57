import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

/** What the room message promises, proved again on any database: told in the database's own words, not by the code that decides. */
export const checks: Check[] = [
  {
    promise: 'No message was handed over against her contact rule of that moment',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select e.outgoing::text as line from message.outgoing_event e
          left join lateral (select * from family.contact_rule c where c.organisation = e.organisation and c.family = e.family
            and c.set_at <= e.at order by c.set_at desc limit 1) c on true
          where e.state in ('handedOver', 'delivered') and not coalesce(
            c.may_text and c.alone_when_asked and c.read_along is not null and not c.no_digital
            and exists (select from unnest(case when cardinality(c.best_hours) = 0 then '{8-20}' else c.best_hours end) h
              where extract(hour from e.at at time zone 'Europe/Copenhagen')
                between split_part(h, '-', 1)::int and split_part(h, '-', 2)::int - 1), false)
          limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'No message was handed over that was queued before a loss',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select e.outgoing::text as line from message.outgoing_event e
          join message.outgoing o on o.organisation = e.organisation and o.id = e.outgoing
          join family.pregnancy g on g.organisation = e.organisation and g.family = e.family and g.lost_on is not null
            and g.set_at > o.made_at and g.set_at <= e.at
          where e.state in ('handedOver', 'delivered') limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
]
