-- What stands here of her consent is what the consent itself says, and it goes when she has taken it back: the copy is no
-- way to a longer or a wider yes.
create function referral.keep_consent() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user <> 'brobygger' then return new; end if;
  if new.consent is null then
    if (new.consent_scope, new.consent_form, new.consent_oral_reason, new.consent_given_on, new.consent_until, new.consent_feedback)
        is not distinct from
       (old.consent_scope, old.consent_form, old.consent_oral_reason, old.consent_given_on, old.consent_until, old.consent_feedback)
      and (old.consent is null or govern.consent_is_over(old.consent)) then return new; end if;
  elsif govern.consent_says(new.consent, new.consent_scope, new.consent_form, new.consent_oral_reason, new.consent_given_on,
      new.consent_until, new.consent_feedback) and not govern.consent_is_over(new.consent) then
    return new;
  end if;
  raise exception 'a referral rests on a consent as it was given' using errcode = 'check_violation', constraint = 'rests_on_consent';
end $$;
create trigger referral_rests_on_consent before update of consent, consent_scope, consent_form, consent_oral_reason, consent_given_on,
  consent_until, consent_feedback on referral.referral for each row execute function referral.keep_consent();
