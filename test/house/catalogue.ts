/** Statements that break a rule of the catalogue, and what must then be found; by the rule's promise. */
export const planted: Record<string, [statement: string, found: string][]> = {
  'Every table the pages reach has enabled and forced row-level security': [
    ['create table family.bare (id uuid); grant select on family.bare to brobygger', 'family.bare'],
    [
      'create table family.half (id uuid); alter table family.half enable row level security; grant insert on family.half to brobygger',
      'family.half',
    ],
    ['create table family.part (id uuid, b int); grant select (b) on family.part to brobygger', 'family.part'],
    ['create table family.counted (id uuid); grant select on family.counted to brobygger_statistics', 'family.counted'],
  ],
  'Every table with a family in it stands behind the wall, whoever reaches it': [
    ['create table family.loose (family uuid)', 'family.loose'],
  ],
  'The roles of the pages own nothing, bypass nothing and step into nobody': [
    [
      'create table family.mine (id uuid); grant create on schema family to brobygger; alter table family.mine owner to brobygger',
      'family.mine',
    ],
    ['alter role brobygger bypassrls', 'brobygger'],
    ['grant brobygger_keeper to brobygger', 'brobygger in brobygger_keeper'],
    ['grant create on schema family to brobygger', 'family'],
  ],
  'A view the pages read runs as its reader; no view keeps its own copy': [
    [
      'create view family.all_people as select 1 as a; grant select on family.all_people to brobygger',
      'family.all_people',
    ],
    ['create materialized view family.copy as select 1 as a; grant select on family.copy to brobygger', 'family.copy'],
  ],
  'A view for counting is a facts view of the role facts, and pages do not read it': [
    [
      'create view family.totals as select 1 as a; grant select on family.totals to brobygger_statistics',
      'family.totals',
    ],
  ],
  'A facts view carries no name, number, note or way back to a person': [
    ['create view family.facts_wrong as select 1 as birth_date', 'family.facts_wrong.birth_date'],
  ],
  'A function that runs as its owner has a fixed search path and a reason': [
    [
      `create function family.peek() returns int language sql security definer set search_path = pg_catalog as 'select 1'`,
      'family.peek()',
    ],
    ['alter function kernel.me() reset search_path', 'kernel.me()'],
  ],
  'A unique index begins with the organisation, or it tells of rows one may not see': [
    ['create table family.twin (organisation uuid, cpr bytea unique)', 'family.twin_cpr_key'],
  ],
  'A foreign key between rows of organisations carries the organisation': [
    [
      'create table family.a (organisation uuid, id uuid unique); create table family.b (organisation uuid, a uuid references family.a (id))',
      'family.b b_a_fkey',
    ],
  ],
  'No identifier can be counted': [
    ['create table family.counted (id int generated always as identity)', 'family.counted.id'],
    ['create table family.old (id serial)', 'family.old.id'],
  ],
  'Pages may not empty a table, nor hang triggers on it': [
    ['grant truncate on family.family to brobygger', 'family.family'],
  ],
  'Pages remove rows only where nothing that happened is kept': [
    ['grant delete on family.family to brobygger', 'family.family'],
  ],
  'One policy a command for the pages, and none that lets everything through': [
    [
      'create policy also on family.family for select to brobygger using (id is not null)',
      'family.family reading also',
    ],
    ['create table family.p (id uuid); create policy open on family.p for select using (true)', 'family.p open'],
  ],
  'A partition is reached through its parent alone': [
    ['grant select on kernel.audit_rest to brobygger', 'kernel.audit_rest'],
  ],
  'A policy asks who is there once a query, not once a row': [
    [
      'create table family.slow (organisation uuid); create policy reading on family.slow for select to brobygger using (organisation = kernel.my_organisation())',
      'family.slow reading',
    ],
  ],
  'A policy looks consent up in the access table, not by OR EXISTS': [
    [
      'create table family.slow (id uuid); create policy reading on family.slow for select to brobygger using (id is null or exists (select from kernel.link))',
      'family.slow reading',
    ],
  ],
  'A point in time knows its zone': [['create table family.when (at timestamp)', 'family."when".at']],
  'Who somebody is stands sealed, never in the clear': [
    ['create table family.open (family uuid, phone text)', 'family.open.phone'],
  ],
}
