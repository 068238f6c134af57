-- What breaking the glass opens of the caseload: who has her, and the one next step.
create function caseload.glass_holding(p_case uuid) returns table (holder uuid, step text, due date, due_at timestamptz, subject text)
language sql stable security definer set search_path = pg_catalog as $$
  select h.holder, h.step, h.due, h.due_at, h.subject from caseload.holding h, kernel.me() m
  where h.organisation = m.organisation and h.family = p_case and (select govern.through_glass(p_case)) $$;
revoke all on function caseload.glass_holding(uuid) from public;
grant execute on function caseload.glass_holding(uuid) to brobygger;

-- Who of these colleagues has had something to do with these families: holds or held one, or has written in her turns.
-- For the weekly sample, which the system draws and which sees no more of a case than this.
create function caseload.related(p_staff uuid[], p_cases uuid[]) returns table (staff uuid, "case" uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct x.staff, t.family from kernel.me() m
  join caseload.turn t on t.organisation = m.organisation and t.family = any (p_cases)
  cross join lateral (values (t.holder), (t.by)) as x(staff)
  where m.role = 'system' and x.staff = any (p_staff) $$;
revoke all on function caseload.related(uuid[], uuid[]) from public;
grant execute on function caseload.related(uuid[], uuid[]) to brobygger;
