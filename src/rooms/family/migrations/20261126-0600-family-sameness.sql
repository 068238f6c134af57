-- Two files that were called the same woman can be told apart again, with a reason. Every decision stands.
alter table family.likeness add column reason text check (length(reason) between 1 and 500);
alter table family.likeness add check (family <> other_family) not valid;
alter table family.likeness add foreign key (organisation, other_family) references family.family (organisation, id) not valid;
create index likeness_other on family.likeness (organisation, other_family);
create trigger likeness_stands before update or delete on family.likeness for each row execute function kernel.refuse_change();
