create schema concern;
grant usage on schema concern to brobygger, brobygger_keeper;

-- That somebody has decided to tell the municipality of her concern. The duty is hers: no column waits for another's yes.
create table concern.notification (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  -- The one who notifies.
  staff uuid not null,
  at timestamptz not null,
  about text not null check (about in ('unborn', 'child')),
  municipality text not null check (length(btrim(municipality)) between 1 and 100),
  words text not null check (length(btrim(words)) between 1 and 10000),
  alternatives text not null check (length(btrim(alternatives)) between 1 and 4000),
  told_on date,
  not_told text check (length(btrim(not_told)) between 1 and 2000),
  primary key (organisation, id),
  unique (organisation, id, family, staff),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  constraint told_or_why_not check ((told_on is null) <> (not_told is null))
);
create index notification_family on concern.notification (organisation, family, at);
create index notification_staff on concern.notification (organisation, staff, at);
select kernel.shut('concern.notification');

-- Decided, sent, received, answered: a row each, with who and when.
create table concern.step (
  organisation uuid not null,
  notification uuid not null,
  nth int not null,
  family uuid not null,
  -- The one who notifies, whoever takes the step.
  staff uuid not null,
  at timestamptz not null,
  by uuid not null,
  verb text not null,
  from_state text not null,
  to_state text not null,
  channel text check (channel in ('digitalPost', 'secureMail', 'phoneThenWriting')),
  reference text check (length(reference) <= 200),
  receipt_due date,
  words text check (length(words) <= 4000),
  primary key (organisation, notification, nth),
  foreign key (organisation, notification, family, staff) references concern.notification (organisation, id, family, staff),
  constraint step_moves check ((verb, from_state, to_state) in (
    ('decide', 'none', 'decided'), ('send', 'decided', 'sent'), ('sendAgain', 'sent', 'sent'), ('receive', 'sent', 'received'),
    ('conclude', 'sent', 'concluded'), ('conclude', 'received', 'concluded'))),
  constraint sent_by_a_channel check ((verb in ('send', 'sendAgain')) = (channel is not null and receipt_due is not null)),
  constraint outcome_has_words check (verb <> 'conclude' or length(btrim(words)) > 0)
);
create index step_family on concern.step (organisation, family);
select kernel.shut('concern.step');
create trigger notification_stands before update or delete on concern.notification for each row execute function kernel.refuse_change();
create trigger step_stands before update or delete on concern.step for each row execute function kernel.refuse_change();

create function concern.follow_on() returns trigger language plpgsql set search_path = pg_catalog as $$
declare before concern.step;
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  select s.* into before from concern.step s where s.organisation = new.organisation and s.notification = new.notification order by s.nth desc limit 1;
  if new."by" <> kernel.my_staff() or new.from_state <> coalesce(before.to_state, 'none') or new.nth <> coalesce(before.nth, 0) + 1 then
    raise exception 'it has moved on since' using errcode = 'check_violation', constraint = 'step_from_present';
  end if;
  return new;
end $$;
create trigger follows before insert on concern.step for each row execute function concern.follow_on();

-- What is sent waits for its receipt on somebody's list; what is answered is told to the one who notified.
create function concern.keep_tasks() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.verb in ('send', 'sendAgain') then
    perform caseload.end_tasks(new.organisation, new.notification, new."by", new.at);
    perform caseload.add_task(new.organisation, new.family, new.staff, true, 'followUp', new.receipt_due, new.notification, false, new.at);
  elsif new.verb in ('receive', 'conclude') then
    perform caseload.end_tasks(new.organisation, new.notification, new."by", new.at);
    if new."by" <> new.staff then
      perform caseload.add_task(new.organisation, new.family, new.staff, true, 'followUp', (new.at at time zone 'Europe/Copenhagen')::date, new.notification, true, new.at);
    end if;
  end if;
  return new;
end $$;
create trigger keeps_tasks after insert on concern.step for each row execute function concern.keep_tasks();

-- Whoever has the family now reads and follows what was decided; whoever had her before no longer does, unless it was her
-- own decision (that she reads as her own). Called when the family is opened and when she changes hands.
create function concern.open(p_family uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare who record;
begin
  select * into who from kernel.me();
  if not exists (select from concern.notification n where n.organisation = who.organisation and n.family = p_family) then return; end if;
  if coalesce(caseload.holds(p_family), false) then
    perform kernel.name_for(who.organisation, p_family, who.staff, 'concern', 'infinity');
    perform kernel.name_for(n.organisation, n."case", n.staff, 'concern', now()) from kernel.named n
      where n.organisation = who.organisation and n."case" = p_family and n.compartment = 'concern' and n.staff <> who.staff and n.until > now();
  else
    perform kernel.name_for(who.organisation, p_family, who.staff, 'concern', now()) from kernel.named n
      where n.organisation = who.organisation and n."case" = p_family and n.compartment = 'concern' and n.staff = who.staff and n.until > now();
  end if;
end $$;
revoke all on function concern.keep_tasks(), concern.open(uuid) from public;
grant execute on function concern.open(uuid) to brobygger;
