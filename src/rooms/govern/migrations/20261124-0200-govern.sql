create schema govern;
grant usage on schema govern to brobygger, brobygger_keeper, brobygger_statistics;

create table govern.organisation (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  name text not null,
  kind text not null,
  valid_from date,
  valid_to date,
  successor text,
  synthetic boolean not null default false
);
select kernel.protect_common('govern.organisation');

-- A place where families are met. It belongs to one organisation; counsellors of another may work there.
create table govern.site (
  id uuid primary key default gen_random_uuid(),
  organisation uuid not null references govern.organisation,
  key text not null,
  name text not null,
  kind text not null,
  municipality text,
  unique (organisation, key)
);
select kernel.protect_common('govern.site');

create table govern.staff (
  organisation uuid not null references govern.organisation,
  id uuid not null default gen_random_uuid(),
  name text not null,
  title text not null,
  role text not null check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator')),
  sites uuid[] not null default '{}',
  email text not null,
  weekly_hours numeric(4, 1) check (weekly_hours between 0 and 60),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  synthetic boolean not null default false,
  version int not null default 1,
  primary key (organisation, id)
);
create unique index staff_email on govern.staff (organisation, lower(email));
select kernel.protect_organisation('govern.staff');

-- Who is where on which weekday (1 = Monday).
create table govern.roster (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  site uuid not null references govern.site,
  weekday int not null check (weekday between 1 and 7),
  starts time not null,
  ends time not null check (ends > starts),
  room text,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create index roster_staff on govern.roster (organisation, staff);
select kernel.protect_organisation('govern.roster');
grant delete on govern.roster to brobygger;

-- A day away has a named person who covers it: no day without.
create table govern.absence (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  day date not null,
  cover uuid not null check (cover <> staff),
  reason text not null check (reason in ('holiday', 'illness', 'course', 'other')),
  by uuid not null,
  at timestamptz not null default now(),
  primary key (organisation, id),
  unique (organisation, staff, day),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  foreign key (organisation, cover) references govern.staff (organisation, id)
);
select kernel.protect_organisation('govern.absence');
grant delete on govern.absence to brobygger;

-- Secrets for signing in are read by the functions below alone.
create table govern.credential (
  staff uuid not null,
  organisation uuid not null,
  email text not null,
  password_hash text not null,
  otp_secret text not null,
  last_otp_step bigint not null default 0,
  primary key (organisation, staff)
);
create index credential_email on govern.credential (lower(email));
create table govern.sign_in_try (at timestamptz not null default now(), email_hash bytea not null);
create index sign_in_try_recent on govern.sign_in_try (email_hash, at);
create table govern.sign_in_link (token_hash bytea primary key, organisation uuid not null, staff uuid not null, expires_at timestamptz not null);

do $$
declare t text;
begin
  foreach t in array array['govern.credential', 'govern.sign_in_link'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy keeping on %s to %I, brobygger_keeper using (true) with check (true)', t, current_user);
    execute format('grant select, insert, update, delete on %s to brobygger_keeper', t);
  end loop;
  -- The sign-in functions run as the owner and must read the account before anybody is signed in.
  execute format('create policy signing_in on govern.staff for select to %I using (true)', current_user);
end $$;

create function govern.account_by_email(p_email text)
returns table (staff uuid, organisation uuid, password_hash text, otp_secret text, last_otp_step bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select c.staff, c.organisation, c.password_hash, c.otp_secret, c.last_otp_step
  from govern.credential c where lower(c.email) = lower(p_email) $$;

-- Ten wrong guesses a quarter of an hour from anywhere. Counts tries, never says whether the account exists.
create function govern.may_try(p_email text) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into govern.sign_in_try (email_hash) values (sha256(lower(p_email)::bytea));
  return (select count(*) <= 10 from govern.sign_in_try t
    where t.email_hash = sha256(lower(p_email)::bytea) and t.at > now() - interval '15 minutes');
end $$;

create function govern.otp_used(p_staff uuid, p_step bigint) returns boolean language sql security definer set search_path = pg_catalog as $$
  with used as (update govern.credential set last_otp_step = p_step where staff = p_staff and last_otp_step < p_step returning 1)
  select exists (select from used) $$;

create function govern.link_account(p_token text) returns table (staff uuid, organisation uuid, name text, title text)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.organisation, s.name, s.title from govern.sign_in_link l
  join govern.staff s on s.id = l.staff and s.organisation = l.organisation
  where l.token_hash = sha256(p_token::bytea) and l.expires_at > now() $$;

-- Opens a session with the role and sites the account has today; nothing when the employment is over.
create function govern.sign_in(p_staff uuid, p_organisation uuid, p_token text) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare account govern.staff;
begin
  select * into account from govern.staff s where s.id = p_staff and s.organisation = p_organisation
    and s.starts_on <= current_date and (s.ends_on is null or s.ends_on >= current_date);
  if account.id is null then return null; end if;
  return kernel.open_session(p_token, account.id, account.organisation, account.role, account.sites, 720);
end $$;
revoke execute on function kernel.open_session(text, uuid, uuid, text, uuid[], int) from brobygger;
revoke all on function govern.account_by_email(text), govern.may_try(text), govern.otp_used(uuid, bigint), govern.link_account(text),
  govern.sign_in(uuid, uuid, text) from public;
grant execute on function govern.account_by_email(text), govern.may_try(text), govern.otp_used(uuid, bigint), govern.link_account(text),
  govern.sign_in(uuid, uuid, text) to brobygger;
