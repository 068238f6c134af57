-- Somebody looks along at the screen: for the rest of the session other families are hidden, until she says otherwise.
alter table kernel.session add column shielded boolean not null default false;

drop function kernel.enter();
create function kernel.enter(out session uuid, out staff uuid, out organisation uuid, out role text, out sites uuid[], out shielded boolean)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  select m.session, m.staff, m.organisation, m.role, m.sites into session, staff, organisation, role, sites from kernel.me() m;
  if session is not null then
    update kernel.session s set seen_at = now() where s.id = session and s.seen_at < now() - interval '1 minute';
    select s.shielded into shielded from kernel.session s where s.id = session;
  end if;
end $$;

create function kernel.shield(p_on boolean) returns void language sql security definer set search_path = pg_catalog as
  $$ update kernel.session set shielded = p_on where id = (select session from kernel.me()) $$;

-- For policies that let only some roles write: the role of the one who asks.
create function kernel.my_role() returns text language sql stable security definer set search_path = pg_catalog as
  $$ select role from kernel.me() $$;

revoke all on function kernel.enter(), kernel.shield(boolean) from public;
grant execute on function kernel.enter(), kernel.shield(boolean) to brobygger;
