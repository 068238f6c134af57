-- A loss that was noted by mistake is taken back by a row of its own, while the referral is open.
-- As the keeper: on a database that is in use the owner stands before the wall like everybody else.
set local role brobygger_keeper;
insert into referral.transition (from_state, verb, to_state, side) values
  ('sent', 'lossTakenBack', 'sent', 'system'),
  ('received', 'lossTakenBack', 'received', 'system'),
  ('needsInformation', 'lossTakenBack', 'needsInformation', 'system'),
  ('contacted', 'lossTakenBack', 'contacted', 'system'),
  ('accepted', 'lossTakenBack', 'accepted', 'system'),
  ('waiting', 'lossTakenBack', 'waiting', 'system'),
  ('started', 'lossTakenBack', 'started', 'system');
reset role;
