-- Since when she has the family: from the day it changed hands, not from the day it first had a holder.
create or replace function caseload.hand_over_all(p_from uuid, p_to uuid, p_reason text, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := kernel.my_organisation();
  moved int;
begin
  if kernel.my_role() is distinct from 'administrator' then
    raise exception 'only an administrator' using errcode = '42501';
  end if;
  with handed as (
    update caseload.holding h set holder = p_to, since = p_at, version = version + 1
    where h.organisation = house and h.holder = p_from returning h.*
  ), noted as (
    insert into caseload.turn (organisation, family, holder, step, due, subject, subject_id, reason, at, by)
    select house, h.family, p_to, h.step, h.due, h.subject, h.subject_id, p_reason, p_at, kernel.my_staff() from handed h
    returning 1
  ) select count(*) into moved from noted;
  return moved;
end $$;
