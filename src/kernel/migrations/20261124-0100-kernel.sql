-- Who is asking, what they may reach, and the trace they leave. The kernel knows cases as numbers only.
create extension if not exists btree_gist;
create schema kernel;
grant usage on schema kernel to brobygger, brobygger_keeper, brobygger_statistics;

-- Sessions are reached through the functions below alone: the application role has no grant on the table,
-- so a forged context needs a token it cannot read.
create table kernel.session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null,
  staff uuid not null,
  organisation uuid not null,
  role text not null check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'system')),
  sites uuid[] not null default '{}',
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  closed_at timestamptz
);
create index session_token on kernel.session (token_hash);
create index session_staff on kernel.session (staff) where closed_at is null;

-- Which organisation may reach which case, and until when. Kept by triggers, never by hand.
create table kernel.access (
  organisation uuid not null,
  "case" uuid not null,
  site uuid,
  until timestamptz not null default 'infinity',
  via text not null,
  primary key (organisation, "case", via)
);

-- A case at one organisation joined to the same family's case at another: made when a referral is sent.
create table kernel.link (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null,
  "case" uuid not null,
  other_organisation uuid not null,
  other_case uuid not null,
  at timestamptz not null default now()
);
create index link_own on kernel.link (organisation, "case");
create index link_other on kernel.link (other_organisation, other_case);

-- The person behind the token, or the system acting through a link for one case of the other side.
create function kernel.me(out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[], out only_case uuid)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  token text := nullif(current_setting('app.token', true), '');
  through uuid := nullif(current_setting('app.link', true), '')::uuid;
  found kernel.session;
  bridge kernel.link;
begin
  if token is null then return; end if;
  select s.* into found from kernel.session s
  where s.token_hash = sha256(token::bytea) and s.closed_at is null and s.expires_at > now()
    and (s.role = 'system' or s.seen_at > now() - interval '15 minutes');
  if found.id is null then return; end if;
  session := found.id;
  staff := found.staff;
  if through is null then
    organisation := found.organisation;
    role := found.role;
    sites := found.sites;
    return;
  end if;
  select l.* into bridge from kernel.link l where l.id = through and found.organisation in (l.organisation, l.other_organisation);
  role := 'system';
  sites := '{}';
  if bridge.organisation = found.organisation then
    organisation := bridge.other_organisation;
    only_case := bridge.other_case;
  elsif bridge.id is not null then
    organisation := bridge.organisation;
    only_case := bridge."case";
  end if;
end $$;

create function kernel.my_organisation() returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select organisation from kernel.me() $$;
create function kernel.my_staff() returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select staff from kernel.me() $$;
-- The organisation whose cases the actor may reach: none for an administrator or a programme leader.
create function kernel.case_organisation() returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select organisation from kernel.me() where role in ('referrer', 'counsellor', 'coordinator', 'system') $$;
-- A referrer reaches the cases of her own sites; the system acting through a link reaches that one case; others: no limit.
create function kernel.case_limit() returns uuid[] language sql stable security definer set search_path = pg_catalog as
  $$ select case when only_case is not null then array[only_case] when role = 'referrer' then sites end from kernel.me() $$;

-- Read in the same round trip as begin: tells the application who is asking and keeps the session alive.
create function kernel.enter(out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[])
language plpgsql security definer set search_path = pg_catalog as $$
begin
  select m.session, m.staff, m.organisation, m.role, m.sites into session, staff, organisation, role, sites from kernel.me() m;
  if session is not null then
    update kernel.session s set seen_at = now() where s.id = session and s.seen_at < now() - interval '1 minute';
  end if;
end $$;

create function kernel.open_session(p_token text, p_staff uuid, p_organisation uuid, p_role text, p_sites uuid[], p_minutes int)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare made uuid;
begin
  insert into kernel.session (token_hash, staff, organisation, role, sites, expires_at)
  values (sha256(p_token::bytea), p_staff, p_organisation, p_role, p_sites, now() + make_interval(mins => p_minutes))
  returning id into made;
  return made;
end $$;
create function kernel.close_session(p_token text) returns void language sql security definer set search_path = pg_catalog as
  $$ update kernel.session set closed_at = now() where token_hash = sha256(p_token::bytea) and closed_at is null $$;
create function kernel.close_sessions_of(p_staff uuid) returns void language sql security definer set search_path = pg_catalog as
  $$ update kernel.session set closed_at = now() where staff = p_staff and organisation = kernel.my_organisation() and closed_at is null $$;

-- Puts the second wall on a table with columns organisation and family (the case): one generated policy a command.
-- brobygger_keeper is the role of check, populate and erase; no page ever runs as it.
create function kernel.protect(t regclass, case_column text default 'family') returns void language plpgsql as $$
declare reach text := kernel.reach(case_column);
begin
  perform kernel.wall(t, reach, 'organisation = (select kernel.case_organisation()) and ' || reach);
end $$;

-- For the table of the cases themselves: a new one is in nobody's reach until its row is in, so the site alone decides.
create function kernel.protect_case(t regclass) returns void language plpgsql as $$
begin
  perform kernel.wall(t, kernel.reach('id'), 'organisation = (select kernel.case_organisation()) and ((select kernel.case_limit()) is null
    or site = any ((select kernel.case_limit())::uuid[]) or id = any ((select kernel.case_limit())::uuid[]))');
end $$;

-- A scalar sub-select, not exists: the planner would turn exists into a hash of every case the organisation has
-- (measured at 40,000 cases: 23 ms a query against 1 ms).
create function kernel.reach(case_column text) returns text language sql as $$
  select format(
    '(select max(a.until) from kernel.access a where a.organisation = (select kernel.case_organisation()) and a."case" = %I
       and ((select kernel.case_limit()) is null or a.site = any ((select kernel.case_limit())::uuid[]) or a."case" = any ((select kernel.case_limit())::uuid[])))
     > now()',
    case_column) $$;

-- For tables of an organisation's own house (staff, rosters): no case in them.
create function kernel.protect_organisation(t regclass) returns void language plpgsql as $$
begin
  perform kernel.wall(t, 'organisation = (select kernel.my_organisation())', 'organisation = (select kernel.my_organisation())');
end $$;

create function kernel.wall(t regclass, reach text, own text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy reading on %s for select to brobygger using (%s)', t, reach);
  execute format('create policy writing on %s for insert to brobygger with check (%s)', t, own);
  execute format('create policy changing on %s for update to brobygger using (%s) with check (%s)', t, own, own);
  execute format('create policy removing on %s for delete to brobygger using (%s)', t, own);
  execute format('create policy keeping on %s to brobygger_keeper using (true) with check (true)', t);
  execute format('grant select, insert, update on %s to brobygger', t);
  execute format('grant select, insert, update, delete on %s to brobygger_keeper', t);
end $$;

-- For what everybody signed in may read and only the keeper writes: organisations, sites, agreements.
create function kernel.protect_common(t regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy reading on %s for select to brobygger using ((select kernel.my_organisation()) is not null)', t);
  execute format('create policy counting on %s for select to brobygger_statistics using (true)', t);
  execute format('create policy keeping on %s to brobygger_keeper using (true) with check (true)', t);
  execute format('grant select on %s to brobygger, brobygger_statistics', t);
  execute format('grant select, insert, update, delete on %s to brobygger_keeper', t);
end $$;

-- A row that states what happened is never changed or removed.
create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% keeps what happened: rows are added, never changed', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Whoever owns a new case reaches it at once. Runs before the insert, so that the row is visible to its own RETURNING.
create function kernel.own_case() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into kernel.access (organisation, "case", site, via) values (new.organisation, new.id, new.site, 'own')
  on conflict (organisation, "case", via) do update set site = excluded.site;
  return new;
end $$;

alter table kernel.access enable row level security;
alter table kernel.access force row level security;
create policy reading on kernel.access for select to brobygger using (organisation = (select kernel.my_organisation()));
grant select on kernel.access to brobygger;
create index access_case on kernel.access ("case");

alter table kernel.link enable row level security;
alter table kernel.link force row level security;
create policy reading on kernel.link for select to brobygger using ((select kernel.my_organisation()) in (organisation, other_organisation));
create policy writing on kernel.link for insert to brobygger with check (organisation = (select kernel.case_organisation())
  and exists (select from kernel.access a where a.organisation = (select kernel.case_organisation()) and a."case" = link."case" and a.until > now()));
grant select, insert on kernel.link to brobygger;

-- The owner runs the functions above and the keeper runs populate and check: each by name, never "everybody".
do $$
declare t text;
begin
  foreach t in array array['kernel.access', 'kernel.link'] loop
    execute format('create policy keeping on %s to %I, brobygger_keeper using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update, delete on %s to brobygger_keeper', t);
  end loop;
end $$;

-- The trace: one row a request with everybody it showed. Inserted in the request's own transaction, never changed.
create table kernel.audit (
  id uuid not null default gen_random_uuid(),
  at timestamptz not null default now(),
  organisation uuid not null,
  staff uuid not null,
  role text not null,
  purpose text not null,
  action text not null check (action in ('read', 'write', 'refused')),
  what text not null,
  subjects uuid[] not null default '{}',
  request uuid not null
) partition by range (at);
create table kernel.audit_rest partition of kernel.audit default;
do $$
declare month date := '2026-01-01';
begin
  while month < '2029-01-01' loop
    execute format('create table kernel.audit_%s partition of kernel.audit for values from (%L) to (%L)',
      to_char(month, 'YYYY_MM'), month, month + interval '1 month');
    month := month + interval '1 month';
  end loop;
end $$;
create index audit_subjects on kernel.audit using gin (subjects);
create index audit_staff on kernel.audit (organisation, staff, at);
alter table kernel.audit enable row level security;
alter table kernel.audit force row level security;
create policy reading on kernel.audit for select to brobygger using (organisation = (select kernel.my_organisation()));
create policy writing on kernel.audit for insert to brobygger with check (organisation = (select kernel.my_organisation()));
create policy keeping on kernel.audit to brobygger_keeper using (true) with check (true);
grant select, insert on kernel.audit to brobygger;
grant select, insert on kernel.audit to brobygger_keeper;
create trigger audit_stands before update or delete on kernel.audit for each row execute function kernel.refuse_change();

-- News that goes out after commit; several processes may deliver.
create table kernel.outbox (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null,
  at timestamptz not null default now(),
  kind text not null,
  body jsonb not null,
  tries int not null default 0,
  due timestamptz not null default now(),
  done_at timestamptz,
  last_error text
);
create index outbox_due on kernel.outbox (due) where done_at is null;
select kernel.protect_organisation('kernel.outbox');

-- One effect for a form sent twice: the token, what was sent, and where the answer went.
create table kernel.form (
  organisation uuid not null,
  staff uuid not null,
  token uuid not null,
  digest bytea not null,
  location text,
  at timestamptz not null default now(),
  primary key (organisation, staff, token)
);
create index form_age on kernel.form (at);
select kernel.protect_organisation('kernel.form');
grant delete on kernel.form to brobygger;

revoke all on function kernel.open_session(text, uuid, uuid, text, uuid[], int), kernel.close_session(text), kernel.close_sessions_of(uuid),
  kernel.me(), kernel.enter(), kernel.own_case(), kernel.protect(regclass, text), kernel.protect_organisation(regclass),
  kernel.protect_common(regclass), kernel.protect_case(regclass), kernel.wall(regclass, text, text) from public;
grant execute on function kernel.open_session(text, uuid, uuid, text, uuid[], int), kernel.close_session(text), kernel.close_sessions_of(uuid),
  kernel.enter() to brobygger;
