-- A line of the trail, planned once a connection and sent together with the commit: the trail costs every page its time.
create function kernel.note(p_organisation uuid, p_staff uuid, p_role text, p_purpose text, p_action text, p_what text,
  p_subjects uuid[], p_changed uuid[], p_request uuid) returns void language plpgsql as $$
begin
  insert into kernel.audit (organisation, staff, role, purpose, action, what, subjects, changed, request)
  values (p_organisation, p_staff, p_role, p_purpose, p_action, p_what, p_subjects, p_changed, p_request);
end $$;
revoke all on function kernel.note(uuid, uuid, text, text, text, text, uuid[], uuid[], uuid) from public;
grant execute on function kernel.note(uuid, uuid, text, text, text, text, uuid[], uuid[], uuid) to brobygger;
