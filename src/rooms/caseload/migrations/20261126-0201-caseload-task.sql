-- Something to do for one family on a day, beside the one next step. The text never tells why; it is for whoever has the
-- family then, and for whoever asked for it when nobody has her or when both should know.
create table caseload.task (
  organisation uuid not null,
  id uuid not null default gen_random_uuid(),
  family uuid not null,
  staff uuid not null,
  also boolean not null default false,
  kind text not null check (kind in ('talk', 'reviewContact', 'followUp')),
  due date not null,
  -- What it came from, as a number that nobody else can follow.
  about uuid,
  -- False: it ends when what it waits for has come, and not by a press of a button.
  by_hand boolean not null default true,
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  foreign key (organisation, staff) references govern.staff (organisation, id)
);
create index task_family on caseload.task (organisation, family);
create index task_staff on caseload.task (organisation, staff, due);
create index task_about on caseload.task (organisation, about) where about is not null;
select kernel.shut('caseload.task');
create trigger task_stands before update or delete on caseload.task for each row execute function kernel.refuse_change();

-- Done, by whom and when: a row of its own.
create table caseload.task_done (
  organisation uuid not null,
  task uuid not null,
  family uuid not null,
  at timestamptz not null,
  by uuid not null,
  primary key (organisation, task),
  foreign key (organisation, task) references caseload.task (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index task_done_family on caseload.task_done (organisation, family);
select kernel.shut('caseload.task_done');
create trigger task_done_stands before update or delete on caseload.task_done for each row execute function kernel.refuse_change();

create function caseload.keep_waiting() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'brobygger' and exists (select from caseload.task t
      where t.organisation = new.organisation and t.id = new.task and not t.by_hand) then
    raise exception 'it waits for what has not come' using errcode = 'check_violation', constraint = 'task_waits';
  end if;
  return new;
end $$;
create trigger keeps_waiting before insert on caseload.task_done for each row execute function caseload.keep_waiting();

-- Whether the one who asks has this family now, or had her last where nobody has her any more.
create function caseload.holds(p_family uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select h.holder from caseload.holding h where h.organisation = m.organisation and h.family = p_family),
    (select t.holder from caseload.turn t where t.organisation = m.organisation and t.family = p_family and t.holder is not null
      order by t.at desc limit 1)) = m.staff
  from kernel.me() m where m.only_case is null and m.role in ('referrer', 'counsellor', 'coordinator') $$;

-- For the functions of the rooms above, which run as the owner: the pages may call neither.
create function caseload.add_task(p_organisation uuid, p_family uuid, p_staff uuid, p_also boolean, p_kind text, p_due date, p_about uuid, p_by_hand boolean, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into caseload.task (organisation, family, staff, also, kind, due, about, by_hand, made_at, made_by)
  values (p_organisation, p_family, p_staff, p_also, p_kind, p_due, p_about, p_by_hand, p_at, p_staff) $$;
create function caseload.end_tasks(p_organisation uuid, p_about uuid, p_by uuid, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into caseload.task_done (organisation, task, family, at, by)
  select t.organisation, t.id, t.family, p_at, p_by from caseload.task t
  where t.organisation = p_organisation and t.about = p_about
    and not exists (select from caseload.task_done d where d.organisation = t.organisation and d.task = t.id) $$;
create view caseload.facts_task as select t.organisation, t.about,
  exists (select from caseload.task_done d where d.organisation = t.organisation and d.task = t.id) as done from caseload.task t;
grant create on schema caseload to facts;
alter view caseload.facts_task owner to facts;
revoke create on schema caseload from facts;
grant select (organisation, id, about) on caseload.task to facts;
grant select (organisation, task) on caseload.task_done to facts;
grant select on caseload.facts_task to brobygger_keeper;
revoke all on function caseload.holds(uuid), caseload.end_tasks(uuid, uuid, uuid, timestamptz),
  caseload.add_task(uuid, uuid, uuid, boolean, text, date, uuid, boolean, timestamptz) from public;
grant execute on function caseload.holds(uuid) to brobygger;
