-- A form that is sent again while the first is still being answered waits two seconds for it, and is then told so.
-- Runs as whoever asks: the row is hers, and the policies of kernel.form stand.
create function kernel.take_form(p_organisation uuid, p_staff uuid, p_token uuid, p_digest bytea)
returns table (first boolean, same boolean, location text) language plpgsql set search_path = pg_catalog set lock_timeout = '2s' as $$
begin
  insert into kernel.form (organisation, staff, token, digest) values (p_organisation, p_staff, p_token, p_digest) on conflict do nothing;
  if found then return query select true, true, null::text; return; end if;
  return query select false, f.digest = p_digest, f.location from kernel.form f
    where f.organisation = p_organisation and f.staff = p_staff and f.token = p_token;
end $$;
grant execute on function kernel.take_form(uuid, uuid, uuid, bytea) to brobygger;
