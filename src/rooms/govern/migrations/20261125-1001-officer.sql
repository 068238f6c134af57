-- The data-protection officer works here like everybody else, with dates and a name; she sees the log, no family.
alter table govern.staff drop constraint staff_role_check;
alter table govern.staff add constraint staff_role_check
  check (role in ('referrer', 'counsellor', 'coordinator', 'programmeLeader', 'administrator', 'dataProtectionOfficer'));
