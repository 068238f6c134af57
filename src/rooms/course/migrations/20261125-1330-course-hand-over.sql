-- An appointment that goes over to a colleague: a row with who and when, and the appointment follows it.
alter table course.session_state add column counsellor uuid;
alter table course.session_state add constraint session_goes_to_a_colleague
  foreign key (organisation, counsellor) references govern.staff (organisation, id);
alter table course.session_state add constraint hand_over_names_her check ((verb = 'handOver') = (counsellor is not null));
alter table course.session_state drop constraint session_moves;
alter table course.session_state add constraint session_moves check ((verb, from_state, to_state) in (
  ('hold', 'planned', 'held'), ('miss', 'planned', 'noShow'), ('cancelByHer', 'planned', 'cancelledByHer'),
  ('cancelByUs', 'planned', 'cancelledByUs'), ('reschedule', 'planned', 'rescheduled'), ('handOver', 'planned', 'planned'),
  ('undo', 'held', 'planned'), ('undo', 'noShow', 'planned'), ('undo', 'cancelledByHer', 'planned'), ('undo', 'cancelledByUs', 'planned')));

create or replace function course.move_session() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  update course.session s set state = new.to_state, version = new.nth, counsellor = coalesce(new.counsellor, s.counsellor)
  where s.organisation = new.organisation and s.id = new.session and s.state = new.from_state and s.version + 1 = new.nth;
  if not found then
    raise exception 'the session has moved on since' using errcode = 'check_violation', constraint = 'session_from_present';
  end if;
  return new;
end $$;
