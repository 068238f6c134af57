import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Resource, Resources } from '../../src/kernel/access/rules.ts'
import { freshDatabase } from '../support/database.ts'
import {
  type Case,
  type ConsentState,
  cases,
  type House,
  linked,
  named,
  opened,
  otherPart,
  type Thing,
} from './model.ts'
import { others, staff } from './people.ts'

/** One id for one name, so that a row can be told by hand. */
export const idOf = (name: string): string => {
  const hex = createHash('md5').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

interface Column {
  name: string
  type: string
}
export interface Planted {
  row: number
  thing: Thing
}

/** A database of which the walls alone are left: no constraint and no trigger answers in their place. */
export interface Scratch {
  client: pg.Client
  owner: string
  planted: Map<string, Planted[]>
  columns: Map<string, Column[]>
  link: string
  tokenOf(name: string): string
  consent(state: ConsentState): Promise<void>
  /** Until the transaction ends, the owner stands alone: without what it has as a member of the keeper's role. */
  ownerAlone(): Promise<void>
  close(): Promise<void>
}

export const makeScratch = async (resources: Resources): Promise<Scratch> => {
  const database = await freshDatabase()
  const client = new pg.Client({ connectionString: database.adminUrl })
  const close = async () => {
    await client.end()
    await database.drop()
  }
  await client.connect()
  try {
    const columns = await columnsOf(client)
    await client.query(strip)
    await client.query(signIns())
    const planted = await plant(client, resources, columns)
    const link = await linkOf(client)
    await client.query(names(columns))
    await client.query(outcome)
    await client.query(clones([...planted.keys()]))
    const owner = new URL(database.ownerUrl).username
    const consent = (state: ConsentState) => client.query(consentRow(state)).then(() => undefined)
    const { rows } = await client.query("select current_setting('server_version_num')::int >= 160000 as newer")
    const ownerAlone = () =>
      client
        .query(
          rows[0].newer
            ? `update pg_auth_members set inherit_option = false where member = '${owner}'::regrole`
            : `alter role ${owner} noinherit`,
        )
        .then(() => undefined)
    return { client, owner, planted, columns, link, tokenOf: tokenFor, consent, ownerAlone, close }
  } catch (error) {
    await close()
    throw error
  }
}

const plant = async (client: pg.Client, resources: Resources, columns: Map<string, Column[]>) => {
  const planted = new Map<string, Planted[]>()
  let row = 0
  for (const [table, own] of columns) {
    const resource = resources[table]
    if (!resource) continue
    const rows = thingsOf(resource, own).map(thing => ({ row: ++row, thing }))
    planted.set(table, rows)
    await client.query(rows.map(one => insertOf(table, resource, own, one)).join(';\n'))
  }
  return planted
}

/** The column with the case, where a table has one. */
export const caseColumn = (resource: Resource): string => (resource.case ?? 'family').replaceAll('"', '')

const columnsOf = async (client: pg.Client): Promise<Map<string, Column[]>> => {
  const { rows } = await client.query(`
    select n.nspname || '.' || c.relname as t, a.attname as name, format_type(a.atttypid, null) as type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
      and not a.attisdropped and a.attgenerated = '' order by 1, a.attnum`)
  return new Map([...Map.groupBy(rows, row => String(row.t))].map(([table, list]) => [table, list as Column[]]))
}

const strip = `
do $$
declare a_table record; a_wall record;
begin
  for a_table in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') loop
    execute format('truncate %s cascade', a_table.name);
    execute format('alter table %s disable trigger all, add column matrix_row int, add column matrix_mark int', a_table.name);
  end loop;
  for a_wall in select conname, conrelid::regclass as name from pg_constraint
    where contype in ('f', 'c', 'x', 'u', 'p') and conislocal and conparentid = 0 and conrelid <> 0
      and connamespace::regnamespace::text !~ '^pg_' and connamespace::regnamespace::text not in ('information_schema', 'public')
    order by array_position(array['f', 'c', 'x', 'u', 'p'], contype::text) loop
    execute format('alter table %s drop constraint %I', a_wall.name, a_wall.conname);
  end loop;
  for a_wall in select i.indexrelid::regclass as name from pg_index i join pg_class k on k.oid = i.indexrelid
    where i.indisunique and not k.relispartition and k.relnamespace::regnamespace::text !~ '^pg_'
      and k.relnamespace::regnamespace::text not in ('information_schema', 'public') loop
    execute format('drop index %s', a_wall.name);
  end loop;
end $$`

const tokens = new Map<string, string>()
const tokenFor = (name: string): string => {
  if (!tokens.has(name)) tokens.set(name, randomUUID())
  return tokens.get(name) ?? ''
}

const signIns = (): string =>
  [...staff, ...others]
    .map(who => {
      // Gone in one of three ways: signed out, timed out, idle too long.
      const [closed, expires, seen] = who.gone
        ? who.house === 'here'
          ? ['now()', "now() + interval '1 hour'", 'now()']
          : ['null', "now() + interval '1 hour'", "now() - interval '16 minutes'"]
        : ['null', "now() + interval '1 hour'", 'now()']
      const sites = who.role === 'referrer' ? `array[${quote(idOf(who.site))}::uuid]` : `'{}'`
      return `insert into kernel.session (token_hash, staff, organisation, role, sites, closed_at, expires_at, seen_at)
        values (sha256(${quote(tokenFor(who.name))}::bytea), ${quote(idOf(who.name))}, ${quote(idOf(who.house))}, ${quote(who.role)}, ${sites}, ${closed}, ${expires}, ${seen})`
    })
    .join(';\n')

/** The rows a table needs for its rules to be told apart: every house and case, and whose own they are. */
const thingsOf = (resource: Resource, columns: Column[]): Thing[] => {
  const has = (name: string, type?: string) => columns.some(c => c.name === name && (!type || c.type === type))
  const uses = (...relations: string[]) => resource.rules.some(({ when }) => relations.includes(when))
  if (!has('organisation')) return [{}, {}]
  const times = (things: Thing[], more: Partial<Thing>[]) =>
    things.flatMap(one => more.map(rest => ({ ...one, ...rest })))
  const homes: House[] = ['here', 'partner', 'stranger']
  let things: Thing[] = has(caseColumn(resource), 'uuid')
    ? (Object.keys(cases) as Case[]).map(name => ({ house: cases[name].house, case: name }))
    : homes.map(house => ({ house }))
  if (uses('sentCase', 'receivedCase')) things = times(things, [{ side: 'sender' }, { side: 'receiver' }])
  if (uses('referralCase')) things = times(things, [{ subject: 'referral' }, { subject: 'course' }])
  if (has('other_organisation'))
    things = things.flatMap(one =>
      times(
        [one],
        homes.filter(h => h !== one.house).map(otherHouse => ({ otherHouse })),
      ),
    )
  if (uses('ownRow', 'ownDraft'))
    things = things.flatMap(one => [
      { ...one, owner: 'nobody' },
      // Her own at her own house, and once a row of hers that stands in another house.
      ...[...staff, ...others.filter(who => who.role === 'system' || who.through)]
        .filter(who => who.house === one.house || who.site === 'north')
        .map(who => ({ ...one, owner: who.name })),
    ])
  return things
}

const plain = (type: string): string => {
  if (type.endsWith('[]')) return `'{}'`
  if (/^(integer|bigint|smallint|numeric)/.test(type)) return '1'
  if (type === 'boolean') return 'true'
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'date') return `'2026-11-25'`
  if (type.startsWith('timestamp')) return 'now()'
  if (type.startsWith('time')) return `'08:00'`
  if (type === 'bytea') return `'\\x00'`
  if (/^jsonb?$/.test(type)) return `'{}'`
  return `'x'`
}

const isText = (type: string) => type === 'text'

/** What a column holds in a row about this thing, or undefined where the thing does not say. */
export const cellFor = (resource: Resource, { name, type }: Column, thing: Thing): string | undefined => {
  if (name === 'organisation') return thing.house && quote(idOf(thing.house))
  if (name === caseColumn(resource)) return thing.case && quote(idOf(thing.case))
  if (name === 'site') return quote(idOf(thing.case ? cases[thing.case].site : 'nowhere'))
  if (name === (resource.staff ?? 'staff')) return quote(idOf(thing.owner ?? 'nobody'))
  if (name === 'side' && isText(type)) return thing.side && quote(thing.side)
  if (name === 'subject' && isText(type)) return thing.subject && quote(thing.subject)
  if (name === 'other_organisation') return thing.otherHouse && quote(idOf(thing.otherHouse))
  return undefined
}

const insertOf = (table: string, resource: Resource, columns: Column[], { row, thing }: Planted): string => {
  const value = (column: Column): string => {
    if (table === 'kernel.access' && column.name === 'via') return `'own'`
    if (table === 'kernel.access' && column.name === 'until') return `'infinity'`
    return cellFor(resource, column, thing) ?? plain(column.type)
  }
  return `insert into ${table} (matrix_row, ${columns.map(c => `"${c.name}"`).join(', ')}) values (${row}, ${columns.map(value).join(', ')})`
}

/** The link between her two files: made beside the rows that are tried, and never tried itself. */
const linkOf = async (client: pg.Client): Promise<string> => {
  const [one, two] = linked
  const { rows } = await client.query(
    `insert into kernel.link (organisation, "case", other_organisation, other_case, at) values
      (${[cases[one].house, one, cases[two].house, two].map(name => quote(idOf(name))).join(', ')}, now()) returning id`,
  )
  return rows[0].id
}

/** Who is named for the compartments: made beside the rows that are tried, and never tried itself. */
const names = (columns: Map<string, Column[]>): string =>
  columns.has('kernel.named')
    ? named
        .flatMap(one => {
          const { house } = cases[one.case]
          return ['safety', 'address', 'concern'].map(
            compartment =>
              `insert into kernel.named (organisation, "case", staff, compartment, until) values (${[house, one.case, one.who].map(name => quote(idOf(name))).join(', ')}, ${quote(compartment)}, now() ${one.state === 'live' ? '+' : '-'} interval '1 hour')`,
          )
        })
        .join(';\n')
    : 'select 1'

const allParts = `'{identity,reasons,pregnancy,wish,contact,note}'`
const untilOf: Record<ConsentState, string> = {
  none: '',
  live: "now() + interval '30 days'",
  expiresToday: "date_trunc('day', now()) + interval '1 day'",
  expiredYesterday: "date_trunc('day', now())",
  withdrawn: 'now()',
  forAnotherPart: "now() + interval '30 days'",
}
const consentRow = (state: ConsentState): string => {
  const clear = `delete from kernel.access where via <> 'own'`
  if (state === 'none') return clear
  const parts = state === 'forAnotherPart' ? `'{${otherPart}}'` : allParts
  return `${clear}; insert into kernel.access (organisation, "case", until, via, parts)
    values (${quote(idOf(opened.to))}, ${quote(idOf(opened.case))}, ${untilOf[state]}, 'consent', ${parts})`
}

const clones = (tables: string[]): string =>
  [
    'create table matrix.clone (t text, matrix_row int, body json)',
    ...tables.map(
      table =>
        `insert into matrix.clone select '${table}', matrix_row, to_json(x) from ${table} x where matrix_row is not null`,
    ),
    'analyze matrix.clone',
  ].join(';\n')

// Tries everything with one table as one person, with no WHERE, each try undone. Returns the rows it worked on.
const outcome = `
create schema matrix;
create function matrix.outcome(t text, cols text, role text, token text, link text, moves jsonb) returns jsonb language plpgsql as $f$
declare
  answer jsonb := '{}';
  found int[];
  rest int[];
  step record;
  clones json[];
  ids int[];
  n int;
begin
  select array_agg(k.body order by k.matrix_row), array_agg(k.matrix_row order by k.matrix_row) into clones, ids from matrix.clone k where k.t = outcome.t;
  perform set_config('app.token', token, true), set_config('app.link', link, true);

  begin
    perform set_config('role', role, true);
    if role = 'facts' then
      execute format('select count(*) from %s', t) into n;
      execute format('select array(select generate_series(1, %s))', n) into found;
    else
      execute format('select coalesce(array_agg(matrix_row) filter (where matrix_row is not null), ''{}'') from %s', t) into found;
    end if;
    raise exception 'undo';
  exception when others then
    if sqlstate = '42501' then found := '{}'; elsif sqlerrm <> 'undo' then raise; end if;
  end;
  answer := answer || jsonb_build_object('read', found);

  begin
    perform set_config('role', role, true);
    execute format('update %s set matrix_mark = 1', t);
    perform set_config('role', 'none', true);
    execute format('select coalesce(array_agg(matrix_row) filter (where matrix_mark = 1 and matrix_row is not null), ''{}'') from %s', t) into found;
    raise exception 'undo';
  exception when others then
    if sqlstate = '42501' then found := '{}'; elsif sqlerrm <> 'undo' then raise; end if;
  end;
  answer := answer || jsonb_build_object('change', found);

  begin
    perform set_config('role', role, true);
    execute format('delete from %s', t);
    perform set_config('role', 'none', true);
    execute format('select coalesce(array_agg(matrix_row), ''{}'') from %s', t) into rest;
    found := array(select unnest(ids) except select unnest(rest));
    raise exception 'undo';
  exception when others then
    if sqlstate = '42501' then found := '{}'; elsif sqlerrm <> 'undo' then raise; end if;
  end;
  answer := answer || jsonb_build_object('remove', found);

  found := '{}';
  for i in 1 .. coalesce(array_length(ids, 1), 0) loop
    begin
      perform set_config('role', role, true);
      execute format('insert into %s (%s) select %s from json_populate_record(null::%s, $1)', t, cols, cols, t) using clones[i];
      raise exception 'undo';
    exception when others then
      if sqlerrm = 'undo' then found := found || ids[i]; elsif sqlstate <> '42501' then raise; end if;
    end;
  end loop;
  answer := answer || jsonb_build_object('add', found);

  found := '{}';
  for step in select (m ->> 'row')::int as row, m ->> 'set' as clause from jsonb_array_elements(moves) m loop
    begin
      execute format('delete from %s where matrix_row <> %s', t, step.row);
      perform set_config('role', role, true);
      execute format('update %s set %s', t, step.clause);
      get diagnostics n = row_count;
      if n > 0 then found := found || step.row; end if;
      raise exception 'undo';
    exception when others then
      if sqlstate <> '42501' and sqlerrm <> 'undo' then raise; end if;
    end;
  end loop;
  return answer || jsonb_build_object('move', found);
end $f$`
