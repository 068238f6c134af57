-- Signing in belongs to the door's own role: no page's transaction can call it.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'govern'::regnamespace and p.proname in (
    'otp_used', 'link_account', 'sign_in', 'begin_try', 'try_was_right', 'workplace_account',
    'citizen_sign_in', 'open_invitation', 'accept_with_password', 'accept_with_workplace', 'passkey_account', 'passkey_used') loop
    execute format('revoke execute on function %s from brobygger', f);
    execute format('grant execute on function %s to brobygger_door', f);
  end loop;
end $$;
grant usage on schema govern to brobygger_door;
grant execute on function govern.sign_out_everywhere(text), govern.begin_ceremony(text, text, text, jsonb, timestamptz),
  govern.take_ceremony(text, text, text, timestamptz) to brobygger_door;
