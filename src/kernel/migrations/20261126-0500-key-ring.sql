-- The roots that organisations' keys are made from, each sealed under a master key. A new master key, or a new root, is
-- a row more here: names already sealed are not touched, and the look-ups keep their own root.
create table kernel.key_ring (
  root uuid not null,
  use text not null check (use in ('wrap', 'index')),
  -- Which master key opens it: eight bytes that say nothing of the key.
  master bytea not null,
  sealed bytea not null,
  -- New person keys are wrapped under this root; others only open.
  wraps boolean not null,
  made_at timestamptz not null default now(),
  primary key (root, master)
);
