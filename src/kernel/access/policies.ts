import { relationOf } from './relations.ts'
import { type Operation, operations, type Resource, type Resources, type Rule } from './rules.ts'

/** One policy as the rules want it. */
export interface Policy {
  table: string
  name: string
  command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  /** The database role it is for; 'owner' is whoever owns the table. */
  to: string
  using?: string
  check?: string
}

export const commandOf = { read: 'select', add: 'insert', change: 'update', remove: 'delete' } as const
const nameOf = { read: 'reading', add: 'writing', change: 'changing', remove: 'removing' } as const

/** What a rule says, in SQL: the roles of all rules that say the same of the row come together. */
const expression = (table: string, resource: Resource, rules: readonly Rule[]): string => {
  const same = Map.groupBy(rules, ({ when, consent }) => `${when} ${consent ?? ''}`)
  const row = {
    table: table.split('.')[1] ?? '',
    case: resource.case ?? 'family',
    staff: resource.staff ?? 'staff',
    compartment: resource.compartment,
  }
  const sides = [...same.values()].map(group => {
    const [{ when, consent }] = group as [Rule]
    const roles = [...new Set(group.flatMap(({ who }) => who))]
    return relationOf(when).sql(`(select kernel.house('{${roles.join(',')}}'))`, row, consent)
  })
  return sides.length === 1 ? (sides[0] ?? '') : sides.map(side => `(${side})`).join(' or ')
}

const conditions = (operation: Operation, text: string): Pick<Policy, 'using' | 'check'> => ({
  ...(operation === 'add' ? {} : { using: text }),
  ...(operation === 'add' || operation === 'change' ? { check: text } : {}),
})

/** The policies of one table, as its rules want them. */
export const policiesOf = (table: string, resource: Resource): Policy[] => [
  ...operations.flatMap((operation): Policy[] => {
    const rules = resource.rules.filter(({ may }) => may.includes(operation))
    if (rules.length === 0) return []
    const text = expression(table, resource, rules)
    const command = commandOf[operation]
    return [{ table, name: nameOf[operation], command, to: 'brobygger', ...conditions(operation, text) }]
  }),
  ...(resource.functions ?? []).map(
    (operation): Policy => ({
      table,
      name: `functions_${operation}`,
      command: commandOf[operation],
      to: 'owner',
      ...conditions(operation, 'true'),
    }),
  ),
  ...(resource.counted
    ? [{ table, name: 'counting', command: 'select', to: resource.counted, using: 'true' } as const]
    : []),
  ...(keeperOf(resource).length > 0
    ? [
        {
          table,
          name: 'keeping',
          command: 'all',
          to: 'brobygger_keeper',
          using: 'true',
          check: 'true',
        } as const,
      ]
    : []),
]

export const keeperOf = (resource: Resource): readonly Operation[] => resource.keeper ?? operations

export const policiesFor = (resources: Resources): Policy[] =>
  Object.entries(resources).flatMap(([table, resource]) => policiesOf(table, resource))

/** The statement that makes a policy; `on` names the table it is made on. */
export const policyStatement = (policy: Policy, on: string, owner: string): string =>
  [
    `create policy ${policy.name} on ${on} for ${policy.command} to ${policy.to === 'owner' ? owner : policy.to}`,
    policy.using && `using (${policy.using})`,
    policy.check && `with check (${policy.check})`,
  ]
    .filter(Boolean)
    .join(' ')

/** What the roles of the pages, of the keeper and of counting may do with a table as a whole; single columns stand apart. */
export const grantsOf = (resource: Resource): Record<string, readonly Operation[]> => ({
  brobygger: operations.filter(
    operation => resource.rules.some(({ may }) => may.includes(operation)) && !columnsOf(resource, operation),
  ),
  brobygger_keeper: keeperOf(resource),
  brobygger_statistics: resource.counted === 'brobygger_statistics' ? ['read'] : [],
})

/** The columns pages are held to in this operation, where they do not have the whole row. */
export const columnsOf = (resource: Resource, operation: Operation): readonly string[] | undefined =>
  operation === 'add' || operation === 'change' ? resource.columns?.[operation] : undefined
