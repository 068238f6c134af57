create schema safety;
grant usage on schema safety to brobygger, brobygger_keeper;

-- Who by name may open what is written here for one family, from whom, why and until when. The newest row for a
-- colleague counts: ending one is a row as well.
create table safety.named (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  staff uuid not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  until timestamptz not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  constraint named_at_most_a_year check (until <= at + interval '366 days')
);
create index named_family on safety.named (organisation, family, at);
select kernel.shut('safety.named');

-- She was asked, or was not: a row each time, with what happens next and when. About her alone: the database takes no
-- child and no family for a subject.
create table safety.screening (
  organisation uuid not null,
  family uuid not null,
  person uuid not null,
  part text not null default 'pregnant' constraint adult_alone check (part in ('pregnant', 'partner')),
  nth int not null,
  at timestamptz not null,
  by uuid not null,
  verb text not null,
  from_state text not null,
  to_state text not null,
  -- Nobody else was in the room. Null where nothing was asked.
  alone boolean,
  words text check (length(words) <= 4000),
  next_act text not null check (next_act in ('ask', 'askAgain', 'talk', 'followUp')),
  next_on date not null,
  primary key (organisation, family, person, nth),
  foreign key (organisation, family, person, part) references family.person (organisation, family, id, part),
  constraint not_alone_is_postponed check (
    case verb when 'notAlone' then alone is false when 'plan' then alone is null when 'fallDue' then alone is null
      when 'undo' then alone is null else alone is true end),
  constraint screening_moves check ((verb, from_state, to_state) in (
    ('plan', 'none', 'notDue'), ('fallDue', 'none', 'due'), ('fallDue', 'notDue', 'due'), ('fallDue', 'postponedNotAlone', 'due'),
    ('fallDue', 'declined', 'due'), ('fallDue', 'negative', 'due'),
    ('notAlone', 'none', 'postponedNotAlone'), ('notAlone', 'notDue', 'postponedNotAlone'), ('notAlone', 'due', 'postponedNotAlone'),
    ('notAlone', 'postponedNotAlone', 'postponedNotAlone'), ('notAlone', 'declined', 'postponedNotAlone'), ('notAlone', 'negative', 'postponedNotAlone'),
    ('decline', 'none', 'declined'), ('decline', 'notDue', 'declined'), ('decline', 'due', 'declined'), ('decline', 'postponedNotAlone', 'declined'),
    ('decline', 'declined', 'declined'), ('decline', 'negative', 'declined'),
    ('clear', 'none', 'negative'), ('clear', 'notDue', 'negative'), ('clear', 'due', 'negative'), ('clear', 'postponedNotAlone', 'negative'),
    ('clear', 'declined', 'negative'), ('clear', 'negative', 'negative'), ('clear', 'concern', 'negative'),
    ('worry', 'none', 'concern'), ('worry', 'notDue', 'concern'), ('worry', 'due', 'concern'), ('worry', 'postponedNotAlone', 'concern'),
    ('worry', 'declined', 'concern'), ('worry', 'negative', 'concern'), ('worry', 'concern', 'concern'),
    ('disclose', 'none', 'positive'), ('disclose', 'notDue', 'positive'), ('disclose', 'due', 'positive'), ('disclose', 'postponedNotAlone', 'positive'),
    ('disclose', 'declined', 'positive'), ('disclose', 'negative', 'positive'), ('disclose', 'concern', 'positive'), ('disclose', 'positive', 'positive'),
    ('undo', 'postponedNotAlone', 'due'), ('undo', 'declined', 'due'), ('undo', 'negative', 'due'), ('undo', 'concern', 'due'), ('undo', 'positive', 'due')))
);
create index screening_next on safety.screening (organisation, next_on);
select kernel.shut('safety.screening');

-- What she does when it is no longer safe, in her words; the newest counts and the older ones stay.
create table safety.plan (
  organisation uuid not null,
  family uuid not null,
  person uuid not null,
  part text not null default 'pregnant' check (part in ('pregnant', 'partner')),
  nth int not null,
  at timestamptz not null,
  by uuid not null,
  signs text not null default '' check (length(signs) <= 4000),
  ways_out text not null default '' check (length(ways_out) <= 4000),
  people text not null default '' check (length(people) <= 4000),
  packed text not null default '' check (length(packed) <= 4000),
  primary key (organisation, family, person, nth),
  foreign key (organisation, family, person, part) references family.person (organisation, family, id, part)
);
select kernel.shut('safety.plan');

-- Notes that stand here and nowhere else.
create table safety.note (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  person uuid not null,
  part text not null default 'pregnant' check (part in ('pregnant', 'partner')),
  at timestamptz not null,
  by uuid not null,
  words text not null check (length(btrim(words)) between 1 and 10000),
  primary key (organisation, id),
  foreign key (organisation, family, person, part) references family.person (organisation, family, id, part)
);
create index note_family on safety.note (organisation, family, at);
select kernel.shut('safety.note');

-- Who opened it and what was done. The log of the house says the same of this page as of the family's own.
create table safety.trail (
  organisation uuid not null,
  request uuid not null,
  what text not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, request, what),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index trail_family on safety.trail (organisation, family, at);
select kernel.shut('safety.trail');

do $$
declare t text;
begin
  foreach t in array array['named', 'screening', 'plan', 'note', 'trail'] loop
    execute format('create trigger stands before update or delete on safety.%I for each row execute function kernel.refuse_change()', t);
  end loop;
end $$;

-- Follows the one before it, and says who wrote it: nobody writes in another's name.
create function safety.follow_on() returns trigger language plpgsql set search_path = pg_catalog as $$
declare before safety.screening;
begin
  if current_user = 'brobygger_keeper' then return new; end if;
  select s.* into before from safety.screening s
  where s.organisation = new.organisation and s.family = new.family and s.person = new.person order by s.nth desc limit 1;
  if new."by" <> kernel.my_staff() or new.from_state <> coalesce(before.to_state, 'none') or new.nth <> coalesce(before.nth, 0) + 1 then
    raise exception 'it has moved on since' using errcode = 'check_violation', constraint = 'screening_from_present';
  end if;
  return new;
end $$;
create trigger follows before insert on safety.screening for each row execute function safety.follow_on();

-- Given by whoever has the family or has asked her, to a colleague who works with families.
create function safety.check_giver() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'brobygger' then return new; end if;
  if new."by" <> kernel.my_staff() or not (coalesce(caseload.holds(new.family), false) or exists (select from safety.screening s
      where s.organisation = new.organisation and s.family = new.family and s.by = new."by" and s.verb not in ('plan', 'fallDue'))) then
    raise exception 'not hers to give' using errcode = 'check_violation', constraint = 'named_giver';
  end if;
  return new;
end $$;
create trigger giver before insert on safety.named for each row execute function safety.check_giver();

create function safety.keep_named() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform kernel.name_for(new.organisation, new.family, new.staff, 'safety', new.until);
  return new;
end $$;
create trigger keeps_named after insert on safety.named for each row execute function safety.keep_named();

-- Whoever has the family opens it for herself; the row says so. False: it is not hers to open.
create function safety.open(p_family uuid, p_until timestamptz, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare who record;
begin
  select * into who from kernel.me();
  if not coalesce(caseload.holds(p_family), false) then return false; end if;
  insert into safety.named (organisation, family, staff, reason, until, at, by)
  values (who.organisation, p_family, who.staff, 'Har ansvaret', p_until, p_at, who.staff);
  return true;
end $$;

-- Whether a door is shown to the one who asks: she is named, or has the family. Says nothing of what is behind it.
create function safety.door(p_family uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select case when n.until > now() then 'named' when caseload.holds(p_family) then 'holder' end
  from kernel.me() m left join kernel.named n on n.organisation = m.organisation and n."case" = p_family and n.staff = m.staff and n.compartment = 'safety'
  where m.only_case is null and m.role in ('referrer', 'counsellor', 'coordinator') $$;

-- Yes or no without why. A visit needs her counsellor's word unless she was asked alone and said no, and nothing has been
-- noted since: so yes is also what is answered when nobody has asked. Answers whoever has the case.
create function safety.advise(p_family uuid, p_question text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  with last as (
    select distinct on (s.person) s.to_state from kernel.me() m join safety.screening s on s.organisation = m.organisation and s.family = p_family
    where s.to_state in ('negative', 'concern', 'positive') order by s.person, s.nth desc)
  select case p_question when 'homeVisit' then coalesce(bool_or(last.to_state <> 'negative'), true) end
  from kernel.me() m left join last on true
  where m.role in ('referrer', 'counsellor', 'coordinator', 'system') and exists (select from kernel.access a
    where a.organisation = m.organisation and a."case" = p_family and a.via = 'own' and (m.role <> 'referrer' or a.site = any (m.sites)))
  group by m.organisation $$;

-- After a loss what was to be asked is not asked by itself: whoever has her gets a day to talk with her instead.
create function safety.after_loss(p_family uuid, p_due date, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  select caseload.add_task(m.organisation, p_family, m.staff, false, 'talk', p_due, null, true, p_at)
  from kernel.me() m where m.role in ('counsellor', 'coordinator', 'system') and exists (select from (select distinct on (s.person) s.to_state from safety.screening s
    where s.organisation = m.organisation and s.family = p_family order by s.person, s.nth desc) last where last.to_state in ('postponedNotAlone', 'due')) $$;

revoke all on function safety.keep_named(), safety.open(uuid, timestamptz, timestamptz), safety.door(uuid), safety.advise(uuid, text),
  safety.after_loss(uuid, date, timestamptz) from public;
grant execute on function safety.open(uuid, timestamptz, timestamptz), safety.door(uuid), safety.advise(uuid, text),
  safety.after_loss(uuid, date, timestamptz) to brobygger;
