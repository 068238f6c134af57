-- Who by name may open a compartment of a case, and until when. Kept by the rooms' own triggers, never by hand.
create table kernel.named (
  organisation uuid not null,
  "case" uuid not null,
  staff uuid not null,
  compartment text not null check (compartment in ('safety', 'address', 'concern')),
  until timestamptz not null,
  primary key (organisation, "case", staff, compartment)
);
select kernel.shut('kernel.named');

-- For the functions of the rooms above, which run as the owner: the newest word counts.
create function kernel.name_for(p_organisation uuid, p_case uuid, p_staff uuid, p_compartment text, p_until timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into kernel.named (organisation, "case", staff, compartment, until) values (p_organisation, p_case, p_staff, p_compartment, p_until)
  on conflict (organisation, "case", staff, compartment) do update set until = excluded.until $$;
revoke all on function kernel.name_for(uuid, uuid, uuid, text, timestamptz) from public;
