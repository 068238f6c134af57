-- A pregnancy that ended stops what was planned by itself; talking with her, or taking the note back, is a row as well.
alter table course.state drop constraint state_verb_check;
alter table course.state add constraint state_verb_check check (verb in ('start', 'decideEnd', 'goOn', 'changeTrack', 'end',
  'closeAsMistaken', 'pregnancyLost', 'talkedAfterLoss', 'lossTakenBack'));
alter table course.state drop constraint course_moves;
alter table course.state add constraint course_moves check ((verb, from_state, to_state) in (
  ('start', 'open', 'open'), ('decideEnd', 'open', 'closing'), ('goOn', 'closing', 'open'), ('changeTrack', 'open', 'open'),
  ('end', 'open', 'ended'), ('end', 'closing', 'ended'),
  ('closeAsMistaken', 'open', 'mistaken'), ('closeAsMistaken', 'closing', 'mistaken'),
  ('pregnancyLost', 'open', 'open'), ('pregnancyLost', 'closing', 'closing'),
  ('talkedAfterLoss', 'open', 'open'), ('talkedAfterLoss', 'closing', 'closing'),
  ('lossTakenBack', 'open', 'open'), ('lossTakenBack', 'closing', 'closing')));
