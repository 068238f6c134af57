create schema message;
grant usage on schema message to brobygger, brobygger_keeper;

-- Something new about one of her referrals: which, never what. Waits here for the day's one mail.
create table message.news (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  staff uuid not null,
  referral uuid not null,
  at timestamptz not null,
  day date,
  primary key (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create unique index news_waiting on message.news (organisation, staff, referral) where day is null;
select kernel.protect_organisation('message.news');

-- One mail a person and day: the row is the proof, and what stops a second.
create table message.sent (
  organisation uuid not null,
  staff uuid not null,
  day date not null,
  count int not null check (count > 0),
  sent_at timestamptz not null,
  primary key (organisation, staff, day),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
select kernel.protect_organisation('message.sent');
create trigger sent_stands before update or delete on message.sent for each row execute function kernel.refuse_change();
