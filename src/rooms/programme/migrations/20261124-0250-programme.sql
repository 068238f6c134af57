create schema programme;
grant usage on schema programme to brobygger, brobygger_keeper, brobygger_statistics;

create table programme.programme (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  name text not null,
  status text not null,
  document json not null, -- json, not jsonb: the order of topics and areas is the agreement's own
  digest text not null,
  applied_at timestamptz not null
);
select kernel.protect_common('programme.programme');

-- A dated version as one unchangeable document. A file that changes a version adds a revision beside it.
create table programme.agreement (
  id uuid primary key default gen_random_uuid(),
  programme uuid not null references programme.programme,
  version int not null,
  revision int not null,
  document json not null, -- json, not jsonb: the order of topics and areas is the agreement's own
  digest text not null,
  applied_at timestamptz not null,
  unique (programme, version, revision)
);
select kernel.protect_common('programme.agreement');
create trigger agreement_stands before update or delete on programme.agreement for each row execute function kernel.refuse_change();
