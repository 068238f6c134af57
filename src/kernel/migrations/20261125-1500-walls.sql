-- Ways around the walls that an attacker with the pages' own role found, closed.

-- Signing in is a role's own work: what a page asks the database can open no session.
do $$
declare f regprocedure;
begin
  foreach f in array array[
    'kernel.open_session(text, uuid, uuid, text, uuid[], int)',
    'kernel.close_session(text)'
  ]::regprocedure[] loop
    execute format('revoke execute on function %s from brobygger', f);
  end loop;
end $$;
grant usage on schema kernel to brobygger_door;
grant execute on function kernel.close_session(text), kernel.close_all_sessions(text), kernel.close_citizen_session(text) to brobygger_door;

-- No temporary tables: a trigger on one looked like our own trigger to those that guard a state.
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;

-- A case that was never put in must not move: an insert that ends in "on conflict do nothing" has still called this.
create or replace function kernel.own_case() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' then
    update kernel.access set site = new.site where organisation = new.organisation and "case" = new.id and via = 'own';
  else
    insert into kernel.access (organisation, "case", site, via) values (new.organisation, new.id, new.site, 'own')
    on conflict (organisation, "case", via) do nothing;
  end if;
  return new;
end $$;

-- A link is made to a new case of the other side and to no other: its number is drawn here.
create function kernel.join_cases(p_link uuid, p_case uuid, p_other_organisation uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  who record;
  theirs uuid := gen_random_uuid();
begin
  select * into who from kernel.me();
  if who.only_case is not null or who.organisation = p_other_organisation or not coalesce(who.role in ('referrer', 'counsellor', 'coordinator'), false)
    or not exists (select from kernel.access a where a.organisation = who.organisation and a."case" = p_case and a.via = 'own'
      and a.until > now() and (who.role <> 'referrer' or a.site = any (who.sites))) then
    raise exception 'no case of hers to join' using errcode = 'insufficient_privilege';
  end if;
  insert into kernel.link (id, organisation, "case", other_organisation, other_case)
  values (p_link, who.organisation, p_case, p_other_organisation, theirs);
  return theirs;
end $$;
revoke all on function kernel.join_cases(uuid, uuid, uuid) from public;
grant execute on function kernel.join_cases(uuid, uuid, uuid) to brobygger;

-- Whoever reaches over a link is 'across': she may there what the rules say of that, which is less than the system may.
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
  where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.closed_at is null and s.expires_at > now()
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
  sites := '{}';
  select l.* into bridge from kernel.link l where l.id = through and found.organisation in (l.organisation, l.other_organisation);
  here := case when bridge.organisation = found.organisation then bridge."case" else bridge.other_case end;
  if found.role in ('counsellor', 'coordinator', 'system') or (found.role = 'referrer' and exists (
      select from kernel.access a where a.organisation = found.organisation and a."case" = here and a.via = 'own' and a.site = any (found.sites))) then
    role := 'across';
    organisation := case when bridge.organisation = found.organisation then bridge.other_organisation else bridge.organisation end;
    only_case := case when bridge.organisation = found.organisation then bridge.other_case else bridge."case" end;
  end if;
end $$;
create or replace function kernel.case_organisation() returns uuid language sql stable security definer set search_path = pg_catalog as
  $$ select organisation from kernel.me() where role in ('referrer', 'counsellor', 'coordinator', 'system', 'across') $$;

-- The token as a value and not as text of a statement: what is running now can be read in the server's own views.
create function kernel.enter_as(p_token text, out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[], out shielded boolean)
language plpgsql as $$
begin
  perform set_config('app.token', p_token, true), set_config('app.link', '', true), set_config('app.citizen', '', true);
  select e.session, e.staff, e.organisation, e.role, e.sites, e.shielded
    into session, staff, organisation, role, sites, shielded from kernel.enter() e;
end $$;
create function kernel.enter_citizen_as(p_token text, out session uuid, out citizen uuid, out level text)
language plpgsql as $$
begin
  perform set_config('app.token', '', true), set_config('app.link', '', true), set_config('app.citizen', p_token, true);
  select e.session, e.citizen, e.level into session, citizen, level from kernel.enter_citizen() e;
end $$;
revoke all on function kernel.enter_as(text), kernel.enter_citizen_as(text) from public;
grant execute on function kernel.enter_as(text), kernel.enter_citizen_as(text) to brobygger;
