-- What happened stays, but for one case: the keeper erases a case that somebody has decided to erase.
create or replace function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'brobygger_keeper' and nullif(current_setting('app.erasing', true), '') is not null then
    return old;
  end if;
  raise exception '% keeps what happened: rows are added, never changed', tg_table_name using errcode = 'restrict_violation';
end $$;

-- What somebody has asked for about the data on her, on paper, in a talk or on her page.
create table govern.subject_request (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  kind text not null check (kind in ('copy', 'correction', 'restriction', 'erasure')),
  asked_by text not null check (asked_by in ('woman', 'child', 'partner', 'custodian')),
  how text not null check (how in ('paper', 'talk', 'digital')),
  words text not null default '',
  received_on date not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id),
  check (kind <> 'correction' or words <> '')
);
create index subject_request_family on govern.subject_request (organisation, family);

-- What was answered. Her claim and the answer both stand; told says where the correction was passed on.
create table govern.subject_answer (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  request uuid not null,
  family uuid not null,
  decision text not null check (decision in ('granted', 'partly', 'refused')),
  words text not null check (words <> ''),
  told text not null default '',
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  unique (organisation, request),
  foreign key (organisation, request) references govern.subject_request (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id)
);
create index subject_answer_family on govern.subject_answer (organisation, family);

-- Limits on the use of a case, holds on its erasure, and hand-overs to the archive: the newest row of a kind counts.
create table govern.case_mark (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  kind text not null check (kind in ('restriction', 'hold', 'archived')),
  nth int not null check (nth > 0),
  stands boolean not null,
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id)
);
create unique index case_mark_nth on govern.case_mark (organisation, family, kind, nth);

-- A copy of her data that somebody may fetch for a short while, in the session that asked.
create table govern.subject_copy (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  about text not null check (about in ('woman', 'child', 'partner')),
  reason text not null check (reason <> ''),
  session uuid not null,
  until timestamptz not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id)
);
create index subject_copy_family on govern.subject_copy (organisation, family);

-- A case that somebody has decided to erase; brobygger erase does it.
create table govern.erasure_order (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  cause text not null check (cause in ('asked', 'retention')),
  words text not null check (words <> ''),
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, by) references govern.staff (organisation, id)
);
create index erasure_order_family on govern.erasure_order (organisation, family);

-- Cases whose time of keeping is over. A person decides.
create table govern.retention_due (
  organisation uuid not null,
  family uuid not null,
  due_on date not null,
  at timestamptz not null,
  primary key (organisation, family)
);

-- An organisation's own time of keeping, where it is not the usual; the newest row counts.
create table govern.retention (
  organisation uuid not null references govern.organisation,
  id uuid not null default gen_random_uuid(),
  record text not null,
  months int not null check (months between 1 and 600),
  source text not null check (source <> ''),
  at timestamptz not null,
  primary key (organisation, id)
);

-- The journal: that a case was erased, by a digest that only the master key can make again. It names nobody.
create table govern.erasure (
  organisation uuid not null,
  digest bytea not null check (length(digest) = 32),
  cause text not null,
  rows int not null,
  at timestamptz not null,
  primary key (organisation, digest)
);
create trigger erasure_stands before update or delete on govern.erasure for each row execute function kernel.refuse_change();

do $$
declare t text;
begin
  foreach t in array array['govern.subject_request', 'govern.subject_answer', 'govern.case_mark', 'govern.subject_copy', 'govern.erasure_order', 'govern.retention'] loop
    execute format('create trigger stands before update or delete on %s for each row execute function kernel.refuse_change()', t);
    perform kernel.shut(t::regclass);
  end loop;
end $$;
select kernel.shut('govern.retention_due'), kernel.shut('govern.erasure');

-- While the use of a case is limited nothing of it is passed to another house.
create function govern.refuse_sharing() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if (select m.stands from govern.case_mark m where m.organisation = new.organisation and m.family = new."case" and m.kind = 'restriction'
      order by m.nth desc limit 1) then
    raise exception 'the use of the case is limited' using errcode = 'check_violation', constraint = 'use_is_limited';
  end if;
  return new;
end $$;
revoke all on function govern.refuse_sharing() from public;
create trigger use_is_limited before insert on kernel.link for each row execute function govern.refuse_sharing();
