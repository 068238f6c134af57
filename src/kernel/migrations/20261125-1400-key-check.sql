-- A known word sealed under the master key, so that a program with another key is refused before it seals anybody.
create table kernel.key_check (
  one boolean primary key default true check (one),
  sealed bytea not null
);
grant select, insert on kernel.key_check to brobygger_keeper;
