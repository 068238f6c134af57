import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

/** What the room promises of who reaches a family, proved again on any database. */
export const checks: Check[] = [
  {
    promise: 'The house that owns a family reaches it, at the family’s own place, and owns no family that is not there',
    broken: async keeper =>
      (
        await sql<{ line: string }>`
          select coalesce(f.id, a."case")::text as line from family.family f
          full join (select * from kernel.access where via = 'own') a on a.organisation = f.organisation and a."case" = f.id
          where f.id is null or a."case" is null or a.site is distinct from f.site or a.until <> 'infinity' limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
  {
    promise: 'Every link joins two families that are there, each at its own house',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select l.id::text as line from kernel.link l
          left join family.family own on own.organisation = l.organisation and own.id = l."case"
          left join family.family other on other.organisation = l.other_organisation and other.id = l.other_case
          where own.id is null or other.id is null limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
]
