-- From here on the policies and grants are made from the rooms' rules (src/rooms/<room>/access.ts) after each migration:
-- a migration shuts a table, and the rules open it. Policies with names of their own stand in the rules now.
do $$
declare p record;
begin
  for p in select schemaname, tablename, policyname from pg_policies
    where policyname not in ('reading', 'writing', 'changing', 'removing', 'keeping', 'counting') and schemaname !~ '^pg_' loop
    execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
  end loop;
end $$;

create function kernel.shut(t regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
end $$;
create or replace function kernel.protect(t regclass, case_column text default 'family') returns void language sql as $$ select kernel.shut(t) $$;
create or replace function kernel.protect_case(t regclass) returns void language sql as $$ select kernel.shut(t) $$;
create or replace function kernel.protect_organisation(t regclass) returns void language sql as $$ select kernel.shut(t) $$;
create or replace function kernel.protect_common(t regclass) returns void language sql as $$ select kernel.shut(t) $$;
drop function kernel.wall(regclass, text, text);
drop function kernel.reach(text);
revoke all on function kernel.shut(regclass) from public;

-- The organisation of the one who asks, when her role is among these: who and where in one question.
create function kernel.house(roles text[]) returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select organisation from kernel.me() where role = any (roles) $$;

-- What a consent has opened to another organisation: these parts of the case, until that moment. Empty for one's own.
alter table kernel.access add column parts text[] not null default '{}';
alter table kernel.access add constraint access_parts check ((via = 'own') = (parts = '{}'));

alter table kernel.session drop constraint session_role_check;
alter table kernel.session add constraint session_role_check
  check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'dataProtectionOfficer', 'system'));

-- A link is crossed by somebody who has the case on this side, and by nobody else: not by an administrator, not by a
-- referrer from another site.
create or replace function kernel.me(out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[], out only_case uuid)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  token text := nullif(current_setting('app.token', true), '');
  through uuid := nullif(current_setting('app.link', true), '')::uuid;
  found kernel.session;
  bridge kernel.link;
  here uuid;
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
  role := 'system';
  sites := '{}';
  select l.* into bridge from kernel.link l where l.id = through and found.organisation in (l.organisation, l.other_organisation);
  here := case when bridge.organisation = found.organisation then bridge."case" else bridge.other_case end;
  if found.role in ('counsellor', 'coordinator', 'system') or (found.role = 'referrer' and exists (
      select from kernel.access a where a.organisation = found.organisation and a."case" = here and a.via = 'own' and a.site = any (found.sites))) then
    organisation := case when bridge.organisation = found.organisation then bridge.other_organisation else bridge.organisation end;
    only_case := case when bridge.organisation = found.organisation then bridge.other_case else bridge."case" end;
  end if;
end $$;

-- Who reaches a case, for the page that explains it: answers whoever has a relation to it, a leader of the house it
-- belongs to, and the house's data-protection officer. Nobody else, and with no row rather than a refusal.
create function kernel.reach_of(p_case uuid)
returns table (organisation uuid, site uuid, until timestamptz, via text, parts text[])
language sql stable security definer set search_path = pg_catalog as $$
  select a.organisation, a.site, a.until, a.via, a.parts from kernel.access a, kernel.me() m
  where a."case" = p_case and exists (select from kernel.access o
    where o."case" = p_case and o.via = 'own' and o.organisation = m.organisation
      and (m.role in ('counsellor', 'coordinator', 'programmeLeader', 'dataProtectionOfficer') or (m.role = 'referrer' and o.site = any (m.sites))))
$$;
revoke all on function kernel.reach_of(uuid) from public;
grant execute on function kernel.reach_of(uuid) to brobygger;
