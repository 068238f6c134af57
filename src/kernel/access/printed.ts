import type { Right, Route } from '../visit.ts'
import { relationOf } from './relations.ts'
import { tablesOf } from './rights.ts'
import { operations, type Resources } from './rules.ts'

/** One line of the table of who may what, as it is printed and published. */
export interface RuleLine {
  resource: string
  is: string
  operation: string
  roles: readonly string[]
  relation: string
  relationInWords: string
  consent: 'notNeeded' | 'live'
  /** The part of the case her consent must cover, where one is needed. */
  part: string | null
  /** The words that land in the audit, from the pages that do it. */
  purposes: readonly string[]
  line: string
}

/** Every rule as data: role x resource x operation x relation x consent x purpose. */
export const ruleLines = (
  resources: Resources,
  rights: Record<string, Right>,
  routes: readonly Pick<Route, 'may' | 'purpose'>[],
): RuleLine[] => {
  const purposes = Map.groupBy(
    routes.flatMap(({ may, purpose }) => {
      const right = rights[may]
      return right ? tablesOf(right).map(({ operation, table }) => ({ key: `${operation} ${table}`, purpose })) : []
    }),
    ({ key }) => key,
  )
  return Object.entries(resources).flatMap(([resource, { is, rules }]) =>
    rules.flatMap(({ who, may, when, consent, line }) =>
      operations
        .filter(operation => may.includes(operation))
        .map(operation => ({
          resource,
          is,
          operation,
          roles: who,
          relation: when,
          relationInWords: relationOf(when).says,
          consent: consent ? ('live' as const) : ('notNeeded' as const),
          part: consent ?? null,
          purposes: [...new Set((purposes.get(`${operation} ${resource}`) ?? []).map(({ purpose }) => purpose))],
          line,
        })),
    ),
  )
}
