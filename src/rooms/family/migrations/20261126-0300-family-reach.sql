-- She may have said no to everything digital: then no text, no e-mail and no Digital Post, whatever else she has said.
alter table family.contact_rule add column no_digital boolean not null default false;

-- What it takes to write to one woman, column by column: her rule as it is now, her phone, and when a loss was noted last.
-- For those who have her case at their own house, and the system that sends; no name and no CPR number comes this way.
create function family.to_write_to(p_case uuid)
returns table (organisation uuid, id uuid, wrapped_key bytea, phone bytea, lost_at timestamptz, contact jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select p.organisation, p.id, p.wrapped_key, p.phone,
    (select case when g.lost_on is not null then g.set_at end from family.pregnancy g
      where g.organisation = p.organisation and g.family = p_case order by g.set_at desc limit 1),
    (select to_jsonb(c) from family.contact_rule c
      where c.organisation = p.organisation and c.family = p_case order by c.set_at desc limit 1)
  from kernel.me() m join family.person p on p.organisation = m.organisation and p.family = p_case and p.part = 'pregnant'
  where m.role in ('counsellor', 'coordinator', 'system') and m.only_case is null
    and exists (select from kernel.access a where a.organisation = m.organisation and a."case" = p_case and a.via = 'own' and a.until > now()) $$;
revoke all on function family.to_write_to(uuid) from public;
grant execute on function family.to_write_to(uuid) to brobygger;
