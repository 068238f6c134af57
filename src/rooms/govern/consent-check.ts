import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

const lines = (rows: { line: string }[]): string[] => rows.map(row => row.line)

/** What consents promise, proved again on any database. */
export const consentChecks: Check[] = [
  {
    promise: 'A consent that was taken back opens nothing, and nothing is opened without one',
    broken: async keeper =>
      lines(
        (
          await sql<{ line: string }>`select a."case"::text as line from kernel.access a
            where a.via like 'consent %' and a.until > now()
              and (not exists (select from govern.consent c where c.id::text = substr(a.via, 9) and c.family = a."case"
                  and c.other_organisation = a.organisation)
                or exists (select from govern.consent_end e where e.consent::text = substr(a.via, 9)))
            limit 20`.execute(keeper)
        ).rows,
      ),
  },
  {
    promise: 'No consent holds longer than a year, and none opens longer than it holds',
    broken: async keeper =>
      lines(
        (
          await sql<{ line: string }>`select c.id::text as line from govern.consent c
            left join kernel.access a on a.organisation = c.other_organisation and a."case" = c.family and a.via = 'consent ' || c.id
            where c.until > c.given_on + interval '1 year'
              or a.until > (c.until + 1)::timestamp at time zone 'Europe/Copenhagen'
            limit 20`.execute(keeper)
        ).rows,
      ),
  },
]
