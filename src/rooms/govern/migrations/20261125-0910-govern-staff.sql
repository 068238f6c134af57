-- When somebody left: her last day may be today, and her work is handed over already. The rooms above hang a foreign
-- key on may_hold: whoever has a family can neither leave nor change to a role that sees none.
alter table govern.staff add column left_at timestamptz;
alter table govern.staff add column may_hold boolean not null
  generated always as (left_at is null and role in ('referrer', 'counsellor', 'coordinator')) stored;
alter table govern.staff add constraint staff_may_hold unique (organisation, id, may_hold);

-- Only an administrator hires and changes people; a coordinator may end an employment when the families are handed over.
create policy administrators_hire on govern.staff as restrictive for insert to brobygger
  with check ((select kernel.my_role()) = 'administrator');
create policy administrators_change on govern.staff as restrictive for update to brobygger
  using ((select kernel.my_role()) in ('administrator', 'coordinator'))
  with check ((select kernel.my_role()) in ('administrator', 'coordinator'));
create policy administrators_plan on govern.roster as restrictive for insert to brobygger
  with check ((select kernel.my_role()) = 'administrator');
create policy administrators_replan on govern.roster as restrictive for delete to brobygger
  using ((select kernel.my_role()) = 'administrator');

-- A coordinator touches the end date alone. An end date is set or brought forward only by leaving, with its moment.
create function govern.keep_staff() returns trigger language plpgsql as $$
begin
  if kernel.my_role() = 'coordinator' and (new.name, new.title, new.role, new.sites, new.email, new.weekly_hours, new.starts_on)
    is distinct from (old.name, old.title, old.role, old.sites, old.email, old.weekly_hours, old.starts_on) then
    raise exception 'a coordinator ends an employment and changes nothing else' using errcode = '42501';
  end if;
  if new.left_at is null and new.ends_on is not null and (old.ends_on is null or new.ends_on < old.ends_on) then
    raise exception 'an employment ends by leaving' using errcode = '23514', constraint = 'staff_leaves_by_leaving';
  end if;
  if new.ends_on is not null and exists (select from govern.absence a
      where a.organisation = new.organisation and a.cover = new.id and a.day > new.ends_on) then
    raise exception 'she covers for a colleague after that day' using errcode = '23514', constraint = 'staff_covers_nobody';
  end if;
  return new;
end $$;
create trigger keep_staff before update on govern.staff for each row execute function govern.keep_staff();

-- Whoever covers is employed and at work on the day herself. The lock keeps two who plan at once from covering each other.
create function govern.keep_cover() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.organisation::text || new.day::text, 1));
  if exists (select from govern.absence a where a.organisation = new.organisation and a.day = new.day
      and (a.staff = new.cover or a.cover = new.staff)) then
    raise exception 'who covers is away on the day' using errcode = '23514', constraint = 'absence_cover_is_here';
  end if;
  if not exists (select from govern.staff s where s.organisation = new.organisation and s.id = new.cover
      and s.starts_on <= new.day and (s.ends_on is null or s.ends_on >= new.day)) then
    raise exception 'who covers does not work here on the day' using errcode = '23514', constraint = 'absence_cover_works_here';
  end if;
  return new;
end $$;
create trigger keep_cover before insert or update on govern.absence for each row execute function govern.keep_cover();

-- Password hash and one-time secret of a colleague: put by an administrator of the same organisation, read by nobody.
create function govern.set_credential(p_staff uuid, p_password_hash text, p_otp_secret text) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := kernel.my_organisation();
  colleague govern.staff;
begin
  if kernel.my_role() is distinct from 'administrator' then return 'forbidden'; end if;
  select s.* into colleague from govern.staff s where s.organisation = house and s.id = p_staff;
  if colleague.id is null then return 'forbidden'; end if;
  if exists (select from govern.credential c where lower(c.email) = lower(colleague.email) and (c.organisation, c.staff) <> (house, p_staff)) then
    return 'emailTaken';
  end if;
  insert into govern.credential (organisation, staff, email, password_hash, otp_secret)
  values (house, p_staff, colleague.email, p_password_hash, p_otp_secret)
  on conflict (organisation, staff) do update set email = excluded.email, password_hash = excluded.password_hash,
    otp_secret = excluded.otp_secret, last_otp_step = 0;
  perform kernel.close_sessions_of(p_staff);
  return 'set';
end $$;
revoke all on function govern.set_credential(uuid, text, text) from public;
grant execute on function govern.set_credential(uuid, text, text) to brobygger;

-- Signing in follows the address of the account.
create function govern.move_credential() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update govern.credential c set email = new.email where c.organisation = new.organisation and c.staff = new.id;
  return new;
end $$;
create trigger move_credential after update of email on govern.staff for each row
  when (lower(old.email) is distinct from lower(new.email)) execute function govern.move_credential();

-- Whoever has left signs in no more, also on her last day.
create or replace function govern.sign_in(p_staff uuid, p_organisation uuid, p_token text) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare account govern.staff;
begin
  select * into account from govern.staff s where s.id = p_staff and s.organisation = p_organisation
    and s.left_at is null and s.starts_on <= current_date and (s.ends_on is null or s.ends_on >= current_date);
  if account.id is null then return null; end if;
  return kernel.open_session(p_token, account.id, account.organisation, account.role, account.sites, 720);
end $$;

-- Whether a colleague of the own house has a way to sign in; never what it is.
create function govern.has_credential(p_staff uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from govern.credential c where c.organisation = (select kernel.my_organisation()) and c.staff = p_staff)
    and (select kernel.my_role()) = 'administrator' $$;
revoke all on function govern.has_credential(uuid) from public;
grant execute on function govern.has_credential(uuid) to brobygger;
