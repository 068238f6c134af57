-- How a session was opened, how long it may rest, and in which role she acts.
alter table kernel.session
  add column idle_seconds int not null default 900 check (idle_seconds > 0),
  add column way text not null default 'link' check (way in ('password', 'passkey', 'workplace', 'link')),
  add column level text check (level in ('substantial', 'high')),
  add column shared boolean not null default false,
  add column device text;
-- 'unchosen': she has several roles today and has not yet said in which of them she acts. It gives no right at all.
alter table kernel.session drop constraint session_role_check;
alter table kernel.session add constraint session_role_check
  check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'dataProtectionOfficer', 'system', 'unchosen'));

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
    and (s.role = 'system' or s.seen_at > now() - make_interval(secs => s.idle_seconds));
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

-- Seen is written every fifteenth of the idle time: once a minute in a quarter of an hour, every 12 seconds in three minutes.
create or replace function kernel.enter(out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[], out shielded boolean)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  select m.session, m.staff, m.organisation, m.role, m.sites into session, staff, organisation, role, sites from kernel.me() m;
  if session is not null then
    update kernel.session s set seen_at = now() where s.id = session and s.seen_at < now() - make_interval(secs => s.idle_seconds / 15.0);
    select s.shielded into shielded from kernel.session s where s.id = session;
  end if;
end $$;

-- Ending sessions is the house's own now (end_sessions below): no page calls it for somebody else.
drop function kernel.close_sessions_of(uuid);

-- For the rooms' own functions, which run as the owner: the pages may call none of these three.
create function kernel.open_staff_session(p_token text, p_staff uuid, p_organisation uuid, p_role text, p_sites uuid[],
  p_until timestamptz, p_idle_seconds int, p_way text, p_level text, p_shared boolean, p_device text)
returns uuid language sql security definer set search_path = pg_catalog as $$
  insert into kernel.session (token_hash, staff, organisation, role, sites, expires_at, idle_seconds, way, level, shared, device)
  values (sha256(p_token::bytea), p_staff, p_organisation, p_role, p_sites, p_until, p_idle_seconds, p_way, p_level, p_shared, left(p_device, 60))
  returning id $$;
create function kernel.act_as(p_session uuid, p_role text, p_sites uuid[], p_until timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  update kernel.session set role = p_role, sites = p_sites, expires_at = least(opened_at + interval '12 hours', p_until) where id = p_session $$;
-- Ends sessions at a moment, now or later: all of somebody's, or those in one role. A moment to come only shortens.
create function kernel.end_sessions(p_organisation uuid, p_staff uuid, p_role text, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  update kernel.session set expires_at = least(expires_at, p_at), closed_at = case when p_at <= now() then now() end
  where organisation = p_organisation and staff = p_staff and closed_at is null and (p_role is null or role = p_role) $$;

-- Her own sessions: seen and ended by herself.
create function kernel.my_sessions()
returns table (id uuid, opened_at timestamptz, seen_at timestamptz, way text, level text, shared boolean, device text, role text, this boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.opened_at, s.seen_at, s.way, s.level, s.shared, s.device, s.role, s.id = m.session
  from kernel.me() m join kernel.session s on s.staff = m.staff and s.organisation = m.organisation
  where m.role <> 'system' and s.closed_at is null and s.expires_at > now() and s.seen_at > now() - make_interval(secs => s.idle_seconds)
  order by s.id = m.session desc, s.seen_at desc $$;
create function kernel.end_my_session(p_session uuid) returns boolean language sql security definer set search_path = pg_catalog as $$
  with ended as (update kernel.session s set closed_at = now() from kernel.me() m
    where s.id = p_session and s.staff = m.staff and s.organisation = m.organisation and m.role <> 'system' and s.closed_at is null returning 1)
  select exists (select from ended) $$;
-- Whoever holds a live token may end every session of its owner, this one too. Returns whose they were.
create function kernel.close_all_sessions(p_token text) returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare mine kernel.session;
begin
  select s.* into mine from kernel.session s where s.token_hash = sha256(p_token::bytea) and s.closed_at is null and s.role <> 'system';
  if mine.id is null then return null; end if;
  update kernel.session s set closed_at = now() where s.staff = mine.staff and s.organisation = mine.organisation and s.closed_at is null;
  return mine.staff;
end $$;

-- A citizen's session lives apart, so that its token can never open a page of the staff.
create table kernel.citizen_session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null,
  citizen uuid not null,
  level text not null check (level in ('substantial', 'high')),
  idle_seconds int not null check (idle_seconds > 0),
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  closed_at timestamptz
);
select kernel.shut('kernel.citizen_session');
create index citizen_session_token on kernel.citizen_session (token_hash);
create index citizen_session_citizen on kernel.citizen_session (citizen) where closed_at is null;

create function kernel.open_citizen_session(p_token text, p_citizen uuid, p_level text, p_idle_seconds int, p_until timestamptz)
returns uuid language sql security definer set search_path = pg_catalog as $$
  insert into kernel.citizen_session (token_hash, citizen, level, idle_seconds, expires_at)
  values (sha256(p_token::bytea), p_citizen, p_level, p_idle_seconds, p_until) returning id $$;
-- The citizen behind app.citizen, for her pages and the policies of her rows.
create function kernel.this_citizen(out session uuid, out citizen uuid, out level text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.citizen, s.level from kernel.citizen_session s
  where s.token_hash = sha256(nullif(current_setting('app.citizen', true), '')::bytea) and s.closed_at is null
    and s.expires_at > now() and s.seen_at > now() - make_interval(secs => s.idle_seconds) $$;
create function kernel.enter_citizen(out session uuid, out citizen uuid, out level text)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  select c.session, c.citizen, c.level into session, citizen, level from kernel.this_citizen() c;
  if session is not null then
    update kernel.citizen_session s set seen_at = now() where s.id = session and s.seen_at < now() - make_interval(secs => s.idle_seconds / 15.0);
  end if;
end $$;
create function kernel.close_citizen_session(p_token text) returns void language sql security definer set search_path = pg_catalog as
  $$ update kernel.citizen_session set closed_at = now() where token_hash = sha256(p_token::bytea) and closed_at is null $$;

revoke all on function kernel.open_staff_session(text, uuid, uuid, text, uuid[], timestamptz, int, text, text, boolean, text),
  kernel.act_as(uuid, text, uuid[], timestamptz), kernel.end_sessions(uuid, uuid, text, timestamptz), kernel.my_sessions(), kernel.end_my_session(uuid),
  kernel.close_all_sessions(text), kernel.open_citizen_session(text, uuid, text, int, timestamptz), kernel.this_citizen(),
  kernel.enter_citizen(), kernel.close_citizen_session(text) from public;
grant execute on function kernel.my_sessions(), kernel.end_my_session(uuid), kernel.close_all_sessions(text), kernel.this_citizen(),
  kernel.enter_citizen(), kernel.close_citizen_session(text) to brobygger;
