import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

/** What the room course promises, proved again on any database. */
export const checks: Check[] = [
  {
    promise: 'Every open course has a family with a holder and a dated next step',
    broken: async keeper =>
      // The foreign key answers for every row; it must be there and in force.
      (
        await sql<{
          line: string
        }>`select 'nobody_is_lost is not in force' as line where not exists (select from pg_constraint
          where conrelid = 'course.course'::regclass and conname = 'nobody_is_lost' and convalidated) limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
  {
    promise: 'No course has more sessions than its track allows',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select c.id::text as line from course.course c
          join course.session s on s.organisation = c.organisation and s.course = c.id and s.state in ('planned', 'held')
          where c.cap is not null group by c.organisation, c.id, c.cap having count(*) > c.cap limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'Every ended course has its end report, and every agreed step in it a result',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select c.id::text as line from course.course c where c.state = 'ended'
          and (not exists (select from course.end_report e where e.organisation = c.organisation and e.course = c.id)
            or exists (select from course.agreed_step a where a.organisation = c.organisation and a.course = c.id
              and not exists (select from course.step_result r where r.organisation = a.organisation and r.step = a.id)))
          limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'The state of every course and session is that of its newest row',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select c.id::text as line from course.course c
            join course.state s on s.organisation = c.organisation and s.course = c.id and s.nth = c.version
            where s.to_state <> c.state
          union all select s.id::text from course.session s
            join course.session_state t on t.organisation = s.organisation and t.session = s.id and t.nth = s.version
            where t.to_state <> s.state
          limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'Whoever holds a family by a course holds an open one',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select h.family::text as line from caseload.facts h
          left join course.course c on c.organisation = h.organisation and c.id = h.subject_id and c.held = h.family
          where h.subject = 'course' and (c.id is null or h.stage <> 'active') limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
]
