-- What breaking the glass opens of a family, column by column: her name, her phone, when she is born, how she may be
-- reached and how far she is. Nothing else can come this way: no CPR number, no address, and what is added later stays shut.
create function family.glass_find(p_phone bytea, p_birth bytea, p_cpr bytea) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select distinct p.family from family.person p, kernel.me() m
  where p.organisation = m.organisation and m.role in ('referrer', 'programmeLeader') and p.part = 'pregnant'
    and ((p.cpr_index = p_cpr) or (p.phone_index = p_phone and p.birth_index = p_birth))
  limit 3 $$;

create function family.glass_person(p_case uuid)
returns table (organisation uuid, id uuid, wrapped_key bytea, name bytea, birth_date bytea, phone bytea, due_date date, born_on date, lost_on date, contact jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select p.organisation, p.id, p.wrapped_key, p.name, p.birth_date, p.phone, g.due_date, g.born_on, g.lost_on, to_jsonb(c)
  from kernel.me() m join family.person p on p.organisation = m.organisation and p.family = p_case and p.part = 'pregnant'
  left join lateral (select g.due_date, g.born_on, g.lost_on from family.pregnancy g
    where g.organisation = p.organisation and g.family = p_case order by g.set_at desc limit 1) g on true
  left join lateral (select c.may_call, c.may_text, c.may_leave_message, c.read_along, c.alone_when_asked, c.best_hours, c.language, c.interpreter
    from family.contact_rule c where c.organisation = p.organisation and c.family = p_case order by c.set_at desc limit 1) c on true
  where (select govern.through_glass(p_case)) $$;

revoke all on function family.glass_find(bytea, bytea, bytea), family.glass_person(uuid) from public;
grant execute on function family.glass_find(bytea, bytea, bytea), family.glass_person(uuid) to brobygger;
