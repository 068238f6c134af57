-- A mark belongs to a referral of the same family: who may not see the referral can say nothing about it.
alter table referral.referral add constraint referral_of_family unique (organisation, id, family);
alter table referral.urgency drop constraint urgency_organisation_referral_fkey;
alter table referral.urgency add constraint urgency_of_family
  foreign key (organisation, referral, family) references referral.referral (organisation, id, family);
alter table referral.state drop constraint state_organisation_referral_fkey;
alter table referral.state add constraint state_of_family
  foreign key (organisation, referral, family) references referral.referral (organisation, id, family);

-- What a midwife wrote about her is corrected with a row that names the field, at the latest when the transaction ends.
-- Runs as the owner: what was written over a link is out of the writer's sight by then.
create function referral.keep_correction() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  fields text[] := array_remove(array[
    case when new.reasons is distinct from old.reasons then 'reasons' end,
    case when new.note is distinct from old.note then 'note' end,
    case when new.due_date is distinct from old.due_date or new.child_birth_date is distinct from old.child_birth_date then 'day' end,
    case when new.track is distinct from old.track then 'track' end,
    case when new.site is distinct from old.site then 'site' end,
    case when new.mode is distinct from old.mode then 'mode' end,
    case when new.language is distinct from old.language or new.interpreter is distinct from old.interpreter then 'language' end], null);
begin
  if exists (select from unnest(fields) field where not exists (select from referral.state s
      where s.organisation = new.organisation and s.referral = new.id and s.nth > old.version and s.verb = 'amend'
        and case s.change ->> 'field' when 'dueDate' then 'day' when 'childBirthDate' then 'day' when 'interpreter' then 'language'
          else s.change ->> 'field' end = field)) then
    raise exception 'corrected without a row that says so' using errcode = 'check_violation', constraint = 'corrected_by_state';
  end if;
  return null;
end $$;
revoke all on function referral.keep_correction() from public;
create constraint trigger referral_corrected after update on referral.referral deferrable initially deferred
  for each row when (current_user <> 'brobygger_keeper' and
    (new.reasons, new.note, new.due_date, new.child_birth_date, new.track, new.site, new.mode, new.language, new.interpreter)
    is distinct from
    (old.reasons, old.note, old.due_date, old.child_birth_date, old.track, old.site, old.mode, old.language, old.interpreter))
  execute function referral.keep_correction();

-- When she was talked with, taken in and helped moves with the state; that it has arrived is noted once, and so is what
-- she approved of the end report.
create or replace function referral.stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state = 'draft' and new.version = 0 and new.follow_up_due is null and new.contacted_at is null
      and new.accepted_at is null and new.started_at is null and new.closed_at is null and new.summary is null then return new; end if;
  elsif (old.summary is not null and (new.summary, new.summary_at) is distinct from (old.summary, old.summary_at)) then
    raise exception 'a summary is given once' using errcode = 'check_violation', constraint = 'summary_once';
  elsif (new.state, new.snapshot, new.last, new.due, new.promised, new.holder, new.assigned, new.attempts, new.follow_up_due, new.version,
        new.contacted_at, new.accepted_at, new.started_at, new.closed_at)
      is not distinct from
       (old.state, old.snapshot, old.last, old.due, old.promised, old.holder, old.assigned, old.attempts, old.follow_up_due, old.version,
        old.contacted_at, old.accepted_at, old.started_at, old.closed_at)
      and (old.received_at is null or new.received_at is not distinct from old.received_at) then
    return new;
  elsif new.version = old.version + 1 and exists (select from referral.state s
      where s.organisation = new.organisation and s.referral = new.id and s.nth = new.version
        and s.to_state = new.state and s.after = new.snapshot) then
    return new;
  end if;
  raise exception 'a referral is moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
