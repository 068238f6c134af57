create schema caseload;
grant usage on schema caseload to brobygger, brobygger_keeper;

-- The one row that says who has the family now and what happens next, when. A family with help under way has exactly one.
create table caseload.holding (
  organisation uuid not null,
  family uuid not null,
  holder uuid not null,
  stage text not null check (stage in ('unassigned', 'waiting', 'active', 'returned')),
  step text not null,
  due date not null,
  due_at timestamptz,
  subject text not null check (subject in ('referral', 'course')),
  subject_id uuid not null,
  track text,
  site uuid,
  since timestamptz not null,
  version int not null default 1,
  primary key (organisation, family),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, holder) references govern.staff (organisation, id)
);
create index holding_due on caseload.holding (organisation, holder, due);
create index holding_stage on caseload.holding (organisation, stage, due);
select kernel.protect('caseload.holding');
grant delete on caseload.holding to brobygger;

-- Every change of holder or next step, and the end: who had her when.
create table caseload.turn (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  holder uuid,
  step text,
  due date,
  subject text not null,
  subject_id uuid not null,
  reason text,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index turn_family on caseload.turn (organisation, family, at);
create index turn_ended on caseload.turn (organisation, at) where holder is null;
select kernel.protect('caseload.turn');
create trigger turn_stands before update or delete on caseload.turn for each row execute function kernel.refuse_change();
