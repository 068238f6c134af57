-- One message to her: which of the fixed texts, about which appointment, and how far it has come. Neither her number nor
-- the text stands here: both are made at the moment of sending.
create table message.outgoing (
  organisation uuid not null,
  id uuid not null,
  family uuid not null,
  about uuid not null,
  kind text not null check (kind in ('made', 'moved', 'cancelled', 'reminder')),
  language text not null,
  appointment timestamptz not null,
  due timestamptz not null,
  -- After this it says nothing any more.
  last_at timestamptz not null,
  -- unknown: it may have left, and is tried again; unconfirmed: it was tried to the end, and nobody knows; told: she has
  -- heard it from us another way.
  state text not null check (state in ('queued', 'unknown', 'handedOver', 'delivered', 'failed', 'unconfirmed', 'told', 'stopped')),
  why text,
  tries int not null default 0,
  made_at timestamptz not null,
  made_by uuid not null,
  changed_at timestamptz not null,
  primary key (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id),
  constraint why_not check ((state in ('stopped', 'failed')) = (why is not null))
);
create unique index outgoing_once on message.outgoing (organisation, about, kind) where state in ('queued', 'unknown');
create index outgoing_due on message.outgoing (organisation, due) where state in ('queued', 'unknown');
create index outgoing_family on message.outgoing (organisation, family, made_at desc);
create index outgoing_newest on message.outgoing (organisation, made_at desc);
select kernel.protect('message.outgoing');

-- What became of it, a row each time.
create table message.outgoing_event (
  organisation uuid not null,
  id uuid not null,
  family uuid not null,
  outgoing uuid not null,
  at timestamptz not null,
  state text not null,
  why text,
  primary key (organisation, id),
  foreign key (organisation, outgoing) references message.outgoing (organisation, id),
  foreign key (organisation, family) references family.family (organisation, id)
);
create index outgoing_event_of on message.outgoing_event (organisation, outgoing, at);
select kernel.protect('message.outgoing_event');
create trigger outgoing_event_stands before update or delete on message.outgoing_event for each row execute function kernel.refuse_change();
