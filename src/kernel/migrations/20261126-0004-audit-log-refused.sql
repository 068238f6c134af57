-- A refused attempt now names whom it was about. Nobody saw anything: it is for whoever looks into the trail, and stands in
-- no family's own log.
create or replace function kernel.log_of(p_case uuid)
returns table (day date, organisation uuid, role text, purpose text, changed boolean, times int)
language sql stable security definer set search_path = pg_catalog as $$
  select (a.at at time zone 'Europe/Copenhagen')::date, a.organisation, a.role, a.purpose, p_case = any (a.changed), count(*)::int
  from kernel.audit a, kernel.me() m
  where a.organisation = m.organisation and m.role in ('counsellor', 'coordinator') and a.subjects @> array[p_case]
    and a.action <> 'refused'
    and exists (select from kernel.access x where x.organisation = m.organisation and x."case" = p_case and x.until > now())
  group by 1, 2, 3, 4, 5 order by 1 desc, 4, 3 $$;
