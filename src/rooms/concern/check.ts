import { sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'

/** What the room concern promises, proved again on any database. */
export const checks: Check[] = [
  {
    promise: 'Every notification that was sent has its receipt, or a task that is not done',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select n.id::text as line from concern.notification n
          where (select s.to_state from concern.step s where s.organisation = n.organisation and s.notification = n.id order by s.nth desc limit 1) = 'sent'
            and not exists (select from caseload.facts_task t where t.organisation = n.organisation and t.about = n.id and not t.done) limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
]
