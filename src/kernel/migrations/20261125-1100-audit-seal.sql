-- The trail is sealed in batches, so that whoever changes it afterwards is found out, an owner of the database too.
-- tx is the transaction that wrote the row: all below pg_snapshot_xmin are over, so nothing can come in late below it.
-- era counts the servers the trail has lived on: a restored copy begins its transaction numbers again.
create function kernel.audit_era() returns int language sql immutable as $$ select 1 $$;
alter table kernel.audit add column era int not null default 1;
alter table kernel.audit add column tx bigint not null default 0;
alter table kernel.audit alter column tx set default (pg_current_xact_id()::text)::bigint;
-- One row a request: everybody it showed stands in subjects, and whom it changed in changed as well.
alter table kernel.audit add column changed uuid[] not null default '{}';
create index audit_sealing on kernel.audit (organisation, era, tx);

-- A partition is reached through its parent alone: no grants on it, and shut by itself as well, with no policy that opens.
do $$
declare t regclass;
begin
  for t in select inhrelid::regclass from pg_inherits where inhparent = 'kernel.audit'::regclass loop
    perform kernel.shut(t);
  end loop;
end $$;

-- Makes the months ahead that are missing; a month that already has rows in the default partition stays there.
create function kernel.make_audit_months(p_ahead int) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  month date;
  name text;
  made int := 0;
begin
  for month in select m::date from generate_series(date_trunc('month', now()), date_trunc('month', now()) + make_interval(months => least(p_ahead, 24)), interval '1 month') m loop
    name := 'audit_' || to_char(month, 'YYYY_MM');
    if to_regclass('kernel.' || name) is not null then continue; end if;
    begin
      execute format('create table kernel.%I (like kernel.audit including defaults including constraints)', name);
      execute format('alter table kernel.audit attach partition kernel.%I for values from (%L) to (%L)', name, month, month + interval '1 month');
      perform kernel.shut(('kernel.' || name)::regclass);
      made := made + 1;
    exception when check_violation then
      raise warning 'the month % has rows in the default partition already', month;
    end;
  end loop;
  return made;
end $$;

-- One seal: every row of the organisation that the transactions from_tx up to to_tx have written. root is over the rows,
-- head over this seal and the one before. leaves has eight bytes a row, to name the row that is wrong.
create table kernel.seal (
  organisation uuid not null,
  n int not null check (n > 0),
  era int not null,
  from_tx bigint not null,
  to_tx bigint not null check (to_tx > from_tx),
  rows int not null check (rows > 0),
  from_at timestamptz not null,
  to_at timestamptz not null,
  leaves bytea not null,
  root bytea not null,
  head bytea not null,
  at timestamptz not null,
  primary key (organisation, n)
);
-- The salt of one subject. The chain holds salted commitments: without the salt they lead to nobody.
create table kernel.subject (
  organisation uuid not null,
  subject uuid not null,
  salt bytea not null check (length(salt) = 16),
  primary key (organisation, subject)
);
select kernel.shut('kernel.seal'), kernel.shut('kernel.subject');
create trigger seal_stands before update or delete on kernel.seal for each row execute function kernel.refuse_change();

-- Whoever writes a row chooses neither its transaction nor its era, and only the keeper its moment. A row is never removed,
-- and changed in one way alone: a forgotten subject becomes its commitment.
create function kernel.keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.tx = (pg_current_xact_id()::text)::bigint and new.era = kernel.audit_era()
      and (new.at = now() or current_user = 'brobygger_keeper') then
      return new;
    end if;
    raise exception '% sets the moment of a row itself', tg_table_name using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and nullif(current_setting('app.forgetting', true), '') is not null
    and (new.id, new.at, new.era, new.tx, new.organisation, new.staff, new.role, new.purpose, new.action, new.what, new.request)
      is not distinct from (old.id, old.at, old.era, old.tx, old.organisation, old.staff, old.role, old.purpose, old.action, old.what, old.request)
    and cardinality(new.subjects) = cardinality(old.subjects) and cardinality(new.changed) = cardinality(old.changed) then
    return new;
  end if;
  raise exception '% keeps what happened: rows are added, never changed', tg_table_name using errcode = 'restrict_violation';
end $$;
drop trigger audit_stands on kernel.audit;
create trigger audit_stands before insert or update or delete on kernel.audit for each row execute function kernel.keep_audit();

-- Takes a subject out of the trail: her id gives way to the commitment that the chain was made over, the salt is
-- destroyed, and the trail says that it was done. The seals stay whole. The keeper's alone.
create function kernel.forget_subject(p_organisation uuid, p_subject uuid, p_staff uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  v_salt bytea;
  commitment uuid;
begin
  select s.salt into v_salt from kernel.subject s where s.organisation = p_organisation and s.subject = p_subject;
  v_salt := coalesce(v_salt, uuid_send(gen_random_uuid()));
  commitment := encode(substring(sha256(v_salt || convert_to(p_subject::text, 'UTF8')) for 16), 'hex')::uuid;
  perform set_config('app.forgetting', 'yes', true);
  update kernel.audit a set subjects = array_replace(a.subjects, p_subject, commitment), changed = array_replace(a.changed, p_subject, commitment)
  where a.organisation = p_organisation and a.subjects @> array[p_subject];
  perform set_config('app.forgetting', '', true);
  delete from kernel.subject s where s.organisation = p_organisation and s.subject = p_subject;
  insert into kernel.audit (organisation, staff, role, purpose, action, what, subjects, changed, request)
  values (p_organisation, p_staff, 'system', 'slette en person', 'write', 'forgotten', array[commitment], array[commitment], gen_random_uuid());
  return commitment;
end $$;

revoke all on function kernel.make_audit_months(int), kernel.forget_subject(uuid, uuid, uuid) from public;
grant execute on function kernel.make_audit_months(int) to brobygger, brobygger_keeper;
grant execute on function kernel.forget_subject(uuid, uuid, uuid) to brobygger_keeper;
