-- Who has a family and what is promised her stands as her newest turn says, when the transaction ends. Runs as the
-- owner: what was written over a link is out of the writer's sight by then.
create function caseload.keep_turn() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  house uuid := coalesce(new.organisation, old.organisation);
  hers uuid := coalesce(new.family, old.family);
  newest timestamptz := (select max(t.at) from caseload.turn t where t.organisation = house and t.family = hers);
  held caseload.holding;
begin
  select * into held from caseload.holding h where h.organisation = house and h.family = hers;
  if not exists (select from caseload.turn t where t.organisation = house and t.family = hers and t.at = newest
      and (t.holder, t.step, t.due, t.subject_id) is not distinct from (held.holder, held.step, held.due, coalesce(held.subject_id, t.subject_id))) then
    raise exception 'a holder or a promise is changed with its turn alone' using errcode = 'check_violation', constraint = 'held_by_turn';
  end if;
  return null;
end $$;
revoke all on function caseload.keep_turn() from public;
create constraint trigger holding_has_its_turn after insert or update or delete on caseload.holding
  deferrable initially deferred for each row when (current_user <> 'brobygger_keeper') execute function caseload.keep_turn();
