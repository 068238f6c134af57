create schema family;
grant usage on schema family to brobygger, brobygger_keeper;

-- One organisation's file on one family: the case that access hangs on. Another organisation has its own.
create table family.family (
  organisation uuid not null references govern.organisation,
  id uuid not null default gen_random_uuid(),
  site uuid references govern.site,
  opened_at timestamptz not null,
  synthetic boolean not null default false,
  version int not null default 1,
  primary key (organisation, id)
);
create trigger own_case before insert or update of site on family.family for each row execute function kernel.own_case();
select kernel.protect_case('family.family');

-- Names, numbers and addresses are sealed with the person's own key; found by keyed index, within the organisation alone.
create table family.person (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  part text not null check (part in ('pregnant', 'partner', 'child')),
  wrapped_key bytea not null,
  name bytea,
  cpr bytea,
  birth_date bytea,
  phone bytea,
  cpr_index bytea,
  birth_index bytea,
  phone_index bytea,
  name_index bytea[] not null default '{}',
  synthetic boolean not null default false,
  version int not null default 1,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index person_family on family.person (organisation, family);
create index person_cpr on family.person (organisation, cpr_index);
create index person_birth on family.person (organisation, birth_index);
create index person_phone on family.person (organisation, phone_index);
create index person_name on family.person using gin (name_index);
select kernel.protect('family.person');

-- The due date as it stood each time it was set; the newest row counts.
create table family.pregnancy (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  due_date date,
  born_on date,
  lost_on date,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index pregnancy_newest on family.pregnancy (organisation, family, set_at desc);
select kernel.protect('family.pregnancy');
create trigger pregnancy_stands before update or delete on family.pregnancy for each row execute function kernel.refuse_change();

-- How she may be reached, as she said it each time; the newest row counts. Null = not asked = no contact that way.
create table family.contact_rule (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  may_call boolean,
  may_text boolean,
  may_leave_message boolean,
  read_along boolean,
  alone_when_asked boolean,
  best_hours text[] not null default '{}',
  language text,
  interpreter boolean not null default false,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index contact_rule_newest on family.contact_rule (organisation, family, set_at desc);
select kernel.protect('family.contact_rule');
create trigger contact_rule_stands before update or delete on family.contact_rule for each row execute function kernel.refuse_change();

-- Two files that a person has looked at and called the same woman, or not.
create table family.likeness (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  other_family uuid not null,
  same boolean not null,
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index likeness_family on family.likeness (organisation, family);
select kernel.protect('family.likeness');
