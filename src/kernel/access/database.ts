import { columnsOf, commandOf, grantsOf, type Policy, policiesFor, policyStatement } from './policies.ts'
import { operations, type Resources } from './rules.ts'

/** Sends one statement; the migrations' connection and the keeper's transaction both can. */
export type Query = (text: string) => Promise<Record<string, unknown>[]>

/** A policy as the catalogue shows it, in the database's own spelling. */
type Shown = Record<'table' | 'name' | 'text', string>

const catalogue = (where: string): string => `
  select ${where === 'pg_temp' ? 'obj_description(c.oid)' : "n.nspname || '.' || c.relname"} as "table", p.polname as name,
    concat_ws(' ', p.polcmd, p.polpermissive, (select string_agg(r::regrole::text, ',' order by r::regrole::text) from unnest(p.polroles) r),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) as text
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where not c.relispartition and ${where === 'pg_temp' ? 'n.oid = pg_my_temp_schema()' : "n.nspname !~ '^pg_'"}`

const keyOf = ({ table, name }: { table: string; name: string }): string => `${table} ${name}`

const wallsHere = `
  select n.nspname || '.' || c.relname as "table", c.relowner::regrole::text as owner, c.relrowsecurity and c.relforcerowsecurity as shut
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`

interface State {
  /** Every table of the house that is there, and whether row-level security is enabled and forced on it. */
  tables: Map<string, { owner: string; shut: boolean }>
  found: Map<string, Shown>
  wanted: Map<string, Shown & { policy: Policy }>
}

/**
 * What stands in the database beside what the rules want. The wanted policies are made on empty temporary copies, so
 * that both are compared in the database's own spelling and no table is locked.
 */
const stateOf = async (query: Query, resources: Resources): Promise<State> => {
  const tables = new Map(
    (await query(wallsHere)).map(row => [String(row.table), { owner: String(row.owner), shut: row.shut === true }]),
  )
  const policies = policiesFor(resources).filter(({ table }) => tables.has(table))
  const byTable = [...Map.groupBy(policies, ({ table }) => table)]
  const wanted = new Map<string, Shown & { policy: Policy }>()
  // Two schemas may have a table of one name, and the copy must have it too: one schema at a time.
  for (const [, group] of Map.groupBy(byTable, ([table]) => table.split('.')[0])) {
    await query(
      group
        .map(([table, list]) => {
          const copy = `pg_temp.${table.split('.')[1]}`
          const { owner = '' } = tables.get(table) ?? {}
          return [
            `create temporary table ${table.split('.')[1]} (like ${table})`,
            `comment on table ${copy} is '${table}'`,
            ...list.map(policy => policyStatement(policy, copy, owner)),
          ].join(';\n')
        })
        .join(';\n'),
    )
    for (const row of (await query(catalogue('pg_temp'))) as Shown[]) {
      const policy = policies.find(one => keyOf(one) === keyOf(row))
      if (policy) wanted.set(keyOf(row), { ...row, policy })
    }
    await query(group.map(([table]) => `drop table pg_temp.${table.split('.')[1]}`).join(';\n'))
  }
  const found = new Map(((await query(catalogue('here'))) as Shown[]).map(row => [keyOf(row), row]))
  return { tables, found, wanted }
}

interface GrantGap {
  table: string
  role: string
  privilege: string
  has: boolean
}

const gapsIn = async (query: Query, resources: Resources, tables: State['tables']): Promise<GrantGap[]> => {
  const wanted = Object.entries(resources)
    .filter(([table]) => tables.has(table))
    .flatMap(([table, resource]) =>
      Object.entries(grantsOf(resource)).flatMap(([role, may]) =>
        operations.map(operation => `('${table}', '${role}', '${commandOf[operation]}', ${may.includes(operation)})`),
      ),
    )
  if (wanted.length === 0) return []
  const rows = await query(`select * from (select w.*, has_table_privilege(w.role, w."table", w.privilege) as has
    from (values ${wanted.join(', ')}) w ("table", role, privilege, may)) x where has <> may`)
  // The driver gives rows of unknown columns; the select list above is GrantGap's.
  return rows as unknown as GrantGap[]
}

interface ColumnGap {
  table: string
  privilege: string
  wanted: string[]
}

/** Where pages may write other single columns than the rules say. */
const columnGapsIn = async (query: Query, resources: Resources, tables: State['tables']): Promise<ColumnGap[]> => {
  const rows = await query(`
    select n.nspname || '.' || c.relname as "table", lower(x.privilege_type) as privilege, array_agg(a.attname::text order by a.attname) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0,
      lateral aclexplode(a.attacl) x
    where n.nspname !~ '^pg_' and x.grantee = 'brobygger'::regrole and x.privilege_type in ('INSERT', 'UPDATE') group by 1, 2`)
  const has = new Map(rows.map(row => [`${row.table} ${row.privilege}`, row.columns as string[]]))
  return Object.entries(resources)
    .filter(([table]) => tables.has(table))
    .flatMap(([table, resource]) =>
      (['add', 'change'] as const).map(operation => ({
        table,
        privilege: commandOf[operation],
        wanted: [...(columnsOf(resource, operation) ?? [])].sort(),
      })),
    )
    .filter(({ table, privilege, wanted }) => (has.get(`${table} ${privilege}`) ?? []).join() !== wanted.join())
}

/**
 * Brings policies and grants into line with the rules: what differs is dropped and made anew in one transaction, what
 * is right is not touched. A policy with a name of its own is left where it is: `ruleFaults` tells of it.
 */
export const enforceRules = async (query: Query, resources: Resources): Promise<void> => {
  await query('begin')
  try {
    const { tables, found, wanted } = await stateOf(query, resources)
    const own = /^(reading|writing|changing|removing|keeping|counting|functions_[a-z]+)$/
    const shut = Object.keys(resources).filter(table => tables.get(table)?.shut === false)
    const stale = [...found.values()].filter(row => own.test(row.name) && wanted.get(keyOf(row))?.text !== row.text)
    const missing = [...wanted.values()].filter(row => found.get(keyOf(row))?.text !== row.text)
    const statements = [
      ...shut.flatMap(table => [
        `alter table ${table} enable row level security`,
        `alter table ${table} force row level security`,
      ]),
      ...stale.map(({ table, name }) => `drop policy ${name} on ${table}`),
      ...missing.map(({ table, policy }) => policyStatement(policy, table, tables.get(table)?.owner ?? '')),
      ...(await gapsIn(query, resources, tables)).map(({ table, role, privilege, has }) =>
        has ? `revoke ${privilege} on ${table} from ${role}` : `grant ${privilege} on ${table} to ${role}`,
      ),
      // Taking it from the table takes it from every column too; so this comes last.
      ...(await columnGapsIn(query, resources, tables)).flatMap(({ table, privilege, wanted }) =>
        wanted.length > 0
          ? [
              `revoke ${privilege} on ${table} from brobygger`,
              `grant ${privilege} (${wanted.join(', ')}) on ${table} to brobygger`,
            ]
          : columnsRevoked(resources, table, privilege),
      ),
    ]
    if (statements.length > 0) await query(statements.join(';\n'))
    await query('commit')
  } catch (error) {
    await query('rollback')
    throw error
  }
}

/** Single columns that no rule names go; what the rule gives for the whole row is given again. */
const columnsRevoked = (resources: Resources, table: string, privilege: string): string[] => {
  const whole = grantsOf(resources[table] ?? { is: '', rules: [] }).brobygger?.some(one => commandOf[one] === privilege)
  return [
    `revoke ${privilege} on ${table} from brobygger`,
    ...(whole ? [`grant ${privilege} on ${table} to brobygger`] : []),
  ]
}

/** Where the database and the rules say different things, a line each; nothing when they agree. */
export const ruleFaults = async (query: Query, resources: Resources): Promise<string[]> => {
  const { tables, found, wanted } = await stateOf(query, resources)
  return [
    ...[...tables.keys()].filter(table => !resources[table]).map(table => `${table}: no rule says who may what`),
    ...Object.keys(resources)
      .filter(table => !tables.has(table))
      .map(table => `${table}: a rule without a table`),
    ...[...tables].flatMap(([table, { shut }]) =>
      shut ? [] : [`${table}: row-level security is not enabled and forced`],
    ),
    ...[...found].flatMap(([key, row]) =>
      wanted.has(key)
        ? wanted.get(key)?.text === row.text
          ? []
          : [`${key}: the policy is not what the rules say`]
        : [`${key}: a policy that stands in no rule`],
    ),
    ...[...wanted.keys()]
      .filter(key => !found.has(key))
      .map(key => `${key}: the rules want a policy that is not there`),
    ...(await gapsIn(query, resources, tables)).map(({ table, role, privilege, has }) =>
      has ? `${table}: ${role} may ${privilege} without a rule` : `${table}: ${role} may not ${privilege}`,
    ),
    ...(await columnGapsIn(query, resources, tables)).map(
      ({ table, privilege }) => `${table}: brobygger may ${privilege} other columns than the rules say`,
    ),
  ]
}
