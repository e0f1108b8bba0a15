-- A page of the files of a field in the order of their ids. With the ids in the index, PostgreSQL reads the page from
-- either end of it; without them it read the whole primary key of the API owner for the last page.
drop index machine_file_field_of_field;
create index machine_file_field_of_field on machine_file_field (api_owner_id, field_id, machine_file_id);
