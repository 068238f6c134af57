-- Judged before it is put in, acted on after. A referral stands where its newest state row says, and that row is the proof:
-- that some trigger is at work proves nothing, since anybody's trigger would do.
create trigger state_moved after insert on referral.state for each row when (current_user <> 'brobygger_keeper')
  execute function referral.move();
create or replace function referral.move() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  now referral.referral;
  mine boolean;
begin
  select * into now from referral.referral r where r.organisation = new.organisation and r.id = new.referral for update;
  if new.by_staff is not null and new.by_staff is distinct from kernel.my_staff() and current_user <> 'brobygger_keeper' then
    raise exception 'nobody writes in a colleague''s name' using errcode = 'check_violation', constraint = 'state_by_herself';
  end if;
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
  if tg_when = 'BEFORE' then return new; end if;
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

create or replace function referral.stand_still() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  if tg_op = 'INSERT' then
    if new.state = 'draft' and new.version = 0 and new.follow_up_due is null then return new; end if;
  elsif (new.state, new.snapshot, new.last, new.due, new.promised, new.holder, new.assigned, new.attempts, new.follow_up_due, new.version)
      is not distinct from
       (old.state, old.snapshot, old.last, old.due, old.promised, old.holder, old.assigned, old.attempts, old.follow_up_due, old.version) then
    return new;
  elsif new.version = old.version + 1 and exists (select from referral.state s
      where s.organisation = new.organisation and s.referral = new.id and s.nth = new.version
        and s.to_state = new.state and s.after = new.snapshot) then
    return new;
  end if;
  raise exception 'a referral is moved by a state row alone' using errcode = 'check_violation', constraint = 'moved_by_state';
end $$;
