create schema course;
grant usage on schema course to brobygger, brobygger_keeper;

-- The help itself, under the version of the agreement that the referral began under, however old.
create table course.course (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  referral uuid not null,
  programme text not null,
  agreement uuid not null references programme.agreement,
  track text not null,
  -- How many sessions the track allows; null where no source states it.
  cap int check (cap > 0),
  site uuid references govern.site,
  started_at timestamptz not null,
  started_by uuid not null,
  -- From here to version: kept by the rows of course.state alone.
  state text not null default 'open' check (state in ('open', 'closing', 'ended', 'mistaken')),
  ended_at timestamptz,
  end_reason text,
  version int not null default 0,
  synthetic boolean not null default false,
  -- The family that must have a holder while this course is open. A commit without one is refused.
  held uuid generated always as (case when state in ('open', 'closing') then family end) stored,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, referral) references referral.referral (organisation, id),
  constraint nobody_is_lost foreign key (organisation, held) references caseload.holding (organisation, family)
    deferrable initially deferred,
  constraint ended_has_a_day check ((state in ('ended', 'mistaken')) = (ended_at is not null))
);
create unique index course_one_open on course.course (organisation, held) where held is not null;
create index course_family on course.course (organisation, family);
create index course_referral on course.course (organisation, referral);
select kernel.protect('course.course');

create table course.state (
  organisation uuid not null,
  course uuid not null,
  nth int not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  verb text not null check (verb in ('start', 'decideEnd', 'goOn', 'changeTrack', 'end', 'closeAsMistaken')),
  from_state text not null,
  to_state text not null,
  reason text,
  note text,
  track text,
  cap int,
  primary key (organisation, course, nth),
  foreign key (organisation, course) references course.course (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint course_moves check ((verb, from_state, to_state) in (
    ('start', 'open', 'open'), ('decideEnd', 'open', 'closing'), ('goOn', 'closing', 'open'), ('changeTrack', 'open', 'open'),
    ('end', 'open', 'ended'), ('end', 'closing', 'ended'),
    ('closeAsMistaken', 'open', 'mistaken'), ('closeAsMistaken', 'closing', 'mistaken')))
);
create index state_family on course.state (organisation, family);
select kernel.protect('course.state');
create trigger state_stands before update or delete on course.state for each row execute function kernel.refuse_change();

-- One appointment. A moved one stays as it was, and the new one points at it.
create table course.session (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  course uuid not null,
  planned_from timestamptz not null,
  planned_to timestamptz not null,
  mode text not null check (mode in ('physical', 'video', 'phone')),
  site uuid references govern.site,
  room text,
  counsellor uuid not null,
  interpreter text,
  replaces uuid,
  planned_at timestamptz not null,
  planned_by uuid not null,
  -- Kept by the rows of course.session_state alone.
  state text not null default 'planned'
    check (state in ('planned', 'held', 'noShow', 'cancelledByHer', 'cancelledByUs', 'rescheduled')),
  version int not null default 0,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, course) references course.course (organisation, id),
  foreign key (organisation, counsellor) references govern.staff (organisation, id),
  foreign key (organisation, replaces) references course.session (organisation, id),
  constraint session_length check (planned_to > planned_from and planned_to <= planned_from + interval '8 hours'),
  constraint session_has_a_place check (mode <> 'physical' or site is not null)
);
create unique index session_one_successor on course.session (organisation, replaces) where replaces is not null;
create index session_course on course.session (organisation, course, planned_from);
create index session_counsellor on course.session (organisation, counsellor, planned_from);
create index session_family on course.session (organisation, family);
select kernel.protect('course.session');

-- Nobody and nothing is in two places at once. The one place that knows how this database forbids it: a database
-- without exclusion constraints gets a trigger here instead, under the same name.
create function course.never_twice(what text, same text) returns void language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format($ddl$alter table course.session add constraint %I exclude using gist
    (organisation with =, %s, tstzrange(planned_from, planned_to) with &&) where (state in ('planned', 'held'))$ddl$, what, same);
end $$;
revoke all on function course.never_twice(text, text) from public;
select course.never_twice('counsellor_twice', 'counsellor with =');
select course.never_twice('room_twice', 'site with =, lower(btrim(room)) with =');
select course.never_twice('interpreter_twice', 'lower(btrim(interpreter)) with =');

create table course.session_state (
  organisation uuid not null,
  session uuid not null,
  nth int not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  verb text not null,
  from_state text not null,
  to_state text not null,
  reason text,
  note text,
  primary key (organisation, session, nth),
  foreign key (organisation, session) references course.session (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint session_moves check ((verb, from_state, to_state) in (
    ('hold', 'planned', 'held'), ('miss', 'planned', 'noShow'), ('cancelByHer', 'planned', 'cancelledByHer'),
    ('cancelByUs', 'planned', 'cancelledByUs'), ('reschedule', 'planned', 'rescheduled'), ('undo', 'held', 'planned'),
    ('undo', 'noShow', 'planned'), ('undo', 'cancelledByHer', 'planned'), ('undo', 'cancelledByUs', 'planned')))
);
create index session_state_family on course.session_state (organisation, family);
select kernel.protect('course.session_state');
create trigger session_state_stands before update or delete on course.session_state
  for each row execute function kernel.refuse_change();

-- What was written about a held session. Saving again adds a row; the newest counts, and the older ones stay.
create table course.record (
  organisation uuid not null,
  session uuid not null,
  nth int not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  minutes int not null check (minutes between 5 and 480),
  took_part text[] not null check (took_part <@ array['woman', 'partner', 'child', 'interpreter']),
  topics text[] not null default '{}',
  note text not null default '' check (char_length(note) <= 30000),
  primary key (organisation, session, nth),
  foreign key (organisation, session) references course.session (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index record_family on course.record (organisation, family);
select kernel.protect('course.record');
create trigger record_stands before update or delete on course.record for each row execute function kernel.refuse_change();

-- What somebody does before next time. How it went is a row of its own; the newest counts.
create table course.agreed_step (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  course uuid not null,
  session uuid,
  text text not null check (char_length(text) between 1 and 500),
  who text not null check (who in ('woman', 'counsellor', 'both', 'other')),
  due date,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, course) references course.course (organisation, id),
  foreign key (organisation, session) references course.session (organisation, id)
);
create index agreed_step_course on course.agreed_step (organisation, course);
create index agreed_step_family on course.agreed_step (organisation, family);
select kernel.protect('course.agreed_step');
create trigger agreed_step_stands before update or delete on course.agreed_step
  for each row execute function kernel.refuse_change();

create table course.step_result (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  step uuid not null,
  family uuid not null,
  result text not null check (result in ('reached', 'partly', 'notReached', 'noLongerRelevant')),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, step) references course.agreed_step (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index step_result_step on course.step_result (organisation, step, at desc);
create index step_result_family on course.step_result (organisation, family);
select kernel.protect('course.step_result');
create trigger step_result_stands before update or delete on course.step_result
  for each row execute function kernel.refuse_change();

create table course.end_report (
  organisation uuid not null,
  course uuid not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  reason text not null,
  note text,
  summary text not null check (char_length(summary) <= 4000),
  -- She has heard the summary and said yes to the referrer reading it.
  approved boolean not null,
  primary key (organisation, course),
  foreign key (organisation, course) references course.course (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint approved_has_words check (not approved or summary <> '')
);
create index end_report_family on course.end_report (organisation, family);
select kernel.protect('course.end_report');
create trigger end_report_stands before update or delete on course.end_report
  for each row execute function kernel.refuse_change();

-- What somebody is writing and has not saved: hers alone, gone when it is saved.
create table course.draft (
  organisation uuid not null,
  staff uuid not null,
  subject uuid not null,
  family uuid not null,
  words jsonb not null,
  at timestamptz not null,
  primary key (organisation, staff, subject),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index draft_family on course.draft (organisation, family);
select kernel.protect('course.draft');
grant delete on course.draft to brobygger;

-- Takes a state row and moves the course with it, so that the two cannot disagree.
create function course.move() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  update course.course c set
    state = new.to_state,
    version = new.nth,
    track = coalesce(new.track, c.track),
    cap = case when new.verb = 'changeTrack' then new.cap else c.cap end,
    ended_at = case when new.to_state in ('ended', 'mistaken') then new.at end,
    end_reason = case when new.to_state in ('ended', 'mistaken') then new.reason end
  where c.organisation = new.organisation and c.id = new.course and c.state = new.from_state and c.version + 1 = new.nth;
  if not found then
    raise exception 'the course has moved on since' using errcode = 'check_violation', constraint = 'course_from_present';
  end if;
  return new;
end $$;
create trigger state_moves before insert on course.state for each row execute function course.move();

create function course.move_session() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  update course.session s set state = new.to_state, version = new.nth
  where s.organisation = new.organisation and s.id = new.session and s.state = new.from_state and s.version + 1 = new.nth;
  if not found then
    raise exception 'the session has moved on since' using errcode = 'check_violation', constraint = 'session_from_present';
  end if;
  return new;
end $$;
create trigger session_state_moves before insert on course.session_state for each row execute function course.move_session();

-- Where a course or a session stands changes by a state row and in no other way. Only the keeper, who brings in
-- synthetic years in bulk, writes both itself.
create function course.stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'brobygger' or pg_trigger_depth() > 1 then return new; end if;
  if tg_op = 'INSERT' then
    if new.state in ('open', 'planned') and new.version = 0 then return new; end if;
  elsif (new.state, new.version) is not distinct from (old.state, old.version) then
    return new;
  end if;
  raise exception 'moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
create trigger course_stands before insert or update on course.course for each row execute function course.stand_still();
create trigger session_stands before insert or update on course.session for each row execute function course.stand_still();

-- What is planned or held stays within what the track allows. The course is locked by whoever books, so two at once wait.
create function course.keep_cap() returns trigger language plpgsql set search_path = pg_catalog as $$
declare allowed int;
begin
  if new.state not in ('planned', 'held') or current_user = 'brobygger_keeper' then return new; end if;
  select c.cap into allowed from course.course c where c.organisation = new.organisation and c.id = new.course for update;
  if (select count(*) from course.session s where s.organisation = new.organisation and s.course = new.course
      and s.state in ('planned', 'held')) > allowed then
    raise exception 'the track allows % sessions', allowed using errcode = 'check_violation', constraint = 'within_cap';
  end if;
  return new;
end $$;
create trigger session_within_cap after insert or update of state on course.session
  for each row execute function course.keep_cap();

-- For counting, without a person and without a word that somebody wrote. A course begun by mistake never was one: it
-- stands in a view of its own and counts nowhere else. Owned by the no-login role facts.
create view course.facts as
  select c.organisation, c.id as course, c.family, c.referral, c.programme, c.agreement, c.track, c.site,
    (c.started_at at time zone 'Europe/Copenhagen')::date as started_on,
    (c.ended_at at time zone 'Europe/Copenhagen')::date as ended_on,
    c.end_reason,
    (select count(*) from course.session s where s.organisation = c.organisation and s.course = c.id and s.state = 'held') as sessions_held,
    (select count(*) from course.session s where s.organisation = c.organisation and s.course = c.id and s.state = 'noShow') as no_shows
  from course.course c where c.state <> 'mistaken';
create view course.facts_mistaken as
  select c.organisation, c.id as course, c.referral, c.programme, c.agreement, c.track, c.site,
    (c.started_at at time zone 'Europe/Copenhagen')::date as started_on,
    (c.ended_at at time zone 'Europe/Copenhagen')::date as closed_on, c.end_reason
  from course.course c where c.state = 'mistaken';
grant usage, create on schema course to facts;
grant usage on schema course to brobygger_statistics;
grant select (organisation, id, family, referral, programme, agreement, track, site, started_at, ended_at, end_reason, state)
  on course.course to facts;
grant select (organisation, course, state) on course.session to facts;
create policy counting on course.course for select to facts using (true);
create policy counting on course.session for select to facts using (true);
alter view course.facts owner to facts;
alter view course.facts_mistaken owner to facts;
revoke create on schema course from facts;
grant select on course.facts, course.facts_mistaken to brobygger_statistics;
