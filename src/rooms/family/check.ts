import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'
import { erasedAt } from '../../kernel/erase.ts'

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
      // A family that is not there was erased: there are no more of them at a house than it has erased.
      (
        await sql<{ line: string }>`with ends as (
            select id, organisation as house, "case" from kernel.link
            union all select id, other_organisation, other_case from kernel.link),
          gone as (select e.* from ends e left join family.family f on f.organisation = e.house and f.id = e."case" where f.id is null)
          select id::text as line from gone g
          where (select count(distinct o."case") from gone o where o.house = g.house) > ${erasedAt('g.house')} limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
]
