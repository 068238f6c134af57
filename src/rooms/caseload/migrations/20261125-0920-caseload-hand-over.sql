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

-- The holder works here and has a role that sees families. Held from both sides: a family goes to nobody who has left,
-- and nobody leaves, or changes to a role that sees no family, while a family is in her hands.
alter table caseload.holding add column holder_may boolean not null default true check (holder_may);
alter table caseload.holding drop constraint holding_organisation_holder_fkey;
alter table caseload.holding add constraint holding_holder_works_here
  foreign key (organisation, holder, holder_may) references govern.staff (organisation, id, may_hold);

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
create index turn_recent on caseload.turn (organisation, at);
