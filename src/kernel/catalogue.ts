import { type Kysely, sql } from 'kysely'
import type { Check } from './check.ts'

/** What may break a rule of the catalogue, each with the reason why nothing leaks by it. */
export interface Exceptions {
  /** Functions that run as their owner. */
  definers: Record<string, string>
  /** Unique indexes that do not begin with the organisation. */
  globallyUnique: Record<string, string>
  /** Tables everybody signed in may read, so that a key into them tells nothing. */
  common: Record<string, string>
  /** Where pages may remove rows: nothing that happened is in them. */
  removable: Record<string, string>
}

/** A rule of the database's own catalogue: the query returns what breaks it, one text a row. */
export interface CatalogueRule {
  promise: string
  query: string
}

const own = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`
const classes = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own}`
const has = (relation: string, column: string) =>
  `exists (select from pg_attribute a where a.attrelid = ${relation} and a.attname = '${column}' and not a.attisdropped)`
const list = (names: Record<string, string>) =>
  `(${Object.keys(names)
    .map(name => `'${name}'`)
    .join(', ')})`

/** What the catalogue is linted for: the ways in which row-level security is known to leak. */
export const catalogueRules = ({ definers, globallyUnique, common, removable }: Exceptions): CatalogueRule[] => [
  {
    promise: 'Every table the pages reach has enabled and forced row-level security',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
      and (has_table_privilege('brobygger', c.oid, 'select, insert, update, delete') or has_any_column_privilege('brobygger', c.oid, 'select, insert, update')
        or has_table_privilege('brobygger_statistics', c.oid, 'select'))`,
  },
  {
    promise: 'Every table with a family in it stands behind the wall, whoever reaches it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and not c.relispartition and ${has('c.oid', 'family')}
      and not (c.relrowsecurity and c.relforcerowsecurity and ${has('c.oid', 'organisation')})`,
  },
  {
    promise: 'The roles of the pages own nothing, bypass nothing and step into nobody',
    query: `select c.oid::regclass::text from pg_class c where c.relowner in ('brobygger'::regrole, 'brobygger_statistics'::regrole)
      union all select p.oid::regprocedure::text from pg_proc p where p.proowner in ('brobygger'::regrole, 'brobygger_statistics'::regrole)
      union all select rolname::text from pg_roles where rolname in ('brobygger', 'brobygger_statistics', 'facts')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)
      union all select m.member::regrole || ' in ' || m.roleid::regrole from pg_auth_members m
        where m.member in ('brobygger'::regrole, 'brobygger_statistics'::regrole, 'facts'::regrole)
      union all select n.nspname::text from pg_namespace n where ${own} and has_schema_privilege('brobygger', n.oid, 'create')`,
  },
  {
    promise: 'A view the pages read runs as its reader; no view keeps its own copy',
    query: `select c.oid::regclass::text ${classes} and has_table_privilege('brobygger', c.oid, 'select')
      and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1)', false))`,
  },
  {
    promise: 'A view for counting is a facts view of the role facts, and pages do not read it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('v', 'm') and has_table_privilege('brobygger_statistics', c.oid, 'select')
      and (c.relname !~ '^facts(_|$)' or c.relowner <> 'facts'::regrole or has_table_privilege('brobygger', c.oid, 'select'))`,
  },
  {
    promise: 'A facts view carries no name, number, note or way back to a person',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where')}
      and c.relkind = 'v' and c.relname ~ '^facts(_|$)'
      and (a.attname ~ '(^|_)(name|cpr|phone|email|address|note|notes|text|birth_date|birthday|reference)(_|$)' or a.atttypid = 'bytea'::regtype
        or a.attname = 'family' and has_table_privilege('brobygger_statistics', c.oid, 'select'))`,
  },
  {
    promise: 'A function that runs as its owner has a fixed search path and a reason',
    query: `select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and ${own} and (p.proconfig is null or not p.proconfig::text ~ 'search_path=' or p.oid::regprocedure::text not in ${list(definers)})`,
  },
  {
    promise: 'A unique index begins with the organisation, or it tells of rows one may not see',
    query: `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where i.indisunique and ${own} and ${has('c.oid', 'organisation')} and not c.relispartition
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation' and a.attnum = i.indkey[0])
        and not (i.indnkeyatts = 1 and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'id' and a.atttypid = 'uuid'::regtype))
        and i.indexrelid::regclass::text not in ${list(globallyUnique)}`,
  },
  {
    promise: 'A foreign key between rows of organisations carries the organisation',
    query: `select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
      where k.contype = 'f' and ${has('k.conrelid', 'organisation')} and ${has('k.confrelid', 'organisation')}
        and k.confrelid::regclass::text not in ${list(common)}
        and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'organisation' and a.attnum = any (k.conkey))`,
  },
  {
    promise: 'No identifier can be counted',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and (a.attidentity <> '' or pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null)`,
  },
  {
    promise: 'Pages may not empty a table, nor hang triggers on it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and has_table_privilege('brobygger', c.oid, 'truncate, references, trigger')`,
  },
  {
    promise: 'Pages remove rows only where nothing that happened is kept',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and has_table_privilege('brobygger', c.oid, 'delete')
      and c.oid::regclass::text not in ${list(removable)} and c.relname !~ '(^|_)draft$'`,
  },
  {
    promise: 'One policy a command for the pages, and none that lets everything through',
    query: `select a.polrelid::regclass || ' ' || a.polname || ' ' || b.polname from pg_policy a join pg_policy b on a.polrelid = b.polrelid and a.oid < b.oid
      where a.polpermissive and b.polpermissive and (a.polcmd = b.polcmd or '*' in (a.polcmd, b.polcmd))
        and (a.polroles = '{0}' or 'brobygger'::regrole = any (a.polroles)) and (b.polroles = '{0}' or 'brobygger'::regrole = any (b.polroles))
      union all select polrelid::regclass || ' ' || polname from pg_policy
      where polpermissive and 'true' in (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        and (polroles = '{0}' or 'brobygger'::regrole = any (polroles))`,
  },
  {
    promise: 'A partition is reached through its parent alone',
    query: `select c.oid::regclass::text ${classes} and c.relispartition and has_table_privilege('brobygger', c.oid, 'select, insert, update, delete')`,
  },
  {
    promise: 'A policy asks who is there once a query, not once a row',
    query: `select polrelid::regclass || ' ' || polname from pg_policy
      where regexp_replace(coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), ''),
        '\\(\\s*SELECT\\s+[a-z_.]+\\([^()]*\\)[^()]*\\)', '', 'g') ~ '[a-z_]+\\.[a-z_]+\\(|current_setting\\('`,
  },
  {
    promise: 'A policy looks consent up in the access table, not by OR EXISTS',
    query: `select polrelid::regclass || ' ' || polname from pg_policy where pg_get_expr(polqual, polrelid) ~* '\\mor\\M[^()]*\\(?\\s*exists\\M'`,
  },
  {
    promise: 'A point in time knows its zone',
    query: `select a.attrelid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and a.atttypid = 'timestamp'::regtype`,
  },
  {
    promise: 'Who somebody is stands sealed, never in the clear',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and (${has('c.oid', 'family')} or n.nspname = 'family') and a.atttypid <> 'bytea'::regtype
      and a.attname ~ '(^|_)(cpr|phone|email|street|address|surname|given_name|full_name)(_|$)' and a.attname !~ '_(index|known|protected|kind)$'`,
  },
]

/** The same rules as checks: `brobygger check` and the start ask them of any database. */
export const catalogueChecks = (exceptions: Exceptions): Check[] =>
  catalogueRules(exceptions).map(({ promise, query }) => ({
    promise,
    broken: async (keeper: Kysely<unknown>) => {
      const { rows } = await sql.raw<Record<string, unknown>>(query).execute(keeper)
      return rows.map(row => String(Object.values(row)[0]))
    },
  }))
