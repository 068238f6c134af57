-- Who counts needs no family. The facts views of referral and course say by which help a family is held, and only the
-- checks, which run as the keeper, still read the family itself.
revoke select on caseload.facts from brobygger_statistics;
