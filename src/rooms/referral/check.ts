import { type Kysely, sql } from 'kysely'
import type { Check } from '../../kernel/check.ts'
import { erasedAt } from '../../kernel/erase.ts'
import { broken } from './machine.ts'
import type { Schema } from './schema.ts'
import { toReferral } from './store.ts'
import { transitions } from './transitions.ts'

const chunk = 2_000

/** Walks all rows in steps, so that a national database is proved without holding it in memory. */
const eachReferral = async (keeper: Kysely<unknown>, look: (line: ReturnType<typeof toReferral>) => string | null) => {
  const found: string[] = []
  let after = { organisation: '00000000-0000-0000-0000-000000000000', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const rows = await (keeper as Kysely<Schema>)
      .selectFrom('referral.referral')
      .selectAll()
      .where(sql<boolean>`(organisation, id) > (${after.organisation}::uuid, ${after.id}::uuid)`)
      .orderBy('organisation')
      .orderBy('id')
      .limit(chunk)
      .execute()
    for (const row of rows) {
      const fault = look(toReferral(row))
      if (fault && found.length < 20) found.push(`${row.reference}: ${fault}`)
    }
    const last = rows.at(-1)
    if (!last || rows.length < chunk) return found
    after = { organisation: last.organisation, id: last.id }
  }
}

/** What the room promises, proved again on any database. */
export const checks: Check[] = [
  {
    promise: 'Every open referral has one holder and one dated next step at the receiver',
    broken: keeper =>
      eachReferral(keeper, referral => (referral.side === 'receiver' ? broken(referral.snapshot) : null)),
  },
  {
    promise: 'Every family with an open referral is in somebody’s caseload',
    broken: async keeper => {
      const { rows } = await sql<{ line: string }>`select r.reference as line from referral.referral r
        left join caseload.facts h on h.organisation = r.organisation and h.family = r.held
        where r.held is not null and h.family is null limit 20`.execute(keeper)
      return rows.map(row => row.line)
    },
  },
  {
    promise: 'The database knows the same changes of state as the program',
    broken: async keeper => {
      const rows = await (keeper as Kysely<Schema>).selectFrom('referral.transition').selectAll().execute()
      const here = new Set(transitions.map(t => `${t.from} ${t.verb} ${t.to} ${t.side}`))
      const there = new Set(rows.map(t => `${t.from_state} ${t.verb} ${t.to_state} ${t.side}`))
      return [
        ...[...here].filter(line => !there.has(line)).map(line => `not in the database: ${line}`),
        ...[...there].filter(line => !here.has(line)).map(line => `not in the program: ${line}`),
      ]
    },
  },
  {
    promise: 'Each trail leads from state to state without a gap to where the referral stands',
    broken: async keeper => {
      const { rows } = await sql<{ line: string }>`
        with steps as (select organisation, referral, nth, from_state, to_state,
            lag(to_state, 1, 'draft') over (partition by organisation, referral order by nth) as before,
            lead(nth) over (partition by organisation, referral order by nth) as next
          from referral.state)
        select r.reference as line from steps s join referral.referral r on r.organisation = s.organisation and r.id = s.referral
        where s.from_state <> s.before or (s.next is null and (s.to_state <> r.state or s.nth <> r.version)) limit 20`.execute(
        keeper,
      )
      return rows.map(row => row.line)
    },
  },
  {
    promise:
      'The two sides of a referral are the same referral: number, link, agreement, sending and what she said yes to',
    broken: async keeper =>
      // A side that is not there was erased: there are no more of them at a house than it has erased.
      (
        await sql<{ line: string }>`with sides as (
            select one.reference, one.other_organisation as house, other.id is null as gone,
              case when l.organisation = one.other_organisation then l."case" else l.other_case end as their_case,
              other.id is not null and ((other.reference, other.link, other.programme, other.agreement, other.sent_at,
                other.consent_until, other.consent_feedback, other.consent_scope)
              is distinct from (one.reference, one.link, one.programme, one.agreement, one.sent_at,
                one.consent_until, one.consent_feedback, one.consent_scope)
              or (one.side = 'sender' and (l.organisation, l."case", l.other_organisation, l.other_case)
                is distinct from (one.organisation, one.family, other.organisation, other.family)))
              or l.id is null as differs
            from referral.referral one
            left join referral.referral other on other.organisation = one.other_organisation and other.id = one.id
              and other.side <> one.side and other.other_organisation = one.organisation
            left join kernel.link l on l.id = one.link)
          select reference as line from sides s
          where differs or (gone and (select count(distinct t.their_case) from sides t where t.gone and t.house = s.house) > ${erasedAt('s.house')})
          limit 20`.execute(keeper)
      ).rows.map(row => row.line),
  },
  {
    promise: 'Whoever holds a family by a referral holds a live one, and only who waits stands as waiting',
    broken: async keeper =>
      (
        await sql<{ line: string }>`select h.family::text as line from caseload.facts h
          left join referral.referral r on r.organisation = h.organisation and r.id = h.subject_id and r.held = h.family
          where h.subject = 'referral' and (r.id is null or (h.stage = 'waiting') <> (r.state = 'waiting')) limit 20`.execute(
          keeper,
        )
      ).rows.map(row => row.line),
  },
]
