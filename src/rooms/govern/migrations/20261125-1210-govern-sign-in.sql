-- Ways to sign in, invitations, roles with dates, and guesses. Secrets are reached through the functions below alone.

-- What happened to somebody's access: stated once, read through access_events below.
create table govern.access_event (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  at timestamptz not null default now(),
  kind text not null check (kind in ('invited', 'accepted', 'lost', 'passkeyAdded', 'passkeyRemoved', 'workplaceBound',
    'workplaceEnded', 'roleGiven', 'roleEnded', 'signedIn', 'signedOutEverywhere')),
  by uuid,
  detail text check (length(detail) <= 60),
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create index access_event_staff on govern.access_event (organisation, staff, at desc);
create trigger access_event_stands before update or delete on govern.access_event for each row execute function kernel.refuse_change();

-- Her account at the workplace's own sign-in: one subject is one account, and one account one subject an issuer.
create table govern.workplace_identity (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  issuer text not null check (length(issuer) between 1 and 300),
  subject text not null check (length(subject) between 1 and 255),
  bound_at timestamptz not null default now(),
  bound_by uuid not null,
  ended_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create unique index workplace_identity_subject on govern.workplace_identity (organisation, issuer, subject) where ended_at is null;
create unique index workplace_identity_staff on govern.workplace_identity (organisation, staff, issuer) where ended_at is null;

create table govern.passkey (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  credential text not null check (length(credential) between 16 and 1400),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null check (length(label) between 1 and 60),
  made_at timestamptz not null default now(),
  used_at timestamptz,
  ended_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create unique index passkey_credential on govern.passkey (organisation, credential);
create index passkey_found on govern.passkey (credential) where ended_at is null;
create index passkey_staff on govern.passkey (organisation, staff) where ended_at is null;

-- The link is not kept: it is the id and a code that the key file alone can make.
create table govern.invitation (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  reason text not null check (reason in ('new', 'lost')),
  -- How the administrator made sure who she is, before a lost way in was replaced.
  checked text check (checked in ('met', 'knownNumber', 'video')),
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  check (reason = 'new' or checked is not null)
);
create index invitation_id on govern.invitation (id);
create index invitation_staff on govern.invitation (organisation, staff) where used_at is null and ended_at is null;

-- A sign-in under way in one browser: taken once, by the browser that began it.
create table govern.ceremony (
  key_hash bytea primary key,
  browser_hash bytea not null,
  kind text not null check (kind in ('workplace', 'citizen', 'passkey', 'passkeyAdd')),
  body jsonb not null,
  expires_at timestamptz not null
);
create index ceremony_age on govern.ceremony (expires_at);

-- Where she has signed in before. The network is a keyed hash: no address stands here.
create table govern.known_device (
  organisation uuid not null, staff uuid not null, token_hash bytea not null, used_at timestamptz not null,
  primary key (organisation, staff, token_hash)
);
create table govern.known_network (
  organisation uuid not null, staff uuid not null, network bytea not null, used_at timestamptz not null,
  primary key (organisation, staff, network)
);

-- A further role beside the one she is employed in, from one moment to another.
create table govern.staff_role (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  role text not null check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'dataProtectionOfficer')),
  from_at timestamptz not null,
  until_at timestamptz check (until_at > from_at),
  given_by uuid not null,
  given_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by uuid,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  constraint staff_role_once exclude using gist
    (organisation with =, staff with =, role with =, tstzrange(from_at, coalesce(ended_at, until_at)) with &&)
    where (ended_at is null or ended_at > from_at)
);

create table govern.citizen (
  id uuid primary key default gen_random_uuid(),
  issuer text not null check (length(issuer) between 1 and 300),
  subject text not null check (length(subject) between 1 and 255),
  made_at timestamptz not null default now(),
  unique (issuer, subject)
);

alter table govern.sign_in_try
  add column id uuid not null default gen_random_uuid(),
  add column tier text not null default 'stranger' check (tier in ('device', 'network', 'stranger', 'refused')),
  add column network bytea,
  add column was_right boolean not null default false;
create index sign_in_try_network on govern.sign_in_try (network, at);
create index sign_in_try_id on govern.sign_in_try (id);
create index sign_in_try_age on govern.sign_in_try (at);

do $$
declare t text;
begin
  foreach t in array array['govern.access_event', 'govern.workplace_identity', 'govern.passkey', 'govern.invitation', 'govern.ceremony',
      'govern.known_device', 'govern.known_network', 'govern.staff_role', 'govern.citizen'] loop
    perform kernel.shut(t);
  end loop;
end $$;

-- The roles somebody has at this moment: the one she is employed in, and those given her from and until.
create function govern.live_roles(p_organisation uuid, p_staff uuid)
returns table (role text, sites uuid[], until timestamptz, main boolean)
language sql stable security definer set search_path = pg_catalog as $$
  with employed as (
    select s.role, s.sites, ((s.ends_on + 1)::timestamp at time zone 'Europe/Copenhagen') as until from govern.staff s
    where s.organisation = p_organisation and s.id = p_staff and s.left_at is null
      and s.starts_on <= (now() at time zone 'Europe/Copenhagen')::date
      and (s.ends_on is null or s.ends_on >= (now() at time zone 'Europe/Copenhagen')::date))
  select e.role, e.sites, e.until, true from employed e
  union all
  select r.role, e.sites, least(r.until_at, e.until), false from employed e
  join govern.staff_role r on r.organisation = p_organisation and r.staff = p_staff and r.ended_at is null
    and r.from_at <= now() and (r.until_at is null or r.until_at > now()) and r.role <> e.role $$;

-- Opens a session with the role the account has now. With several she chooses first, and until then has none.
drop function govern.sign_in(uuid, uuid, text);
create function govern.sign_in(p_staff uuid, p_organisation uuid, p_token text, p_way text default 'link', p_shared boolean default false,
  p_device text default null, p_level text default null) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  chosen record;
  many int;
  opened uuid;
begin
  select count(*) into many from govern.live_roles(p_organisation, p_staff);
  if many = 0 then return null; end if;
  select r.* into chosen from govern.live_roles(p_organisation, p_staff) r where r.main;
  opened := kernel.open_staff_session(p_token, p_staff, p_organisation, case when many > 1 then 'unchosen' else chosen.role end,
    case when many > 1 then '{}' else chosen.sites end, least(now() + interval '12 hours', chosen.until),
    case when p_shared then 180 else 900 end, p_way, p_level, p_shared, p_device);
  insert into govern.access_event (organisation, staff, kind, by, detail) values (p_organisation, p_staff, 'signedIn', p_staff, p_way);
  return opened;
end $$;

create function govern.my_roles() returns table (role text, until timestamptz, main boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select r.role, r.until, r.main from kernel.me() m, govern.live_roles(m.organisation, m.staff) r where m.role <> 'system' $$;
create function govern.choose_role(p_role text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare chosen record;
begin
  select m.session, r.role, r.sites, r.until into chosen from kernel.me() m, govern.live_roles(m.organisation, m.staff) r
  where m.role <> 'system' and r.role = p_role;
  if chosen.session is null then return false; end if;
  perform kernel.act_as(chosen.session, chosen.role, chosen.sites, chosen.until);
  return true;
end $$;

-- Leaving, another role, other places, another last day: at the next request, whoever made the change.
create function govern.end_sessions_of_changed() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if new.left_at is not null or (new.role, new.sites, new.starts_on) is distinct from (old.role, old.sites, old.starts_on) then
    perform kernel.end_sessions(new.organisation, new.id, null, now());
  elsif new.ends_on is distinct from old.ends_on and new.ends_on is not null then
    perform kernel.end_sessions(new.organisation, new.id, null, (new.ends_on + 1)::timestamp at time zone 'Europe/Copenhagen');
  end if;
  if new.left_at is not null then
    update govern.invitation i set ended_at = now() where i.organisation = new.organisation and i.staff = new.id and i.used_at is null and i.ended_at is null;
  end if;
  return new;
end $$;
create trigger end_sessions_of_changed after update of left_at, role, sites, starts_on, ends_on on govern.staff
  for each row execute function govern.end_sessions_of_changed();

-- A role is given and ended; what was given is never written over.
create function govern.keep_staff_role() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    -- Behind a page it is an administrator (the rules see to it): she gives in her own name, and never to herself.
    if kernel.my_role() is not null and (new.given_by <> kernel.my_staff() or new.staff = kernel.my_staff() or new.ended_at is not null) then
      raise exception 'nobody gives herself a role' using errcode = '42501';
    end if;
    insert into govern.access_event (organisation, staff, kind, by, detail) values (new.organisation, new.staff, 'roleGiven', new.given_by, new.role);
    return new;
  end if;
  if (new.organisation, new.id, new.staff, new.role, new.from_at, new.until_at, new.given_by, new.given_at)
      is distinct from (old.organisation, old.id, old.staff, old.role, old.from_at, old.until_at, old.given_by, old.given_at) or old.ended_at is not null then
    raise exception 'a role that was given is ended, never changed' using errcode = 'restrict_violation';
  end if;
  new.ended_at := now();
  new.ended_by := coalesce(kernel.my_staff(), new.ended_by);
  perform kernel.end_sessions(new.organisation, new.staff, new.role, now());
  insert into govern.access_event (organisation, staff, kind, by, detail) values (new.organisation, new.staff, 'roleEnded', new.ended_by, new.role);
  return new;
end $$;
create trigger keep_staff_role before insert or update on govern.staff_role for each row execute function govern.keep_staff_role();

-- Guesses. Of one account at most ten are looked at in a quarter of an hour: three from devices where she has signed in,
-- three from her networks, four from anywhere else. Strangers use up the four, never hers. What the caller is told
-- ('many') counts what was tried at the address alone, so that it says nothing of the account.
drop function govern.may_try(text);
drop function govern.account_by_email(text);
create function govern.begin_try(p_email text, p_device text, p_network bytea, p_now timestamptz,
  out try uuid, out tier text, out many boolean, out staff uuid, out organisation uuid, out password_hash text, out otp_secret text)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  tried bytea := sha256(convert_to(lower(p_email), 'UTF8'));
  since timestamptz := p_now - interval '15 minutes';
  devices int; networks int; strangers int; everything int; crowd int;
  on_device boolean; on_network boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(tried, 'hex'), 7));
  delete from govern.sign_in_try t where t.at < p_now - interval '2 days';
  select count(*) filter (where t.tier = 'device'), count(*) filter (where t.tier = 'network'), count(*) filter (where t.tier = 'stranger'), count(*)
    into devices, networks, strangers, everything
    from govern.sign_in_try t where t.email_hash = tried and t.at > since and not t.was_right;
  select count(*) into crowd from govern.sign_in_try t where t.network = p_network and t.at > since and not t.was_right and t.tier <> 'device';
  select c.staff, c.organisation, c.password_hash, c.otp_secret into staff, organisation, password_hash, otp_secret
    from govern.credential c where lower(c.email) = lower(p_email);
  on_device := exists (select from govern.known_device d where d.organisation = begin_try.organisation and d.staff = begin_try.staff
    and d.token_hash = sha256(convert_to(p_device, 'UTF8')) and d.used_at > p_now - interval '180 days');
  on_network := exists (select from govern.known_network n where n.organisation = begin_try.organisation and n.staff = begin_try.staff
    and n.network = p_network and n.used_at > p_now - interval '90 days');
  tier := case when on_device and devices < 3 then 'device' when on_network and networks < 3 then 'network'
    when strangers < 4 and crowd < 100 then 'stranger' else 'refused' end;
  many := everything >= 4;
  insert into govern.sign_in_try (at, email_hash, tier, network) values (p_now, tried, tier, p_network) returning id into try;
end $$;
-- The try was hers: it was no guess, and she is known from here on where she said that it is her own device.
create function govern.try_was_right(p_try uuid, p_staff uuid, p_organisation uuid, p_known text, p_device text, p_network bytea, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update govern.sign_in_try set was_right = true where id = p_try;
  if p_device is not null then
    -- The mark of a browser is another after each sign-in: an old copy of it is worth nothing.
    delete from govern.known_device d where d.organisation = p_organisation and d.staff = p_staff and d.token_hash = sha256(convert_to(p_known, 'UTF8'));
    insert into govern.known_device (organisation, staff, token_hash, used_at) values (p_organisation, p_staff, sha256(convert_to(p_device, 'UTF8')), p_now)
    on conflict (organisation, staff, token_hash) do update set used_at = excluded.used_at;
    delete from govern.known_device d where d.organisation = p_organisation and d.staff = p_staff and d.token_hash not in (
      select n.token_hash from govern.known_device n where n.organisation = p_organisation and n.staff = p_staff order by n.used_at desc limit 10);
  end if;
  if p_network is not null then
    insert into govern.known_network (organisation, staff, network, used_at) values (p_organisation, p_staff, p_network, p_now)
    on conflict (organisation, staff, network) do update set used_at = excluded.used_at;
    delete from govern.known_network d where d.organisation = p_organisation and d.staff = p_staff and d.network not in (
      select n.network from govern.known_network n where n.organisation = p_organisation and n.staff = p_staff order by n.used_at desc limit 20);
  end if;
end $$;

-- Something begun in one browser and ended once, in the same one.
create function govern.begin_ceremony(p_key text, p_browser text, p_kind text, p_body jsonb, p_now timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from govern.ceremony c where c.expires_at < p_now;
  insert into govern.ceremony (key_hash, browser_hash, kind, body, expires_at)
  values (sha256(convert_to(p_key, 'UTF8')), sha256(convert_to(p_browser, 'UTF8')), p_kind, p_body, p_now + interval '10 minutes');
end $$;
create function govern.take_ceremony(p_key text, p_browser text, p_kind text, p_now timestamptz) returns jsonb
language sql security definer set search_path = pg_catalog as $$
  delete from govern.ceremony c where c.key_hash = sha256(convert_to(p_key, 'UTF8')) and c.browser_hash = sha256(convert_to(p_browser, 'UTF8'))
    and c.kind = p_kind and c.expires_at > p_now returning c.body $$;

-- The account behind the workplace's word.
create function govern.workplace_account(p_organisation_key text, p_issuer text, p_subject text) returns table (staff uuid, organisation uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select w.staff, w.organisation from govern.workplace_identity w join govern.organisation o on o.id = w.organisation
  where o.key = p_organisation_key and w.issuer = p_issuer and w.subject = p_subject and w.ended_at is null $$;

create function govern.citizen_sign_in(p_issuer text, p_subject text, p_level text, p_token text, p_shared boolean) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare who uuid;
begin
  insert into govern.citizen (issuer, subject) values (p_issuer, p_subject) on conflict (issuer, subject) do nothing;
  select c.id into who from govern.citizen c where c.issuer = p_issuer and c.subject = p_subject;
  return kernel.open_citizen_session(p_token, who, p_level,
    case when p_shared then 180 else 600 end, now() + interval '4 hours');
end $$;

-- Inviting: an administrator's, for a colleague of her own house. A lost way in ends every way there was, and every session.
create function govern.invite(p_staff uuid, p_reason text, p_checked text, p_now timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := kernel.my_organisation();
  me uuid := kernel.my_staff();
  made uuid;
begin
  if kernel.my_role() is distinct from 'administrator' or p_staff = me then return null; end if;
  if not exists (select from govern.staff s where s.organisation = house and s.id = p_staff and s.left_at is null) then return null; end if;
  update govern.invitation i set ended_at = p_now where i.organisation = house and i.staff = p_staff and i.used_at is null and i.ended_at is null;
  if p_reason = 'lost' then
    delete from govern.credential c where c.organisation = house and c.staff = p_staff;
    delete from govern.known_device d where d.organisation = house and d.staff = p_staff;
    update govern.passkey k set ended_at = p_now where k.organisation = house and k.staff = p_staff and k.ended_at is null;
    update govern.workplace_identity w set ended_at = p_now where w.organisation = house and w.staff = p_staff and w.ended_at is null;
    perform kernel.end_sessions(house, p_staff, null, now());
    insert into govern.access_event (organisation, staff, kind, by, detail) values (house, p_staff, 'lost', me, p_checked);
  end if;
  insert into govern.invitation (organisation, staff, reason, checked, made_by, made_at, expires_at)
  values (house, p_staff, p_reason, p_checked, me, p_now, p_now + interval '3 days') returning id into made;
  insert into govern.access_event (organisation, staff, kind, by, detail) values (house, p_staff, 'invited', me, p_reason);
  return made;
end $$;
create function govern.open_invitation(p_invitation uuid, p_now timestamptz)
returns table (staff uuid, organisation uuid, organisation_key text, organisation_name text, name text, email text, expires_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, s.organisation, o.key, o.name, s.name, s.email, i.expires_at from govern.invitation i
  join govern.staff s on s.organisation = i.organisation and s.id = i.staff and s.left_at is null
  join govern.organisation o on o.id = i.organisation
  where i.id = p_invitation and i.used_at is null and i.ended_at is null and i.expires_at > p_now $$;
-- Each of these takes the invitation: the second of two finds it used.
create function govern.take_invitation(p_invitation uuid, p_now timestamptz) returns govern.invitation
language sql security definer set search_path = pg_catalog as $$
  update govern.invitation i set used_at = p_now where i.id = p_invitation and i.used_at is null and i.ended_at is null and i.expires_at > p_now
    and exists (select from govern.staff s where s.organisation = i.organisation and s.id = i.staff and s.left_at is null) returning i.* $$;
create function govern.accept_with_password(p_invitation uuid, p_password_hash text, p_otp_secret text, p_step bigint, p_now timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  mine govern.invitation := govern.take_invitation(p_invitation, p_now);
  address text;
begin
  if mine.id is null then return 'gone'; end if;
  select s.email into address from govern.staff s where s.organisation = mine.organisation and s.id = mine.staff;
  if exists (select from govern.credential c where lower(c.email) = lower(address) and (c.organisation, c.staff) <> (mine.organisation, mine.staff)) then
    raise exception 'two accounts would sign in with one address' using errcode = '23505', constraint = 'credential_email_once';
  end if;
  insert into govern.credential (organisation, staff, email, password_hash, otp_secret, last_otp_step)
  values (mine.organisation, mine.staff, address, p_password_hash, p_otp_secret, p_step)
  on conflict (organisation, staff) do update set email = excluded.email, password_hash = excluded.password_hash,
    otp_secret = excluded.otp_secret, last_otp_step = excluded.last_otp_step;
  insert into govern.access_event (organisation, staff, kind, by, detail) values (mine.organisation, mine.staff, 'accepted', mine.staff, 'password');
  return 'done';
end $$;
create function govern.accept_with_workplace(p_invitation uuid, p_organisation_key text, p_issuer text, p_subject text, p_now timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare mine govern.invitation := govern.take_invitation(p_invitation, p_now);
begin
  if mine.id is null or not exists (select from govern.organisation o where o.id = mine.organisation and o.key = p_organisation_key) then return 'gone'; end if;
  update govern.workplace_identity w set ended_at = p_now
    where w.organisation = mine.organisation and w.staff = mine.staff and w.issuer = p_issuer and w.subject <> p_subject and w.ended_at is null;
  insert into govern.workplace_identity (organisation, staff, issuer, subject, bound_by)
  select mine.organisation, mine.staff, p_issuer, p_subject, mine.staff
  where not exists (select from govern.workplace_identity w where w.organisation = mine.organisation and w.staff = mine.staff
    and w.issuer = p_issuer and w.subject = p_subject and w.ended_at is null);
  insert into govern.access_event (organisation, staff, kind, by, detail) values (mine.organisation, mine.staff, 'accepted', mine.staff, 'workplace');
  return 'done';
end $$;

-- An administrator writes the subject herself, where she knows it, or ends it.
create function govern.bind_workplace(p_staff uuid, p_issuer text, p_subject text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := kernel.my_organisation();
  me uuid := kernel.my_staff();
begin
  if kernel.my_role() is distinct from 'administrator' or p_staff = me then return false; end if;
  if not exists (select from govern.staff s where s.organisation = house and s.id = p_staff and s.left_at is null) then return false; end if;
  update govern.workplace_identity w set ended_at = now() where w.organisation = house and w.staff = p_staff and w.issuer = p_issuer and w.ended_at is null;
  if found then
    perform kernel.end_sessions(house, p_staff, null, now());
    insert into govern.access_event (organisation, staff, kind, by) values (house, p_staff, 'workplaceEnded', me);
  end if;
  if p_subject is not null then
    insert into govern.workplace_identity (organisation, staff, issuer, subject, bound_by) values (house, p_staff, p_issuer, p_subject, me);
    insert into govern.access_event (organisation, staff, kind, by) values (house, p_staff, 'workplaceBound', me);
  end if;
  return true;
end $$;

-- Passkeys of the one who is signed in.
create function govern.add_passkey(p_credential text, p_public_key bytea, p_counter bigint, p_transports text[], p_label text) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  me record;
  made uuid;
begin
  select m.staff, m.organisation, m.session, m.role into me from kernel.me() m;
  if me.session is null or me.role = 'system' then return null; end if;
  -- Only soon after she has shown who she is.
  if not exists (select from kernel.my_sessions() s where s.this and s.opened_at > now() - interval '10 minutes') then return null; end if;
  if exists (select from govern.passkey k where k.credential = p_credential) then return null; end if;
  insert into govern.passkey (organisation, staff, credential, public_key, counter, transports, label)
  values (me.organisation, me.staff, p_credential, p_public_key, p_counter, p_transports, p_label) returning id into made;
  insert into govern.access_event (organisation, staff, kind, by, detail) values (me.organisation, me.staff, 'passkeyAdded', me.staff, p_label);
  return made;
end $$;
create function govern.my_passkeys() returns table (id uuid, credential text, transports text[], label text, made_at timestamptz, used_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select k.id, k.credential, k.transports, k.label, k.made_at, k.used_at from kernel.me() m
  join govern.passkey k on k.organisation = m.organisation and k.staff = m.staff and k.ended_at is null
  where m.role <> 'system' order by k.made_at $$;
-- Her other ways in: a password with code app, and the workplaces that know her.
create function govern.ways_of(p_staff uuid) returns table (has_password boolean, passkeys int, issuers text[], invited_until timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from govern.credential c where c.organisation = m.organisation and c.staff = p_staff),
    (select count(*)::int from govern.passkey k where k.organisation = m.organisation and k.staff = p_staff and k.ended_at is null),
    array(select w.issuer from govern.workplace_identity w where w.organisation = m.organisation and w.staff = p_staff and w.ended_at is null),
    (select max(i.expires_at) from govern.invitation i where i.organisation = m.organisation and i.staff = p_staff and i.used_at is null and i.ended_at is null)
  from kernel.me() m where m.staff = p_staff or m.role = 'administrator' $$;
-- Never the last way in. The lock keeps two removals at once from taking both.
create function govern.remove_passkey(p_passkey uuid) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  me record;
  ways record;
  name text;
begin
  select m.staff, m.organisation, m.session, m.role into me from kernel.me() m;
  if me.session is null or me.role = 'system' then return 'unknown'; end if;
  perform pg_advisory_xact_lock(hashtextextended(me.staff::text, 8));
  if not exists (select from govern.passkey k where k.organisation = me.organisation and k.staff = me.staff and k.id = p_passkey and k.ended_at is null) then
    return 'unknown';
  end if;
  select w.* into ways from govern.ways_of(me.staff) w;
  if not ways.has_password and cardinality(ways.issuers) = 0 and ways.passkeys < 2 then return 'last'; end if;
  update govern.passkey k set ended_at = now() where k.organisation = me.organisation and k.id = p_passkey returning label into name;
  insert into govern.access_event (organisation, staff, kind, by, detail) values (me.organisation, me.staff, 'passkeyRemoved', me.staff, name);
  return 'removed';
end $$;
create function govern.passkey_account(p_credential text)
returns table (organisation uuid, id uuid, staff uuid, public_key bytea, counter bigint, transports text[])
language sql stable security definer set search_path = pg_catalog as $$
  select k.organisation, k.id, k.staff, k.public_key, k.counter, k.transports from govern.passkey k where k.credential = p_credential and k.ended_at is null $$;
create function govern.passkey_used(p_passkey uuid, p_before bigint, p_after bigint) returns boolean
language sql security definer set search_path = pg_catalog as $$
  with used as (update govern.passkey set counter = p_after, used_at = now() where id = p_passkey and counter = p_before and ended_at is null returning 1)
  select exists (select from used) $$;

-- What happened to an access: all of it to herself; to an administrator of her house all but when she was at work.
create function govern.access_events(p_staff uuid, p_most int) returns table (at timestamptz, kind text, detail text)
language sql stable security definer set search_path = pg_catalog as $$
  select e.at, e.kind, e.detail from kernel.me() m join govern.access_event e on e.organisation = m.organisation and e.staff = p_staff
  where m.staff = p_staff or (m.role = 'administrator' and e.kind not in ('signedIn', 'signedOutEverywhere'))
  order by e.at desc limit p_most $$;

create function govern.sign_out_everywhere(p_token text) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare who uuid := kernel.close_all_sessions(p_token);
begin
  insert into govern.access_event (organisation, staff, kind, by) select s.organisation, s.id, 'signedOutEverywhere', s.id from govern.staff s where s.id = who;
end $$;

-- Codes that an administrator gave are gone: she never holds somebody else's way in.
drop function govern.set_credential(uuid, text, text);
drop function govern.has_credential(uuid);

revoke all on function govern.live_roles(uuid, uuid), govern.sign_in(uuid, uuid, text, text, boolean, text, text), govern.my_roles(), govern.choose_role(text),
  govern.begin_try(text, text, bytea, timestamptz), govern.try_was_right(uuid, uuid, uuid, text, text, bytea, timestamptz),
  govern.begin_ceremony(text, text, text, jsonb, timestamptz), govern.take_ceremony(text, text, text, timestamptz),
  govern.workplace_account(text, text, text), govern.citizen_sign_in(text, text, text, text, boolean), govern.invite(uuid, text, text, timestamptz),
  govern.open_invitation(uuid, timestamptz), govern.take_invitation(uuid, timestamptz), govern.accept_with_password(uuid, text, text, bigint, timestamptz),
  govern.accept_with_workplace(uuid, text, text, text, timestamptz), govern.bind_workplace(uuid, text, text),
  govern.add_passkey(text, bytea, bigint, text[], text), govern.my_passkeys(), govern.ways_of(uuid), govern.remove_passkey(uuid),
  govern.passkey_account(text), govern.passkey_used(uuid, bigint, bigint), govern.sign_out_everywhere(text), govern.access_events(uuid, int),
  govern.end_sessions_of_changed(), govern.keep_staff_role() from public;
grant execute on function govern.sign_in(uuid, uuid, text, text, boolean, text, text), govern.my_roles(), govern.choose_role(text),
  govern.begin_try(text, text, bytea, timestamptz), govern.try_was_right(uuid, uuid, uuid, text, text, bytea, timestamptz),
  govern.begin_ceremony(text, text, text, jsonb, timestamptz), govern.take_ceremony(text, text, text, timestamptz),
  govern.workplace_account(text, text, text), govern.citizen_sign_in(text, text, text, text, boolean), govern.invite(uuid, text, text, timestamptz),
  govern.open_invitation(uuid, timestamptz), govern.accept_with_password(uuid, text, text, bigint, timestamptz),
  govern.accept_with_workplace(uuid, text, text, text, timestamptz), govern.bind_workplace(uuid, text, text),
  govern.add_passkey(text, bytea, bigint, text[], text), govern.my_passkeys(), govern.ways_of(uuid), govern.remove_passkey(uuid),
  govern.passkey_account(text), govern.passkey_used(uuid, bigint, bigint), govern.sign_out_everywhere(text), govern.access_events(uuid, int) to brobygger;
