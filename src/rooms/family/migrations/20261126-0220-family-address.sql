-- Where she lives, sealed with a key of its own. One row: what she moved from is not kept.
create table family.address (
  organisation uuid not null,
  family uuid not null,
  id uuid not null,
  wrapped_key bytea not null,
  address bytea not null,
  municipality bytea,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (organisation, family),
  foreign key (organisation, family) references family.family (organisation, id)
);
select kernel.shut('family.address');
-- The same for whoever is protected: opened by those who are named, and by nobody else.
create table family.hidden_address (like family.address including all,
  foreign key (organisation, family) references family.family (organisation, id));
select kernel.shut('family.hidden_address');

-- That she is protected, from when until when, and when that is looked through next. 'special': no address at all is kept.
create table family.protection (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  kind text not null check (kind in ('none', 'protected', 'special')),
  from_on date not null,
  until_on date check (until_on >= from_on),
  review_on date,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint protection_is_reviewed check (kind = 'none' or (review_on is not null and review_on <= from_on + 366))
);
create index protection_newest on family.protection (organisation, family, set_at desc);
select kernel.shut('family.protection');
create trigger protection_stands before update or delete on family.protection for each row execute function kernel.refuse_change();

-- Who by name may see a protected address, from whom, why and until when.
create table family.address_named (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  staff uuid not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  until timestamptz not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  constraint address_named_at_most_a_year check (until <= at + interval '366 days')
);
create index address_named_family on family.address_named (organisation, family);
select kernel.shut('family.address_named');
create trigger address_named_stands before update or delete on family.address_named for each row execute function kernel.refuse_change();
create function family.keep_named() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform kernel.name_for(new.organisation, new.family, new.staff, 'address', new.until);
  return new;
end $$;
create trigger keeps_named after insert on family.address_named for each row execute function family.keep_named();

-- An address goes where the protection says, whoever writes it.
create function family.keep_address_apart() returns trigger language plpgsql set search_path = pg_catalog as $$
declare kind text := coalesce((select p.kind from family.protection p
  where p.organisation = new.organisation and p.family = new.family order by p.set_at desc limit 1), 'none');
begin
  if kind = 'special' or (tg_table_name = 'address') <> (kind = 'none') then
    raise exception 'not here while she is protected' using errcode = 'check_violation', constraint = 'address_kept_apart';
  end if;
  return new;
end $$;
create trigger kept_apart before insert or update on family.address for each row execute function family.keep_address_apart();
create trigger kept_apart before insert or update on family.hidden_address for each row execute function family.keep_address_apart();

-- A change of protection moves the address with it, or forgets it: no moment in which it stands open.
create function family.move_address() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.kind = 'protected' then
    insert into family.hidden_address select * from family.address a where a.organisation = new.organisation and a.family = new.family
      on conflict (organisation, family) do nothing;
    delete from family.address a where a.organisation = new.organisation and a.family = new.family;
  elsif new.kind = 'special' then
    delete from family.address a where a.organisation = new.organisation and a.family = new.family;
    delete from family.hidden_address a where a.organisation = new.organisation and a.family = new.family;
  end if;
  return new;
end $$;
create trigger moves_address after insert on family.protection for each row execute function family.move_address();

-- For the caseload, which knows who has the family; the pages may not call it.
create function family.name_for_address(p_organisation uuid, p_family uuid, p_staff uuid, p_reason text, p_until timestamptz, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into family.address_named (organisation, family, staff, reason, until, at, by)
  values (p_organisation, p_family, p_staff, p_reason, p_until, p_at, p_staff) $$;
revoke all on function family.keep_named(), family.move_address(),   family.name_for_address(uuid, uuid, uuid, text, timestamptz, timestamptz) from public;
