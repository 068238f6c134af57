-- The trail is read by the data-protection officer and by the system that seals it; others get what a function gives.
drop policy reading on kernel.audit;
create policy reading on kernel.audit for select to brobygger
  using (organisation = (select kernel.my_organisation()) and (select kernel.my_role()) in ('dataProtectionOfficer', 'system'));
do $$
declare t regclass;
begin
  for t in select inhrelid::regclass from pg_inherits where inhparent = 'kernel.audit'::regclass loop
    execute format('drop policy reading on %s', t);
    execute format('create policy reading on %s for select to brobygger
      using (organisation = (select kernel.my_organisation()) and (select kernel.my_role()) in (''dataProtectionOfficer'', ''system''))', t);
  end loop;
end $$;
create or replace function kernel.wall_audit_partition(t regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy reading on %s for select to brobygger
    using (organisation = (select kernel.my_organisation()) and (select kernel.my_role()) in (''dataProtectionOfficer'', ''system''))', t);
  execute format('create policy writing on %s for insert to brobygger
    with check (organisation = (select kernel.my_organisation()) and staff = (select kernel.my_staff()))', t);
  execute format('create policy keeping on %s to brobygger_keeper using (true) with check (true)', t);
  execute format('revoke all on %s from public, brobygger, brobygger_keeper, brobygger_statistics', t);
end $$;

-- Who has looked at one case or changed it, by day, role and purpose: never by name. For whoever works with her here.
create function kernel.log_of(p_case uuid)
returns table (day date, organisation uuid, role text, purpose text, changed boolean, times int)
language sql stable security definer set search_path = pg_catalog as $$
  select (a.at at time zone 'Europe/Copenhagen')::date, a.organisation, a.role, a.purpose, p_case = any (a.changed), count(*)::int
  from kernel.audit a, kernel.me() m
  where a.organisation = m.organisation and m.role in ('counsellor', 'coordinator') and a.subjects @> array[p_case]
    and exists (select from kernel.access x where x.organisation = m.organisation and x."case" = p_case and x.until > now())
  group by 1, 2, 3, 4, 5 order by 1 desc, 4, 3 $$;
revoke all on function kernel.log_of(uuid) from public;
grant execute on function kernel.log_of(uuid) to brobygger;
