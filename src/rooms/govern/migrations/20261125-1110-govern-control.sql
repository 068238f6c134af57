-- Somebody without a relation to a case looked at it all the same, and said why. Opened for one case and at most an hour:
-- the database itself sets the end. Without a case: she asked for somebody who was not found here, and that is kept too.
create table govern.break_glass (
  organisation uuid not null,
  id uuid not null,
  staff uuid not null,
  role text not null,
  "case" uuid,
  code text not null check (code in ('danger', 'contact', 'absence', 'other')),
  words text not null check (length(words) between 1 and 1000),
  minutes int not null check (minutes between 1 and 60),
  opened_at timestamptz not null,
  until timestamptz not null,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create index break_glass_staff on govern.break_glass (organisation, staff, opened_at);
select kernel.protect_organisation('govern.break_glass');
create trigger break_glass_stands before update or delete on govern.break_glass for each row execute function kernel.refuse_change();
create function govern.end_glass() returns trigger language plpgsql as $$
begin
  new.until := now() + make_interval(mins => new.minutes);
  return new;
end $$;
create trigger end_glass before insert on govern.break_glass for each row execute function govern.end_glass();

-- Whether the one who asks has opened this case and her time is not over: what the rooms' glass functions begin with.
create function govern.through_glass(p_case uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from govern.break_glass b, kernel.me() m
    where b.organisation = m.organisation and b.staff = m.staff and b.role = m.role and b."case" = p_case and b.until > now()) $$;
revoke all on function govern.through_glass(uuid) from public;
grant execute on function govern.through_glass(uuid) to brobygger;

-- Looks at somebody's case that nobody could explain by a relation, drawn by chance each week.
create table govern.sample (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  week date not null,
  staff uuid not null,
  role text not null,
  looked_at timestamptz not null,
  "case" uuid not null,
  what text not null,
  purpose text not null,
  drawn_at timestamptz not null,
  primary key (organisation, id)
);
-- A week is drawn once, also when nothing was found to draw from.
create table govern.sample_week (
  organisation uuid not null,
  week date not null,
  looks int not null,
  drawn int not null,
  at timestamptz not null,
  primary key (organisation, week)
);
create index sample_week_of on govern.sample (organisation, week);

-- What somebody found out about one of the two: who and when, in her own words. Never about oneself.
create table govern.review (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  subject text not null check (subject in ('break-glass', 'sample')),
  subject_id uuid not null,
  about uuid not null,
  outcome text not null check (outcome in ('fine', 'talk', 'breach')),
  words text not null check (length(words) between 1 and 2000),
  at timestamptz not null,
  by uuid not null check (by <> about),
  primary key (organisation, id),
  unique (organisation, subject, subject_id)
);
do $$
declare t regclass;
begin
  foreach t in array array['govern.sample', 'govern.sample_week', 'govern.review']::regclass[] loop
    perform kernel.shut(t);
    execute format('create trigger stands before update or delete on %s for each row execute function kernel.refuse_change()', t);
  end loop;
end $$;
