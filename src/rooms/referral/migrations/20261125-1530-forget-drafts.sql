-- A draft nobody comes back to is forgotten on its day, whether its page is opened or not: it may hold a CPR number.
create function referral.forget_drafts(p_day date) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare gone int;
begin
  if kernel.my_role() is distinct from 'system' then
    raise exception 'only the system' using errcode = '42501';
  end if;
  delete from referral.draft where organisation = kernel.my_organisation() and kept_until < p_day;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function referral.forget_drafts(date) from public;
grant execute on function referral.forget_drafts(date) to brobygger;
