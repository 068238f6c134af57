import { type Right, untabled } from '../visit.ts'
import { relationOf } from './relations.ts'
import type { Operation, Resources, Rule } from './rules.ts'

interface Touch {
  operation: Operation
  table: string
}

/** The tables a right's pages touch, and how. */
export const tablesOf = (right: Right): Touch[] =>
  right.touches
    .filter(touch => !(touch in untabled))
    .map(touch => {
      const [operation, table = ''] = touch.split(' ')
      return { operation: operation as Operation, table }
    })

/** The rules a right's pages lean on. */
export const rulesBehind = (right: Right, resources: Resources): Rule[] =>
  tablesOf(right).flatMap(({ operation, table }) =>
    (resources[table]?.rules ?? []).filter(
      ({ who, may, consent }) => !consent && may.includes(operation) && right.roles.some(role => who.includes(role)),
    ),
  )

/** To whom or what a right applies, in Danish: told by the rules it leans on. */
export const relationWords = (right: Right, resources: Resources): string =>
  [
    ...new Set([
      ...right.touches.flatMap(touch => (touch in untabled ? [untabled[touch as keyof typeof untabled]] : [])),
      ...rulesBehind(right, resources).map(({ when }) => relationOf(when).says),
    ]),
  ].join('; ')

/** A page that a role may open and whose tables refuse her, a line each: nothing when both walls say the same. */
export const rightFaults = (name: string, right: Right, resources: Resources): string[] =>
  right.touches.length === 0
    ? [`${name}: say which tables its pages touch`]
    : tablesOf(right).flatMap(({ operation, table }) =>
        right.roles
          .filter(
            role => !resources[table]?.rules.some(({ who, may }) => who.includes(role) && may.includes(operation)),
          )
          .map(role => `${name}: no rule lets ${role} ${operation} ${table}`),
      )
