-- The consent a referral rests on now, as the house that gave it keeps it; null when it is taken back. The columns beside
-- it are each house's own copy of its words, for the receiver reads no row of the sender's.
alter table referral.referral add column consent uuid;

-- A database in use keeps its consents: each referral's becomes one with the referral's number, and those taken back
-- stay taken back.
set local role brobygger_keeper;
select govern.keep_consent(s.organisation, s.id, s.family, s.other_organisation, r.family, s.consent_form, s.consent_oral_reason,
    s.created_by, s.consent_scope, s.consent_feedback, s.consent_given_on, s.consent_until, s.sent_at,
    case when s.snapshot ->> 'consentUntil' is null then coalesce((select max(x.at) from referral.state x
      where x.organisation = s.organisation and x.referral = s.id and x.verb = 'consentWithdrawn'), s.sent_at) end, s.synthetic)
  from referral.referral s
  left join referral.referral r on r.id = s.id and r.side = 'receiver' and r.organisation = s.other_organisation
  where s.side = 'sender';
update referral.referral set consent = id where snapshot ->> 'consentUntil' is not null;
reset role;
