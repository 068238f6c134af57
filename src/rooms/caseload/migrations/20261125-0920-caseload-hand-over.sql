-- How each person wants her list shown.
create table caseload.preference (
  organisation uuid not null,
  staff uuid not null,
  initials boolean not null,
  at timestamptz not null,
  primary key (organisation, staff),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
select kernel.protect_organisation('caseload.preference');

-- The functions below count and move families for an administrator, who may not see them; they run as the owner.
do $$
begin
  execute format('create policy moving on caseload.holding to %I using (true) with check (true)', current_user);
  execute format('create policy moving on caseload.turn for insert to %I with check (true)', current_user);
end $$;

-- Nobody leaves, or changes to a role that sees no family, while a family is in her hands.
create function caseload.keep_holder() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  leaves boolean := new.ends_on is not null and (old.ends_on is null or new.ends_on < old.ends_on);
  turns_away boolean := new.role in ('administrator', 'programmeLeader') and old.role <> new.role;
begin
  if not leaves and not turns_away then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended(new.id::text, 2));
  if exists (select from caseload.holding h where h.organisation = new.organisation and h.holder = new.id) then
    raise exception 'families are still in her hands' using errcode = '23514', constraint = 'staff_holds_nobody';
  end if;
  return new;
end $$;
create trigger keep_holder before update of ends_on, role on govern.staff for each row execute function caseload.keep_holder();

-- Nobody gets a family after she has left. Waits for a leaving that is under way in another transaction.
create function caseload.take_on() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(new.holder::text, 2));
  if not govern.takes_on(new.organisation, new.holder) then
    raise exception 'the holder has left' using errcode = '23514', constraint = 'holding_holder_works_here';
  end if;
  return null;
end $$;
create trigger taken_on after insert on caseload.holding for each row execute function caseload.take_on();
create trigger handed_over after update of holder on caseload.holding for each row
  when (old.holder is distinct from new.holder) execute function caseload.take_on();

-- How many families somebody of the own house has: a number, for those who may not know which.
create function caseload.held_by(p_staff uuid) returns int language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::int from caseload.holding h
  where h.organisation = (select kernel.my_organisation()) and h.holder = p_staff
    and (select kernel.my_role()) in ('administrator', 'coordinator') $$;

-- Everybody one person has goes to another, each with her next step and date: an administrator's way, who sees none of them.
create function caseload.hand_over_all(p_from uuid, p_to uuid, p_reason text, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := kernel.my_organisation();
  moved int;
begin
  if kernel.my_role() is distinct from 'administrator' then
    raise exception 'only an administrator' using errcode = '42501';
  end if;
  with handed as (
    update caseload.holding h set holder = p_to, version = version + 1
    where h.organisation = house and h.holder = p_from returning h.*
  ), noted as (
    insert into caseload.turn (organisation, family, holder, step, due, subject, subject_id, reason, at, by)
    select house, h.family, p_to, h.step, h.due, h.subject, h.subject_id, p_reason, p_at, kernel.my_staff() from handed h
    returning 1
  ) select count(*) into moved from noted;
  return moved;
end $$;

revoke all on function caseload.held_by(uuid), caseload.hand_over_all(uuid, uuid, text, timestamptz) from public;
grant execute on function caseload.held_by(uuid), caseload.hand_over_all(uuid, uuid, text, timestamptz) to brobygger;

-- The list in its one order: broken longest first, then by time of day.
create index holding_order on caseload.holding (organisation, due, (coalesce(due_at, 'infinity'::timestamptz)), family);
