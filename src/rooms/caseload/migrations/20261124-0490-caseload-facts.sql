-- For counting, without a person: which help has a holder. Owned by the no-login role facts, as every facts view.
create view caseload.facts as select organisation, family, subject, subject_id, stage, due from caseload.holding;
grant usage on schema caseload to facts, brobygger_statistics;
grant select (organisation, family, subject, subject_id, stage, due) on caseload.holding to facts;
create policy counting on caseload.holding for select to facts using (true);
grant create on schema caseload to facts;
alter view caseload.facts owner to facts;
revoke create on schema caseload from facts;
grant select on caseload.facts to brobygger_statistics, brobygger_keeper;
