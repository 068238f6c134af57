import type { Role } from '../database.ts'
import type { Id } from '../ids.ts'

/** Who asks, as the session tells it. */
export interface Me {
  role: Role
  organisation: Id
  staff: Id
  sites: readonly Id[]
  /** Set while the system acts through a link: that one case and no other. */
  onlyCase?: Id
}

/** What a rule needs to know of a row: what does not apply is left out. */
export interface RowFacts {
  organisation: Id
  case?: Id
  site?: Id | null
  staff?: Id
  side?: string
  subject?: string
  otherOrganisation?: Id
  /** What a consent has opened to the house of the one who asks. */
  opened?: { parts: readonly string[]; until: Date }
  /** Until when the one who asks is named for the compartment the row stands in. */
  named?: Date
}

/** How a policy names the row it judges. */
export interface Columns {
  table: string
  case: string
  staff: string
  /** The compartment a name opens, where the table stands in one. */
  compartment?: string
}

interface RelationRule {
  /** In Danish, as it stands on the page that explains. */
  says: string
  /** As the application judges it. */
  holds(me: Me, row: RowFacts, now: Date, part?: string): boolean
  /** As the database judges it. `house` is the organisation of the one who asks, or null when her role is not among the rule's. */
  sql(house: string, row: Columns, part?: string): string
}

const limit = '(select kernel.case_limit())'
const within = (what: string): string => `${what} = any (${limit}::uuid[])`

const ownHouse = (me: Me, row: RowFacts): boolean => row.organisation === me.organisation
const ownRow = (me: Me, row: RowFacts): boolean => ownHouse(me, row) && row.staff === me.staff
const inReach = (me: Me, row: RowFacts): boolean =>
  me.onlyCase
    ? row.case === me.onlyCase
    : me.role !== 'referrer' || (row.site !== null && row.site !== undefined && me.sites.includes(row.site))
const ownCase = (me: Me, row: RowFacts): boolean => ownHouse(me, row) && inReach(me, row)

// A scalar sub-select, not exists: the planner would turn exists into a hash of every case the organisation has
// (measured at 40,000 cases: 23 ms a query against 1 ms).
const caseSql = (house: string, { table, case: id }: Columns): string =>
  `${table}.organisation = ${house} and (select a.until from kernel.access a where a.organisation = ${table}.organisation and a."case" = ${table}.${id} and a.via = 'own' and (${limit} is null or ${within('a.site')} or ${within('a."case"')})) > now()`

/** Every way somebody can stand to a row: a closed list, each as the application and as the database judges it. */
export const relations = {
  everybody: {
    says: 'alle, der er logget ind med rollen',
    holds: () => true,
    sql: house => `${house} is not null`,
  },
  ownHouse: {
    says: 'din egen organisation',
    holds: ownHouse,
    sql: (house, { table }) => `${table}.organisation = ${house}`,
  },
  ownRow: {
    says: 'din egen række',
    holds: ownRow,
    sql: (house, { table, staff }) =>
      `${table}.organisation = ${house} and ${table}.${staff} = (select kernel.my_staff())`,
  },
  ownCase: {
    says: 'sager i din egen organisation (henviser: fra egne steder)',
    holds: ownCase,
    sql: caseSql,
  },
  reach: {
    says: 'din egen organisations sager (henviser: fra egne steder), og dem, et samtykke har åbnet',
    holds: (me, row) => ownHouse(me, row) && (row.opened !== undefined || inReach(me, row)),
    sql: (house, { table, case: id }) =>
      `${table}.organisation = ${house} and (${limit} is null or ${table}.via <> 'own' or ${within(`${table}.site`)} or ${within(`${table}.${id}`)})`,
  },
  newCase: {
    says: 'nye sager i din egen organisation (henviser: på egne steder)',
    holds: ownCase,
    sql: (house, { table }) =>
      `${table}.organisation = ${house} and (${limit} is null or ${within(`${table}.site`)} or ${within(`${table}.id`)})`,
  },
  sentCase: {
    says: 'henvisninger, der er sendt fra dine egne steder',
    holds: (me, row) => ownCase(me, row) && row.side === 'sender',
    sql: (house, row) => `${caseSql(house, row)} and ${row.table}.side = 'sender'`,
  },
  receivedCase: {
    says: 'henvisninger, der er sendt til din egen organisation',
    holds: (me, row) => ownCase(me, row) && row.side === 'receiver',
    sql: (house, row) => `${caseSql(house, row)} and ${row.table}.side = 'receiver'`,
  },
  referralCase: {
    says: 'sager fra dine egne steder, mens de er henvisninger',
    holds: (me, row) => ownCase(me, row) && row.subject === 'referral',
    sql: (house, row) => `${caseSql(house, row)} and ${row.table}.subject = 'referral'`,
  },
  ownDraft: {
    says: 'dit eget i sager i din egen organisation',
    holds: (me, row) => ownCase(me, row) && row.staff === me.staff,
    sql: (house, row) => `${caseSql(house, row)} and ${row.table}.${row.staff} = (select kernel.my_staff())`,
  },
  linked: {
    says: 'de to sager, som en henvisning binder sammen',
    holds: (me, row) => me.organisation === row.organisation || me.organisation === row.otherOrganisation,
    sql: (house, { table }) => `${house} in (${table}.organisation, ${table}.other_organisation)`,
  },
  consented: {
    says: 'sager i en anden organisation, som hun har sagt ja til, at din ser',
    holds: (_me, { opened }, now, part) =>
      opened !== undefined && opened.until > now && part !== undefined && opened.parts.includes(part),
    sql: (house, { table, case: id }, part) =>
      `(select max(a.until) from kernel.access a where a.organisation = ${house} and a."case" = ${table}.${id} and a.via <> 'own' and '${part}' = any (a.parts)) > now()`,
  },
  named: {
    says: 'sager i din egen organisation, hvor du ved navn har fået adgang',
    holds: (me, row, now) => ownCase(me, row) && row.named !== undefined && row.named > now,
    sql: (house, row) =>
      `${caseSql(house, row)} and (select n.until from kernel.named n where n.organisation = ${row.table}.organisation and n."case" = ${row.table}.${row.case} and n.staff = (select kernel.my_staff()) and n.compartment = '${row.compartment ?? ''}') > now()`,
  },
} as const satisfies Record<string, RelationRule>

export type Relation = keyof typeof relations

export const relationOf = (name: Relation): RelationRule => relations[name]
