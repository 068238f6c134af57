-- What hangs on a course or a session is of the same family: who may not see it can add nothing to it.
alter table course.course add constraint course_of_family unique (organisation, id, family);
alter table course.session add constraint session_of_family unique (organisation, id, family);
alter table course.agreed_step add constraint step_of_family unique (organisation, id, family);

alter table course.course drop constraint course_organisation_referral_fkey;
alter table course.course add constraint course_referral_of_family
  foreign key (organisation, referral, family) references referral.referral (organisation, id, family);
do $$
declare
  one record;
begin
  for one in select * from (values
    ('course', 'state', 'course', 'course.course'),
    ('course', 'session', 'course', 'course.course'), ('course', 'session', 'replaces', 'course.session'),
    ('course', 'session_state', 'session', 'course.session'), ('course', 'record', 'session', 'course.session'),
    ('course', 'agreed_step', 'course', 'course.course'), ('course', 'agreed_step', 'session', 'course.session'),
    ('course', 'step_result', 'step', 'course.agreed_step'), ('course', 'end_report', 'course', 'course.course'))
    as t (room, child, parent_key, parent)
  loop
    execute format('alter table %I.%I drop constraint %I', one.room, one.child, one.child || '_organisation_' || one.parent_key || '_fkey');
    execute format('alter table %I.%I add constraint %I foreign key (organisation, %I, family) references %s (organisation, id, family)',
      one.room, one.child, one.child || '_' || one.parent_key || '_of_family', one.parent_key, one.parent);
  end loop;
end $$;

-- Judged with the row in place, and moved after: the row is the proof, and not that some trigger is at work.
drop trigger state_moves on course.state;
create trigger state_moves after insert on course.state for each row when (current_user <> 'brobygger_keeper')
  execute function course.move();
drop trigger session_state_moves on course.session_state;
create trigger session_state_moves after insert on course.session_state for each row when (current_user <> 'brobygger_keeper')
  execute function course.move_session();

drop trigger course_stands on course.course;
drop trigger session_stands on course.session;
drop function course.stand_still();
create function course.stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'brobygger' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state = 'open' and new.version = 0 then return new; end if;
  elsif (new.state, new.version, new.track, new.cap, new.ended_at, new.end_reason)
      is not distinct from (old.state, old.version, old.track, old.cap, old.ended_at, old.end_reason) then
    return new;
  elsif new.version = old.version + 1 and exists (select from course.state s
      where s.organisation = new.organisation and s.course = new.id and s.nth = new.version and s.to_state = new.state
        and new.track = coalesce(s.track, old.track)
        and new.cap is not distinct from case when s.verb = 'changeTrack' then s.cap else old.cap end
        and new.ended_at is not distinct from case when s.to_state in ('ended', 'mistaken') then s.at end
        and new.end_reason is not distinct from case when s.to_state in ('ended', 'mistaken') then s.reason end) then
    return new;
  end if;
  raise exception 'moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
create trigger course_stands before insert or update on course.course for each row execute function course.stand_still();

create function course.session_stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'brobygger' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state = 'planned' and new.version = 0 then return new; end if;
  elsif (new.state, new.version, new.counsellor) is not distinct from (old.state, old.version, old.counsellor) then
    return new;
  elsif new.version = old.version + 1 and exists (select from course.session_state s
      where s.organisation = new.organisation and s.session = new.id and s.nth = new.version and s.to_state = new.state
        and new.counsellor = coalesce(s.counsellor, old.counsellor)) then
    return new;
  end if;
  raise exception 'moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
create trigger session_stands before insert or update on course.session for each row execute function course.session_stand_still();
