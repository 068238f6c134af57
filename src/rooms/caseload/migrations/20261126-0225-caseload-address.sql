-- Whoever has the family may see a protected address, once she has said why; the row says so. False: it is not hers to open.
create function caseload.open_address(p_family uuid, p_reason text, p_until timestamptz, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not coalesce(caseload.holds(p_family), false) then return false; end if;
  perform family.name_for_address(m.organisation, p_family, m.staff, p_reason, p_until, p_at) from kernel.me() m;
  return true;
end $$;
revoke all on function caseload.open_address(uuid, text, timestamptz, timestamptz) from public;
grant execute on function caseload.open_address(uuid, text, timestamptz, timestamptz) to brobygger;
