-- Without the family, as the facts of the referrals.
drop view course.facts;
create view course.facts as
  select c.organisation, c.id as course,
    (select h.subject_id from caseload.facts h where h.organisation = c.organisation and h.family = c.family) as holding,
    c.referral, c.programme, c.agreement, c.track, c.site,
    (c.started_at at time zone 'Europe/Copenhagen')::date as started_on,
    (c.ended_at at time zone 'Europe/Copenhagen')::date as ended_on,
    c.end_reason,
    (select count(*) from course.session s where s.organisation = c.organisation and s.course = c.id and s.state = 'held') as sessions_held,
    (select count(*) from course.session s where s.organisation = c.organisation and s.course = c.id and s.state = 'noShow') as no_shows
  from course.course c where c.state <> 'mistaken';
grant create on schema course to facts;
alter view course.facts owner to facts;
revoke create on schema course from facts;
grant select on course.facts to brobygger_statistics;
