-- A referral as far as the midwife has written it. Hers alone: no colleague and no leader reads it, and nothing has
-- left the house. Sealed, kept 90 days, and gone when she says so.
create table referral.draft (
  organisation uuid not null references govern.organisation,
  staff uuid not null,
  id uuid not null,
  opened_at timestamptz not null,
  saved_at timestamptz not null,
  kept_until date not null,
  wrapped_key bytea,
  content bytea,
  -- The page that saved last: her own next save from that page is no clash with herself.
  page uuid not null,
  -- Once sent the words are gone and only the way to the referral is left, so that another tab cannot send it again.
  referral uuid,
  version int not null default 1,
  -- The page makes the id, so hers must not be able to stand in a colleague's way.
  primary key (organisation, staff, id),
  foreign key (organisation, staff) references govern.staff (organisation, id),
  check ((content is null) = (referral is not null)),
  check ((content is null) = (wrapped_key is null))
);
create index draft_age on referral.draft (organisation, kept_until);
select kernel.protect_organisation('referral.draft');
create policy hers on referral.draft as restrictive to brobygger
  using (staff = (select kernel.my_staff())) with check (staff = (select kernel.my_staff()));
grant delete on referral.draft to brobygger;

-- How long it took from opening the page to sending, as a number alone: no staff, no family, no referral.
create table referral.pace (
  organisation uuid not null references govern.organisation,
  id uuid not null default gen_random_uuid(),
  day date not null,
  seconds int not null check (seconds >= 0),
  primary key (organisation, id)
);
select kernel.protect_organisation('referral.pace');
