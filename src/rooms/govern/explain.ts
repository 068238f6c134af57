import { sql } from 'kysely'
import type { Me, Relation, RowFacts } from '../../kernel/access/relations.ts'
import { relationOf } from '../../kernel/access/relations.ts'
import { type Operation, operations, type Resource, type Resources, rulesFor } from '../../kernel/access/rules.ts'
import type { Db, Role } from '../../kernel/database.ts'
import type { Id } from '../../kernel/ids.ts'

/** A house that reaches a case, or once did: its own, or one a consent opened parts of it to. */
export interface Reach {
  organisation: Id
  site: Id | null
  until: Date
  own: boolean
  parts: string[]
}

/**
 * Who reaches a case. The database answers only whoever has a relation to it, a leader of its house and the house's
 * data-protection officer: for everybody else the list is empty, as for a case that is not there.
 */
export const reachOf = async (db: Db, family: Id): Promise<Reach[]> => {
  const { rows } = await sql<{ organisation: Id; site: Id | null; until: Date | number; via: string; parts: string[] }>`
    select organisation, site, case when until = 'infinity' then '9999-12-31' else until end as until, via, parts
    from kernel.reach_of(${family}) order by via <> 'own', until desc`.execute(db.tables())
  return rows.map(({ via, until, ...row }) => ({ ...row, until: new Date(until), own: via === 'own' }))
}

const caseRelations: readonly Relation[] = [
  'ownCase',
  'newCase',
  'sentCase',
  'receivedCase',
  'referralCase',
  'ownDraft',
  'consented',
]

/** The parts of a case there are rules for. */
export const partsOfCase = (resources: Resources): [string, Resource][] =>
  Object.entries(resources).filter(
    ([name, { rules }]) => !name.startsWith('kernel.') && rules.some(({ when }) => caseRelations.includes(when)),
  )

export interface Verdict {
  role: Role
  may: Operation[]
  /** The rules it follows from: in words, and the line each stands on. None: no rule says so, so it is refused. */
  because: { says: string; line: string }[]
}

/** What somebody with this role at that house may do with a part of the case, by which rules. */
export const verdictOn = (
  resource: Resource,
  role: Role,
  family: Id,
  owner: Reach,
  house: Reach,
  now: Date,
): Verdict => {
  const me: Me = { role, organisation: house.organisation, staff: family, sites: owner.site ? [owner.site] : [] }
  // As far as anything of the case can be: her own drafts, either side of a referral.
  const rows = ['sender', 'receiver'].map(
    (side): RowFacts => ({
      organisation: owner.organisation,
      case: family,
      site: owner.site,
      staff: family,
      side,
      subject: 'referral',
      opened: house.own ? undefined : { parts: house.parts, until: house.until },
    }),
  )
  const found = operations.flatMap(operation =>
    rows.flatMap(row => rulesFor(resource, operation, me, row, now).map(rule => ({ operation, rule }))),
  )
  return {
    role,
    may: operations.filter(operation => found.some(one => one.operation === operation)),
    because: [...new Set(found.map(({ rule }) => rule))].map(({ when, line }) => ({
      says: relationOf(when).says,
      line,
    })),
  }
}
