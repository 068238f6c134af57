import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

/** What the room safety promises, proved again on any database. Lines hold numbers alone. */
export const checks: Check[] = [
  {
    promise: 'No row of the room safety is about a child',
    broken: async keeper =>
      // The foreign key holds the part of the person, so the part here is hers.
      (
        await sql<{ line: string }>`
          select 'a key of safety.' || t || ' is not in force' as line from unnest(array['screening', 'plan', 'note']) t
            where not exists (select from pg_constraint c where c.conrelid = ('safety.' || t)::regclass and c.contype = 'f' and c.convalidated
              and pg_get_constraintdef(c.oid) like '%(organisation, family, person, part)%')
          union all select family::text from safety.screening where part = 'child'
          union all select family::text from safety.plan where part = 'child'
          union all select family::text from safety.note where part = 'child' limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'Whoever was put off because she was not alone has a day to be asked again, and was not counted as a no',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select family::text as line from safety.screening
          where (alone is false) <> (to_state = 'postponedNotAlone') or (to_state = 'postponedNotAlone' and next_on is null)
            or (to_state = 'postponedNotAlone' and next_on < (at at time zone 'Europe/Copenhagen')::date) limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
]
