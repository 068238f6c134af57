create schema referral;
grant usage on schema referral to brobygger, brobygger_keeper;

-- Every change of state there is: the rows of transitions.ts, and a test holds the two together.
create table referral.transition (
  from_state text not null,
  verb text not null,
  to_state text not null,
  side text not null check (side in ('sender', 'receiver', 'system')),
  primary key (from_state, verb, to_state, side)
);
insert into referral.transition (from_state, verb, to_state, side) values
  ('draft', 'send', 'sent', 'sender'),
  ('sent', 'receive', 'received', 'receiver'),
  ('sent', 'receive', 'received', 'system'),
  ('received', 'askForInformation', 'needsInformation', 'receiver'),
  ('contacted', 'askForInformation', 'needsInformation', 'receiver'),
  ('needsInformation', 'answerInformation', 'received', 'sender'),
  ('needsInformation', 'answerInformation', 'contacted', 'sender'),
  ('received', 'recordAttempt', 'received', 'receiver'),
  ('needsInformation', 'recordAttempt', 'needsInformation', 'receiver'),
  ('contacted', 'recordAttempt', 'contacted', 'receiver'),
  ('accepted', 'recordAttempt', 'accepted', 'receiver'),
  ('waiting', 'recordAttempt', 'waiting', 'receiver'),
  ('received', 'recordAttempt', 'contacted', 'receiver'),
  ('needsInformation', 'recordAttempt', 'contacted', 'receiver'),
  ('received', 'contact', 'contacted', 'receiver'),
  ('needsInformation', 'contact', 'contacted', 'receiver'),
  ('contacted', 'accept', 'accepted', 'receiver'),
  ('waiting', 'accept', 'accepted', 'receiver'),
  ('contacted', 'putOnWaitingList', 'waiting', 'receiver'),
  ('accepted', 'putOnWaitingList', 'waiting', 'receiver'),
  ('received', 'assign', 'received', 'receiver'),
  ('needsInformation', 'assign', 'needsInformation', 'receiver'),
  ('contacted', 'assign', 'contacted', 'receiver'),
  ('accepted', 'assign', 'accepted', 'receiver'),
  ('waiting', 'assign', 'accepted', 'receiver'),
  ('sent', 'handOver', 'sent', 'sender'),
  ('sent', 'handOver', 'sent', 'system'),
  ('received', 'handOver', 'received', 'receiver'),
  ('received', 'handOver', 'received', 'system'),
  ('needsInformation', 'handOver', 'needsInformation', 'receiver'),
  ('needsInformation', 'handOver', 'needsInformation', 'system'),
  ('contacted', 'handOver', 'contacted', 'receiver'),
  ('contacted', 'handOver', 'contacted', 'system'),
  ('accepted', 'handOver', 'accepted', 'receiver'),
  ('accepted', 'handOver', 'accepted', 'system'),
  ('waiting', 'handOver', 'waiting', 'receiver'),
  ('waiting', 'handOver', 'waiting', 'system'),
  ('started', 'handOver', 'started', 'receiver'),
  ('started', 'handOver', 'started', 'system'),
  ('redirected', 'handOver', 'redirected', 'sender'),
  ('redirected', 'handOver', 'redirected', 'receiver'),
  ('redirected', 'handOver', 'redirected', 'system'),
  ('declinedByReceiver', 'handOver', 'declinedByReceiver', 'sender'),
  ('declinedByReceiver', 'handOver', 'declinedByReceiver', 'receiver'),
  ('declinedByReceiver', 'handOver', 'declinedByReceiver', 'system'),
  ('declinedByWoman', 'handOver', 'declinedByWoman', 'sender'),
  ('declinedByWoman', 'handOver', 'declinedByWoman', 'receiver'),
  ('declinedByWoman', 'handOver', 'declinedByWoman', 'system'),
  ('notReached', 'handOver', 'notReached', 'sender'),
  ('notReached', 'handOver', 'notReached', 'receiver'),
  ('notReached', 'handOver', 'notReached', 'system'),
  ('mistaken', 'handOver', 'mistaken', 'sender'),
  ('mistaken', 'handOver', 'mistaken', 'receiver'),
  ('mistaken', 'handOver', 'mistaken', 'system'),
  ('withdrawn', 'handOver', 'withdrawn', 'sender'),
  ('withdrawn', 'handOver', 'withdrawn', 'system'),
  ('received', 'plan', 'received', 'receiver'),
  ('needsInformation', 'plan', 'needsInformation', 'receiver'),
  ('contacted', 'plan', 'contacted', 'receiver'),
  ('accepted', 'plan', 'accepted', 'receiver'),
  ('waiting', 'plan', 'waiting', 'receiver'),
  ('started', 'plan', 'started', 'receiver'),
  ('received', 'redirect', 'redirected', 'receiver'),
  ('needsInformation', 'redirect', 'redirected', 'receiver'),
  ('contacted', 'redirect', 'redirected', 'receiver'),
  ('accepted', 'redirect', 'redirected', 'receiver'),
  ('waiting', 'redirect', 'redirected', 'receiver'),
  ('received', 'decline', 'declinedByReceiver', 'receiver'),
  ('needsInformation', 'decline', 'declinedByReceiver', 'receiver'),
  ('contacted', 'decline', 'declinedByReceiver', 'receiver'),
  ('accepted', 'decline', 'declinedByReceiver', 'receiver'),
  ('waiting', 'decline', 'declinedByReceiver', 'receiver'),
  ('received', 'womanDeclines', 'declinedByWoman', 'receiver'),
  ('needsInformation', 'womanDeclines', 'declinedByWoman', 'receiver'),
  ('contacted', 'womanDeclines', 'declinedByWoman', 'receiver'),
  ('accepted', 'womanDeclines', 'declinedByWoman', 'receiver'),
  ('waiting', 'womanDeclines', 'declinedByWoman', 'receiver'),
  ('received', 'giveUp', 'notReached', 'receiver'),
  ('needsInformation', 'giveUp', 'notReached', 'receiver'),
  ('contacted', 'giveUp', 'notReached', 'receiver'),
  ('accepted', 'giveUp', 'notReached', 'receiver'),
  ('waiting', 'giveUp', 'notReached', 'receiver'),
  ('accepted', 'start', 'started', 'receiver'),
  ('started', 'end', 'ended', 'receiver'),
  ('draft', 'withdraw', 'withdrawn', 'sender'),
  ('sent', 'withdraw', 'withdrawn', 'sender'),
  ('received', 'withdraw', 'withdrawn', 'sender'),
  ('needsInformation', 'withdraw', 'withdrawn', 'sender'),
  ('contacted', 'withdraw', 'withdrawn', 'sender'),
  ('accepted', 'withdraw', 'withdrawn', 'sender'),
  ('waiting', 'withdraw', 'withdrawn', 'sender'),
  ('received', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('needsInformation', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('contacted', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('accepted', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('waiting', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('started', 'closeAsMistaken', 'mistaken', 'receiver'),
  ('sent', 'amend', 'sent', 'sender'),
  ('received', 'amend', 'received', 'sender'),
  ('needsInformation', 'amend', 'needsInformation', 'sender'),
  ('contacted', 'amend', 'contacted', 'sender'),
  ('accepted', 'amend', 'accepted', 'sender'),
  ('waiting', 'amend', 'waiting', 'sender'),
  ('started', 'amend', 'started', 'sender'),
  ('redirected', 'acknowledge', 'redirected', 'sender'),
  ('redirected', 'acknowledge', 'redirected', 'receiver'),
  ('declinedByReceiver', 'acknowledge', 'declinedByReceiver', 'sender'),
  ('declinedByReceiver', 'acknowledge', 'declinedByReceiver', 'receiver'),
  ('declinedByWoman', 'acknowledge', 'declinedByWoman', 'sender'),
  ('declinedByWoman', 'acknowledge', 'declinedByWoman', 'receiver'),
  ('notReached', 'acknowledge', 'notReached', 'sender'),
  ('notReached', 'acknowledge', 'notReached', 'receiver'),
  ('mistaken', 'acknowledge', 'mistaken', 'sender'),
  ('mistaken', 'acknowledge', 'mistaken', 'receiver'),
  ('withdrawn', 'acknowledge', 'withdrawn', 'sender'),
  ('draft', 'pregnancyLost', 'draft', 'system'),
  ('sent', 'pregnancyLost', 'sent', 'system'),
  ('received', 'pregnancyLost', 'received', 'system'),
  ('needsInformation', 'pregnancyLost', 'needsInformation', 'system'),
  ('contacted', 'pregnancyLost', 'contacted', 'system'),
  ('accepted', 'pregnancyLost', 'accepted', 'system'),
  ('waiting', 'pregnancyLost', 'waiting', 'system'),
  ('started', 'pregnancyLost', 'started', 'system'),
  ('redirected', 'pregnancyLost', 'redirected', 'system'),
  ('declinedByReceiver', 'pregnancyLost', 'declinedByReceiver', 'system'),
  ('declinedByWoman', 'pregnancyLost', 'declinedByWoman', 'system'),
  ('notReached', 'pregnancyLost', 'notReached', 'system'),
  ('mistaken', 'pregnancyLost', 'mistaken', 'system'),
  ('withdrawn', 'pregnancyLost', 'withdrawn', 'system'),
  ('draft', 'consentWithdrawn', 'withdrawn', 'system'),
  ('sent', 'consentWithdrawn', 'withdrawn', 'system'),
  ('received', 'consentWithdrawn', 'withdrawn', 'system'),
  ('needsInformation', 'consentWithdrawn', 'withdrawn', 'system'),
  ('contacted', 'consentWithdrawn', 'withdrawn', 'system'),
  ('accepted', 'consentWithdrawn', 'withdrawn', 'system'),
  ('waiting', 'consentWithdrawn', 'withdrawn', 'system'),
  ('started', 'consentWithdrawn', 'started', 'system'),
  ('needsInformation', 'undo', 'received', 'receiver'),
  ('needsInformation', 'undo', 'contacted', 'receiver'),
  ('received', 'undo', 'received', 'receiver'),
  ('needsInformation', 'undo', 'needsInformation', 'receiver'),
  ('contacted', 'undo', 'contacted', 'receiver'),
  ('accepted', 'undo', 'accepted', 'receiver'),
  ('waiting', 'undo', 'waiting', 'receiver'),
  ('contacted', 'undo', 'received', 'receiver'),
  ('contacted', 'undo', 'needsInformation', 'receiver'),
  ('accepted', 'undo', 'contacted', 'receiver'),
  ('accepted', 'undo', 'waiting', 'receiver'),
  ('waiting', 'undo', 'contacted', 'receiver'),
  ('waiting', 'undo', 'accepted', 'receiver'),
  ('redirected', 'undo', 'received', 'receiver'),
  ('redirected', 'undo', 'needsInformation', 'receiver'),
  ('redirected', 'undo', 'contacted', 'receiver'),
  ('redirected', 'undo', 'accepted', 'receiver'),
  ('redirected', 'undo', 'waiting', 'receiver'),
  ('declinedByReceiver', 'undo', 'received', 'receiver'),
  ('declinedByReceiver', 'undo', 'needsInformation', 'receiver'),
  ('declinedByReceiver', 'undo', 'contacted', 'receiver'),
  ('declinedByReceiver', 'undo', 'accepted', 'receiver'),
  ('declinedByReceiver', 'undo', 'waiting', 'receiver'),
  ('declinedByWoman', 'undo', 'received', 'receiver'),
  ('declinedByWoman', 'undo', 'needsInformation', 'receiver'),
  ('declinedByWoman', 'undo', 'contacted', 'receiver'),
  ('declinedByWoman', 'undo', 'accepted', 'receiver'),
  ('declinedByWoman', 'undo', 'waiting', 'receiver'),
  ('notReached', 'undo', 'received', 'receiver'),
  ('notReached', 'undo', 'needsInformation', 'receiver'),
  ('notReached', 'undo', 'contacted', 'receiver'),
  ('notReached', 'undo', 'accepted', 'receiver'),
  ('notReached', 'undo', 'waiting', 'receiver'),
  ('mistaken', 'undo', 'received', 'receiver'),
  ('mistaken', 'undo', 'needsInformation', 'receiver'),
  ('mistaken', 'undo', 'contacted', 'receiver'),
  ('mistaken', 'undo', 'accepted', 'receiver'),
  ('mistaken', 'undo', 'waiting', 'receiver'),
  ('mistaken', 'undo', 'started', 'receiver');
select kernel.protect_common('referral.transition');

-- One referral has two rows with one id: the sender's, and the receiver's own copy under the receiver's own family file.
-- The receiver's row is the truth of where it stands; the sender's holds what the woman lets the sender know.
create table referral.referral (
  organisation uuid not null,
  id uuid not null,
  family uuid not null,
  side text not null check (side in ('sender', 'receiver')),
  other_organisation uuid not null references govern.organisation,
  link uuid not null references kernel.link,
  reference text not null,
  programme text not null,
  agreement uuid not null references programme.agreement,
  track text,
  track_reason text,
  site uuid references govern.site,
  mode text check (mode in ('physical', 'video', 'phone')),
  reasons text[] not null default '{}',
  note text,
  due_date date,
  child_birth_date date,
  language text,
  interpreter text check (interpreter in ('yes', 'no')),
  -- Name and title of the member of staff who referred: the other house cannot look her up.
  referred_by text not null,
  consent_scope text[] not null,
  consent_form text not null check (consent_form in ('written', 'oral')),
  consent_oral_reason text constraint oral_has_a_reason check (consent_form = 'written' or coalesce(consent_oral_reason, '') <> ''),
  consent_given_on date not null,
  consent_until date not null constraint a_year_at_most check (consent_until between consent_given_on and consent_given_on + interval '1 year'),
  consent_feedback text not null check (consent_feedback in ('none', 'status', 'summary')),
  -- From here to version: kept by the rows of referral.state alone.
  state text not null default 'draft',
  snapshot jsonb not null,
  last jsonb,
  due date,
  promised date,
  holder uuid,
  assigned boolean not null default false,
  attempts int not null default 0,
  follow_up_due date,
  version int not null default 0,
  created_by uuid not null,
  sent_at timestamptz not null,
  received_at timestamptz,
  contacted_at timestamptz,
  accepted_at timestamptz,
  started_at timestamptz,
  closed_at timestamptz,
  -- The end report's summary that the woman approved; at the sender only where she consented to it.
  summary text,
  summary_at timestamptz,
  synthetic boolean not null default false,
  -- The family that must have a holder while this referral is open here. A commit without one is refused.
  held uuid generated always as (case
    when side = 'receiver' and state in ('received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started') then family
    when side = 'sender' and state = 'sent' and received_at is null then family
    when follow_up_due is not null then family
  end) stored,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint nobody_is_lost foreign key (organisation, held) references caseload.holding (organisation, family)
    deferrable initially deferred,
  constraint next_step_is_dated check (held is null or side = 'sender' or due is not null)
);
create unique index referral_reference on referral.referral (organisation, reference);
create index referral_family on referral.referral (organisation, family);
create index referral_held on referral.referral (organisation, held) where held is not null;
create index referral_list on referral.referral (organisation, side, state, due, id);
select kernel.protect('referral.referral');

-- A state is a row with a who and a when. by_staff is null for what the other side did: its people are its own.
create table referral.state (
  organisation uuid not null,
  referral uuid not null,
  nth int not null,
  family uuid not null,
  at timestamptz not null,
  by_organisation uuid not null,
  by_staff uuid,
  verb text not null,
  from_state text not null,
  to_state text not null,
  side text not null,
  reason_list text,
  reason text,
  note text,
  change jsonb,
  after jsonb not null,
  primary key (organisation, referral, nth),
  foreign key (organisation, referral) references referral.referral (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index state_family on referral.state (organisation, family);
select kernel.protect('referral.state');
create trigger state_stands before update or delete on referral.state for each row execute function kernel.refuse_change();

-- What a referrer whom nothing is to be told may see of a state: her own doing and a question she must answer.
create function referral.masked(state text) returns text language sql immutable set search_path = pg_catalog as
  $$ select case when state in ('draft', 'needsInformation', 'withdrawn') then state else 'sent' end $$;

-- Takes a state row and moves the referral with it, so that the two cannot disagree. Refuses a row that is not among the
-- transitions, and one written by somebody who saw the referral before it moved on.
create function referral.move() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  now referral.referral;
  mine boolean;
begin
  select * into now from referral.referral r where r.organisation = new.organisation and r.id = new.referral for update;
  if now.id is null or (current_user <> 'brobygger_keeper' and (now.state <> new.from_state or now.version + 1 <> new.nth)) then
    raise exception 'the referral has moved on since' using errcode = 'check_violation', constraint = 'state_from_present';
  end if;
  if new.after ->> 'state' <> new.to_state then
    raise exception 'the snapshot tells another state' using errcode = 'check_violation', constraint = 'state_in_snapshot';
  end if;
  if not exists (select from referral.transition t where t.verb = new.verb and t.side = new.side and (
      (t.from_state = new.from_state and t.to_state = new.to_state)
      -- The sender's copy may hide where the receiver stands; a question may be asked anew before it was answered.
      or (now.side = 'sender' and referral.masked(t.to_state) = new.to_state
        and new.from_state in (referral.masked(t.from_state), new.to_state)))) then
    raise exception 'no such transition: % % %', new.from_state, new.verb, new.to_state
      using errcode = 'check_violation', constraint = 'state_in_transitions';
  end if;
  -- The keeper fills a database with whole stories, whose referrals stand where the last row leaves them.
  if current_user = 'brobygger_keeper' then return new; end if;
  mine := new.after -> 'followUp' ->> 'side' = now.side;
  update referral.referral r set
    state = new.to_state,
    snapshot = new.after,
    last = jsonb_build_object('verb', new.verb, 'before', now.snapshot),
    due = case when mine then (new.after -> 'followUp' ->> 'due')::date else (new.after -> 'nextStep' ->> 'due')::date end,
    promised = (new.after -> 'nextStep' ->> 'promised')::date,
    holder = case when mine then (new.after -> 'followUp' ->> 'person')::uuid
      when new.after -> 'holder' ->> 'org' = new.organisation::text then (new.after -> 'holder' ->> 'person')::uuid end,
    assigned = coalesce((new.after ->> 'assigned')::boolean, false),
    attempts = coalesce((new.after ->> 'attempts')::int, 0),
    follow_up_due = case when mine then (new.after -> 'followUp' ->> 'due')::date end,
    received_at = case when new.verb = 'receive' then new.at else now.received_at end,
    contacted_at = case
      when new.to_state in ('received', 'needsInformation') and new.verb = 'undo' then null
      when new.to_state in ('contacted', 'accepted', 'waiting') then coalesce(now.contacted_at, new.at)
      else now.contacted_at end,
    accepted_at = case
      when new.to_state in ('contacted', 'waiting') and new.verb = 'undo' then null
      when new.to_state = 'accepted' then coalesce(now.accepted_at, new.at)
      else now.accepted_at end,
    started_at = case when new.verb = 'start' then new.at else now.started_at end,
    closed_at = case
      when new.to_state in ('sent', 'received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started') then null
      else coalesce(now.closed_at, new.at) end,
    version = new.nth
  where r.organisation = new.organisation and r.id = new.referral;
  return new;
end $$;
create trigger state_moves before insert on referral.state for each row execute function referral.move();

-- Where a referral stands changes by a state row and in no other way.
create function referral.stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state = 'draft' and new.version = 0 and new.follow_up_due is null then return new; end if;
  elsif pg_trigger_depth() > 1
    or (new.state, new.snapshot, new.last, new.due, new.promised, new.holder, new.assigned, new.attempts, new.follow_up_due, new.version)
      is not distinct from
       (old.state, old.snapshot, old.last, old.due, old.promised, old.holder, old.assigned, old.attempts, old.follow_up_due, old.version) then
    return new;
  end if;
  raise exception 'a referral is moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
create trigger referral_stands before insert or update on referral.referral for each row execute function referral.stand_still();

-- "Skal ses hurtigt": set and taken off by a person, with name and time and never a reason. The newest row counts.
create table referral.urgency (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  referral uuid not null,
  family uuid not null,
  urgent boolean not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, referral) references referral.referral (organisation, id)
);
create index urgency_newest on referral.urgency (organisation, referral, at desc);
select kernel.protect('referral.urgency');
create trigger urgency_stands before update or delete on referral.urgency for each row execute function kernel.refuse_change();

-- How much room a receiver has at each site: numbers about capacity and nothing else, so that everybody who refers may
-- read them. Written anew by the receiver in the transactions that change it.
create table referral.capacity (
  organisation uuid not null references govern.organisation,
  site uuid not null references govern.site,
  -- Rostered counsellor hours a week, and how many more families they can take now.
  hours numeric(5, 1) not null,
  free int not null,
  -- Whole weeks before the next family can begin; 0 = now.
  weeks int not null,
  at timestamptz not null,
  primary key (organisation, site)
);
alter table referral.capacity enable row level security;
alter table referral.capacity force row level security;
create policy reading on referral.capacity for select to brobygger using ((select kernel.my_organisation()) is not null);
create policy writing on referral.capacity for insert to brobygger with check (organisation = (select kernel.case_organisation()));
create policy changing on referral.capacity for update to brobygger using (organisation = (select kernel.case_organisation()));
create policy keeping on referral.capacity to brobygger_keeper using (true) with check (true);
grant select, insert, update on referral.capacity to brobygger;
grant select, insert, update, delete on referral.capacity to brobygger_keeper;

-- For counting, without a person: how far each referral has come at the receiver. No text, no name, no time of day.
create view referral.facts as
  select organisation, id as referral, family, programme, agreement, track, site, mode, state, synthetic,
    state in ('received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started') as open,
    (sent_at at time zone 'Europe/Copenhagen')::date as sent_on,
    (contacted_at at time zone 'Europe/Copenhagen')::date as contacted_on,
    (accepted_at at time zone 'Europe/Copenhagen')::date as accepted_on,
    (started_at at time zone 'Europe/Copenhagen')::date as started_on,
    (closed_at at time zone 'Europe/Copenhagen')::date as ended_on
  from referral.referral where side = 'receiver';
grant usage on schema referral to facts, brobygger_statistics;
grant select (organisation, id, family, side, programme, agreement, track, site, mode, state, synthetic, sent_at, contacted_at, accepted_at, started_at, closed_at)
  on referral.referral to facts;
create policy counting on referral.referral for select to facts using (true);
grant create on schema referral to facts;
alter view referral.facts owner to facts;
revoke create on schema referral from facts;
grant select on referral.facts to brobygger_statistics;
