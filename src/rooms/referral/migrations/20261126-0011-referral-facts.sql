-- Without the family: by its number a count could be followed to a person. `holding` is the help by which somebody has
-- the family now, the same for all that is open about it, and null when nobody has.
drop view referral.facts;
create view referral.facts as
  select r.organisation, r.id as referral,
    (select h.subject_id from caseload.facts h where h.organisation = r.organisation and h.family = r.family) as holding,
    r.programme, r.agreement, r.track, r.site, r.mode, r.state, r.synthetic,
    r.state in ('received', 'needsInformation', 'contacted', 'accepted', 'waiting', 'started') as open,
    (r.sent_at at time zone 'Europe/Copenhagen')::date as sent_on,
    (r.contacted_at at time zone 'Europe/Copenhagen')::date as contacted_on,
    (r.accepted_at at time zone 'Europe/Copenhagen')::date as accepted_on,
    (r.started_at at time zone 'Europe/Copenhagen')::date as started_on,
    (r.closed_at at time zone 'Europe/Copenhagen')::date as ended_on
  from referral.referral r where r.side = 'receiver';
grant create on schema referral to facts;
alter view referral.facts owner to facts;
revoke create on schema referral from facts;
grant select on referral.facts to brobygger_statistics;
