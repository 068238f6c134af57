/** A rule of the database's own catalogue: the query returns what breaks it, one text a row. */
export interface Rule {
  says: string
  query: string
  /** Statements that break it, and what must then be found. */
  planted: [statement: string, found: string][]
}

const own = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`
const classes = `from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own}`
const has = (relation: string, column: string) =>
  `exists (select from pg_attribute a where a.attrelid = ${relation} and a.attname = '${column}' and not a.attisdropped)`
const list = (names: Record<string, string>) =>
  `(${Object.keys(names)
    .map(name => `'${name}'`)
    .join(', ')})`

// Each exception has its reason. A new one is a decision: write why nothing leaks by it.

/** Functions that run as their owner. */
const definers: Record<string, string> = {
  'kernel.me()': 'resolves the opaque token in the session table nobody may read',
  'kernel.house(text[])': 'one column of me(), for policies, when her role is among those named',
  'kernel.reach_of(uuid)': 'who reaches a case, told to its own house alone and without a word about the family',
  'kernel.my_organisation()': 'one column of me(), for policies',
  'kernel.my_staff()': 'one column of me(), for policies',
  'kernel.case_organisation()': 'one column of me(), for policies',
  'kernel.case_limit()': 'one column of me(), for policies',
  'kernel.enter()': 'me(), and keeps the session alive',
  'kernel.open_session(text,uuid,uuid,text,uuid[],integer)': 'called by govern.sign_in alone',
  'kernel.close_session(text)': 'whoever holds the token may end it',
  'kernel.close_sessions_of(uuid)': 'within the caller’s own organisation',
  'kernel.own_case()': 'a trigger: the maker of a case reaches it',
  'kernel.make_audit_months(integer)': 'makes empty months of the trail and nothing else',
  'kernel.forget_subject(uuid,uuid,uuid)': 'the keeper’s alone: a forgotten person’s id gives way to its commitment',
  'kernel.log_of(uuid)': 'days, roles and purposes for one case, for a counsellor or coordinator whose house has it',
  'govern.through_glass(uuid)': 'yes or no about the caller’s own emergency access',
  'family.glass_find(bytea,bytea,bytea)': 'an id within the caller’s own organisation, by a whole number she must know',
  'family.glass_person(uuid)': 'named columns of one family, for whoever has opened it and said why, for an hour',
  'caseload.glass_holding(uuid)': 'who has that one family, for the same person and hour',
  'caseload.related(uuid[],uuid[])': 'the system’s: who has had to do with whom, within its organisation',
  'govern.works_after(uuid,uuid,date)': 'a yes or no about a colleague’s employment, for triggers above',
  'caseload.keep_holder()': 'a trigger: refuses to let go of somebody who has families',
  'caseload.take_on()': 'a trigger: refuses to give a family to somebody who has left',
  'caseload.held_by(uuid)': 'a number within the caller’s own organisation, for those who may not know which',
  'caseload.hand_over_all(uuid,uuid,text,timestamp with time zone)':
    'an administrator’s, within her own organisation; returns a number',
  'kernel.my_role()': 'one column of me(), for policies',
  'kernel.shield(boolean)': 'changes the caller’s own session alone',
  'govern.set_credential(uuid,text,text)': 'an administrator’s, within her own organisation; nothing can be read by it',
  'govern.has_credential(uuid)': 'an administrator’s: yes or no, within the organisation',
  'govern.move_credential()': 'a trigger: signing in follows the address of the account',
  'govern.account_by_email(text)': 'signing in, before anybody is somebody',
  'govern.may_try(text)': 'counts tries, tells nothing of the account',
  'govern.otp_used(uuid,bigint)': 'a one-time code serves once',
  'govern.link_account(text)': 'the demonstration’s links',
  'govern.sign_in(uuid,uuid,text)': 'opens a session with the role the account has today',
}

/** Unique indexes that do not begin with the organisation. */
const globallyUnique: Record<string, string> = {
  'govern.sign_in_link_pkey': 'the hash of a random token; the pages have no grant on the table',
}

/** Tables everybody signed in may read, so that a key into them tells nothing. */
const common: Record<string, string> = {
  'kernel.link': 'belongs to both sides: the row of each names the same random id',
  'govern.site': 'sites are public; counsellors of one organisation work at another’s',
}

/** Where pages may remove rows: nothing that happened is in them. */
const removable: Record<string, string> = {
  'kernel.form': 'a form that was refused gives its token back',
  'caseload.holding': 'who has a family now; the history keeps every change',
  'govern.roster': 'a plan of weekdays, not what was done',
  'govern.absence': 'a day away that was called off',
}

export const catalogue: Rule[] = [
  {
    says: 'Every table the pages reach has enabled and forced row-level security',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
      and (has_table_privilege('brobygger', c.oid, 'select, insert, update, delete') or has_any_column_privilege('brobygger', c.oid, 'select, insert, update')
        or has_table_privilege('brobygger_statistics', c.oid, 'select'))`,
    planted: [
      ['create table family.bare (id uuid); grant select on family.bare to brobygger', 'family.bare'],
      [
        'create table family.half (id uuid); alter table family.half enable row level security; grant insert on family.half to brobygger',
        'family.half',
      ],
      ['create table family.part (id uuid, b int); grant select (b) on family.part to brobygger', 'family.part'],
      [
        'create table family.counted (id uuid); grant select on family.counted to brobygger_statistics',
        'family.counted',
      ],
    ],
  },
  {
    says: 'Every table with a family in it stands behind the wall, whoever reaches it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and not c.relispartition and ${has('c.oid', 'family')}
      and not (c.relrowsecurity and c.relforcerowsecurity and ${has('c.oid', 'organisation')})`,
    planted: [['create table family.loose (family uuid)', 'family.loose']],
  },
  {
    says: 'The roles of the pages own nothing, bypass nothing and step into nobody',
    query: `select c.oid::regclass::text from pg_class c where c.relowner in ('brobygger'::regrole, 'brobygger_statistics'::regrole)
      union all select p.oid::regprocedure::text from pg_proc p where p.proowner in ('brobygger'::regrole, 'brobygger_statistics'::regrole)
      union all select rolname::text from pg_roles where rolname in ('brobygger', 'brobygger_statistics', 'facts')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)
      union all select m.member::regrole || ' in ' || m.roleid::regrole from pg_auth_members m
        where m.member in ('brobygger'::regrole, 'brobygger_statistics'::regrole, 'facts'::regrole)
      union all select n.nspname::text from pg_namespace n where ${own} and has_schema_privilege('brobygger', n.oid, 'create')`,
    planted: [
      [
        'create table family.mine (id uuid); grant create on schema family to brobygger; alter table family.mine owner to brobygger',
        'family.mine',
      ],
      ['alter role brobygger bypassrls', 'brobygger'],
      ['grant brobygger_keeper to brobygger', 'brobygger in brobygger_keeper'],
      ['grant create on schema family to brobygger', 'family'],
    ],
  },
  {
    says: 'A view the pages read runs as its reader; no view keeps its own copy',
    query: `select c.oid::regclass::text ${classes} and has_table_privilege('brobygger', c.oid, 'select')
      and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1)', false))`,
    planted: [
      [
        'create view family.all_people as select 1 as a; grant select on family.all_people to brobygger',
        'family.all_people',
      ],
      [
        'create materialized view family.copy as select 1 as a; grant select on family.copy to brobygger',
        'family.copy',
      ],
    ],
  },
  {
    says: 'A view for counting is a facts view of the role facts, and pages do not read it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('v', 'm') and has_table_privilege('brobygger_statistics', c.oid, 'select')
      and (c.relname !~ '^facts(_|$)' or c.relowner <> 'facts'::regrole or has_table_privilege('brobygger', c.oid, 'select'))`,
    planted: [
      [
        'create view family.totals as select 1 as a; grant select on family.totals to brobygger_statistics',
        'family.totals',
      ],
    ],
  },
  {
    says: 'A facts view carries no name, number, note or way back to a person',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where')}
      and c.relkind = 'v' and c.relname ~ '^facts(_|$)'
      and (a.attname ~ '(^|_)(name|cpr|phone|email|address|note|notes|text|birth_date|birthday|reference)(_|$)' or a.atttypid = 'bytea'::regtype)`,
    planted: [['create view family.facts_wrong as select 1 as birth_date', 'family.facts_wrong.birth_date']],
  },
  {
    says: 'A function that runs as its owner has a fixed search path and a reason',
    query: `select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and ${own} and (p.proconfig is null or not p.proconfig::text ~ 'search_path=' or p.oid::regprocedure::text not in ${list(definers)})`,
    planted: [
      [
        `create function family.peek() returns int language sql security definer set search_path = pg_catalog as 'select 1'`,
        'family.peek()',
      ],
      ['alter function kernel.me() reset search_path', 'kernel.me()'],
    ],
  },
  {
    says: 'A unique index begins with the organisation, or it tells of rows one may not see',
    query: `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where i.indisunique and ${own} and ${has('c.oid', 'organisation')} and not c.relispartition
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation' and a.attnum = i.indkey[0])
        and not (i.indnkeyatts = 1 and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'id' and a.atttypid = 'uuid'::regtype))
        and i.indexrelid::regclass::text not in ${list(globallyUnique)}`,
    planted: [['create table family.twin (organisation uuid, cpr bytea unique)', 'family.twin_cpr_key']],
  },
  {
    says: 'A foreign key between rows of organisations carries the organisation',
    query: `select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
      where k.contype = 'f' and ${has('k.conrelid', 'organisation')} and ${has('k.confrelid', 'organisation')}
        and k.confrelid::regclass::text not in ${list(common)}
        and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'organisation' and a.attnum = any (k.conkey))`,
    planted: [
      [
        'create table family.a (organisation uuid, id uuid unique); create table family.b (organisation uuid, a uuid references family.a (id))',
        'family.b b_a_fkey',
      ],
    ],
  },
  {
    says: 'No identifier can be counted',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and (a.attidentity <> '' or pg_get_serial_sequence(c.oid::regclass::text, a.attname) is not null)`,
    planted: [
      ['create table family.counted (id int generated always as identity)', 'family.counted.id'],
      ['create table family.old (id serial)', 'family.old.id'],
    ],
  },
  {
    says: 'Pages may not empty a table, nor hang triggers on it',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and has_table_privilege('brobygger', c.oid, 'truncate, references, trigger')`,
    planted: [['grant truncate on family.family to brobygger', 'family.family']],
  },
  {
    says: 'Pages remove rows only where nothing that happened is kept',
    query: `select c.oid::regclass::text ${classes} and c.relkind in ('r', 'p') and has_table_privilege('brobygger', c.oid, 'delete')
      and c.oid::regclass::text not in ${list(removable)} and c.relname !~ '(^|_)draft$'`,
    planted: [['grant delete on family.family to brobygger', 'family.family']],
  },
  {
    says: 'One policy a command for the pages, and none that lets everything through',
    query: `select a.polrelid::regclass || ' ' || a.polname || ' ' || b.polname from pg_policy a join pg_policy b on a.polrelid = b.polrelid and a.oid < b.oid
      where a.polpermissive and b.polpermissive and (a.polcmd = b.polcmd or '*' in (a.polcmd, b.polcmd))
        and (a.polroles = '{0}' or 'brobygger'::regrole = any (a.polroles)) and (b.polroles = '{0}' or 'brobygger'::regrole = any (b.polroles))
      union all select polrelid::regclass || ' ' || polname from pg_policy
      where polpermissive and 'true' in (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        and (polroles = '{0}' or 'brobygger'::regrole = any (polroles))`,
    planted: [
      [
        'create policy also on family.family for select to brobygger using (id is not null)',
        'family.family reading also',
      ],
      ['create table family.p (id uuid); create policy open on family.p for select using (true)', 'family.p open'],
    ],
  },
  {
    says: 'A partition is reached through its parent alone',
    query: `select c.oid::regclass::text ${classes} and c.relispartition and has_table_privilege('brobygger', c.oid, 'select, insert, update, delete')`,
    planted: [['grant select on kernel.audit_rest to brobygger', 'kernel.audit_rest']],
  },
  {
    says: 'A policy asks who is there once a query, not once a row',
    query: `select polrelid::regclass || ' ' || polname from pg_policy
      where regexp_replace(coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), ''),
        '\\(\\s*SELECT\\s+[a-z_.]+\\([^()]*\\)[^()]*\\)', '', 'g') ~ '[a-z_]+\\.[a-z_]+\\(|current_setting\\('`,
    planted: [
      [
        'create table family.slow (organisation uuid); create policy reading on family.slow for select to brobygger using (organisation = kernel.my_organisation())',
        'family.slow reading',
      ],
    ],
  },
  {
    says: 'A policy looks consent up in the access table, not by OR EXISTS',
    query: `select polrelid::regclass || ' ' || polname from pg_policy where pg_get_expr(polqual, polrelid) ~* '\\mor\\M[^()]*\\(?\\s*exists\\M'`,
    planted: [
      [
        'create table family.slow (id uuid); create policy reading on family.slow for select to brobygger using (id is null or exists (select from kernel.link))',
        'family.slow reading',
      ],
    ],
  },
  {
    says: 'A point in time knows its zone',
    query: `select a.attrelid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and a.atttypid = 'timestamp'::regtype`,
    planted: [['create table family.when (at timestamp)', 'family."when".at']],
  },
  {
    says: 'Who somebody is stands sealed, never in the clear',
    query: `select c.oid::regclass || '.' || a.attname ${classes.replace('where', 'join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where')}
      and c.relkind in ('r', 'p') and (${has('c.oid', 'family')} or n.nspname = 'family') and a.atttypid <> 'bytea'::regtype
      and a.attname ~ '(^|_)(cpr|phone|email|street|address|surname|given_name|full_name)(_|$)' and a.attname !~ '_(index|known|protected|kind)$'`,
    planted: [['create table family.open (family uuid, phone text)', 'family.open.phone']],
  },
]
