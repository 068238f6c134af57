-- So that a row elsewhere can say which adult it is about, and the database refuse a child.
alter table family.person add constraint person_part unique (organisation, family, id, part);
