-- What a woman said yes to: one house gives these parts of her case to exactly one other, for one purpose, until a day.
-- There is no recipient but a single house: "all partners" cannot be written. Renewed and withdrawn by new rows.
create table govern.consent (
  organisation uuid not null references govern.organisation,
  id uuid not null,
  -- Her file at the house that gives.
  family uuid not null,
  other_organisation uuid not null references govern.organisation constraint another_house check (other_organisation <> organisation),
  -- Her file at the recipient, when it has one.
  other_family uuid,
  basis text not null check (basis in ('SUL43', 'FVL28', 'GDPR9')),
  form text not null check (form in ('written', 'oral')),
  oral_reason text constraint oral_has_a_reason check (form = 'written' or coalesce(oral_reason, '') <> ''),
  given_by text not null check (given_by in ('woman', 'custodian')),
  custodian text constraint custodian_is_named check ((given_by = 'custodian') = (coalesce(custodian, '') <> '')),
  witness uuid not null,
  parts text[] not null constraint parts_are_known check (
    cardinality(parts) > 0 and parts <@ array['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note']),
  purpose text not null check (purpose in ('help', 'cooperation', 'handOver')),
  feedback text not null check (feedback in ('none', 'status', 'summary')),
  given_on date not null,
  until date not null constraint a_year_at_most check (until between given_on and given_on + interval '1 year'),
  replaces uuid,
  at timestamptz not null,
  by uuid not null,
  synthetic boolean not null default false,
  primary key (organisation, id),
  foreign key (organisation, witness) references govern.staff (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id),
  foreign key (organisation, replaces) references govern.consent (organisation, id),
  constraint not_tomorrow check (given_on <= (at at time zone 'Europe/Copenhagen')::date)
);
create index consent_family on govern.consent (organisation, family, at);
create index consent_recipient on govern.consent (other_organisation, other_family);
create index consent_replaced on govern.consent (organisation, replaces) where replaces is not null;

-- Taken back: from that moment on. Nothing else about it changes, and nothing is removed.
create table govern.consent_end (
  organisation uuid not null,
  consent uuid not null,
  family uuid not null,
  other_organisation uuid not null,
  other_family uuid,
  said_by text not null check (said_by in ('woman', 'custodian')),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, consent),
  foreign key (organisation, consent) references govern.consent (organisation, id)
);
create index consent_end_recipient on govern.consent_end (other_organisation, other_family);

-- What a house decided about a consent that runs out, or that it has seen that one is taken back.
create table govern.consent_decision (
  organisation uuid not null references govern.organisation,
  consent uuid not null,
  family uuid not null,
  outcome text not null check (outcome in ('lapse', 'seen')),
  words text not null check (length(words) <= 1000 and (outcome = 'seen' or words <> '')),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, consent, outcome),
  foreign key (organisation, by) references govern.staff (organisation, id)
);
create index consent_decision_family on govern.consent_decision (organisation, family);

-- Told to another without her yes: with its paragraph, why it was necessary, and whether and when she was told.
create table govern.disclosure (
  organisation uuid not null references govern.organisation,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  basis text not null check (basis in ('SUL43-2-1', 'SUL43-2-2', 'SUL43-2-3', 'FVL28-2-2', 'FVL28-2-3')),
  justification text not null check (length(trim(justification)) between 20 and 4000),
  recipient text not null check (length(trim(recipient)) between 2 and 200),
  what text not null check (length(trim(what)) between 3 and 4000),
  told_on date,
  not_told_reason text,
  tell_by date,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id),
  constraint told_or_why_not check (case when told_on is null
    then length(trim(coalesce(not_told_reason, ''))) > 0 and tell_by is not null
    else not_told_reason is null and tell_by is null end),
  constraint told_not_tomorrow check (told_on <= (at at time zone 'Europe/Copenhagen')::date)
);
create index disclosure_family on govern.disclosure (organisation, family);
create table govern.disclosure_told (
  organisation uuid not null,
  disclosure uuid not null,
  family uuid not null,
  told_on date not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, disclosure),
  foreign key (organisation, disclosure) references govern.disclosure (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id),
  constraint told_not_tomorrow check (told_on <= (at at time zone 'Europe/Copenhagen')::date)
);

-- A meeting between school, day-care, the municipality's health service and its families department: at most two for each
-- child, the second with a reason. Regions and associations do not belong to it.
create table govern.exchange (
  organisation uuid not null references govern.organisation,
  family uuid not null,
  child text not null constraint child_is_told check (child ~ '^(unborn|child)[1-4]$'),
  nth int not null constraint two_at_most check (nth in (1, 2)),
  reason text constraint second_has_a_reason check (nth = 1 or length(trim(coalesce(reason, ''))) > 0),
  held_on date not null,
  participants text[] not null constraint participants_are_allowed check (cardinality(participants) >= 2
    and participants <@ array['school', 'dayCare', 'municipalHealth', 'municipalFamily', 'privateForThem']),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, family, child, nth),
  foreign key (organisation, by) references govern.staff (organisation, id),
  constraint held_not_tomorrow check (held_on <= (at at time zone 'Europe/Copenhagen')::date)
);

do $$
declare t text;
begin
  foreach t in array array['consent', 'consent_end', 'consent_decision', 'disclosure', 'disclosure_told', 'exchange'] loop
    execute format('select kernel.protect(%L)', 'govern.' || t);
    execute format('create trigger %I before update or delete on govern.%I for each row execute function kernel.refuse_change()', t || '_stands', t);
    execute format('grant select, insert on govern.%I to brobygger_keeper', t);
    execute format('create policy keeping on govern.%I to brobygger_keeper using (true) with check (true)', t);
  end loop;
end $$;

-- A consent opens these parts of the case to its recipient, to the end of its last day by Danish time.
create function govern.open_by_consent() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into kernel.access (organisation, "case", until, via, parts)
  values (new.other_organisation, new.family, (new.until + 1)::timestamp at time zone 'Europe/Copenhagen', 'consent ' || new.id, new.parts);
  return new;
end $$;
create trigger open_by_consent after insert on govern.consent for each row execute function govern.open_by_consent();
-- A consent taken back shuts them at once; so does one that takes its place.
create function govern.shut_by_consent() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update kernel.access a set until = least(a.until, now())
  where a."case" = new.family and a.via = 'consent ' || new.consent
    and exists (select from govern.consent c where c.organisation = new.organisation and c.id = new.consent
      and c.family = new.family and c.other_organisation = a.organisation);
  return new;
end $$;
create trigger shut_by_consent after insert on govern.consent_end for each row execute function govern.shut_by_consent();
create function govern.shut_replaced() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update kernel.access a set until = least(a.until, now())
  where a.organisation = new.other_organisation and a."case" = new.family and a.via = 'consent ' || new.replaces;
  return new;
end $$;
create trigger shut_replaced after insert on govern.consent for each row when (new.replaces is not null) execute function govern.shut_replaced();

-- A consent renews one of the same case to the same house, and ends stand by their own consent.
create function govern.same_consent() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.replaces is not null and not exists (select from govern.consent c where c.organisation = new.organisation
      and c.id = new.replaces and c.family = new.family and c.other_organisation = new.other_organisation) then
    raise exception 'a consent renews one to the same house' using errcode = 'check_violation', constraint = 'same_recipient';
  end if;
  return new;
end $$;
create trigger same_consent before insert on govern.consent for each row execute function govern.same_consent();
create function govern.same_end() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from govern.consent c where c.organisation = new.organisation and c.id = new.consent
      and c.family = new.family and c.other_organisation = new.other_organisation
      and c.other_family is not distinct from new.other_family) then
    raise exception 'an end belongs to its consent' using errcode = 'check_violation', constraint = 'same_consent';
  end if;
  return new;
end $$;
create trigger same_end before insert on govern.consent_end for each row execute function govern.same_end();

-- The exchange is the municipality's: a region or an association registers none. The second meeting follows the first.
create function govern.may_exchange() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select o.kind from govern.organisation o where o.id = new.organisation) not in ('municipality', 'kommune') then
    raise exception 'regions and associations take no part' using errcode = 'check_violation', constraint = 'municipal_alone';
  end if;
  if new.nth = 2 and not exists (select from govern.exchange e where e.organisation = new.organisation
      and e.family = new.family and e.child = new.child and e.nth = 1 and e.held_on <= new.held_on) then
    raise exception 'a follow-up follows a meeting' using errcode = 'check_violation', constraint = 'first_comes_first';
  end if;
  return new;
end $$;
create trigger may_exchange before insert on govern.exchange for each row execute function govern.may_exchange();

-- How many consents of the caller's house are oral: two numbers, for whoever watches over it.
create function govern.consent_forms(p_from date) returns table (oral bigint, total bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*) filter (where c.form = 'oral'), count(*) from govern.consent c, kernel.me() m
  where c.organisation = m.organisation and m.only_case is null and m.role in ('dataProtectionOfficer', 'programmeLeader')
    and c.given_on >= p_from $$;
revoke all on function govern.consent_forms(date), govern.open_by_consent(), govern.shut_by_consent(), govern.shut_replaced(),
  govern.same_consent(), govern.same_end(), govern.may_exchange() from public;
grant execute on function govern.consent_forms(date) to brobygger;

-- For rooms that kept consents before: the keeper puts one in as it was given, taken back or not.
create function govern.keep_consent(p_organisation uuid, p_id uuid, p_family uuid, p_recipient uuid, p_recipient_family uuid,
  p_form text, p_oral_reason text, p_by uuid, p_parts text[], p_feedback text, p_given_on date, p_until date, p_at timestamptz,
  p_withdrawn_at timestamptz, p_synthetic boolean) returns void language plpgsql set search_path = pg_catalog as $$
begin
  insert into govern.consent (organisation, id, family, other_organisation, other_family, basis, form, oral_reason, given_by,
    witness, parts, purpose, feedback, given_on, until, at, by, synthetic)
  values (p_organisation, p_id, p_family, p_recipient, p_recipient_family, 'SUL43', p_form, p_oral_reason, 'woman',
    p_by, p_parts, 'help', p_feedback, p_given_on, p_until,
    greatest(p_at, p_given_on::timestamp at time zone 'Europe/Copenhagen'), p_by, p_synthetic);
  if p_withdrawn_at is not null then
    insert into govern.consent_end (organisation, consent, family, other_organisation, other_family, said_by, at, by)
    values (p_organisation, p_id, p_family, p_recipient, p_recipient_family, 'woman', p_withdrawn_at, p_by);
  end if;
end $$;
revoke all on function govern.keep_consent(uuid, uuid, uuid, uuid, uuid, text, text, uuid, text[], text, date, date, timestamptz, timestamptz, boolean) from public;
grant execute on function govern.keep_consent(uuid, uuid, uuid, uuid, uuid, text, text, uuid, text[], text, date, date, timestamptz, timestamptz, boolean) to brobygger_keeper;
