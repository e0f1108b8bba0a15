-- The files from which a file was merged on request, in the order of their ids; empty for other files.
alter table machine_file add column source_ids uuid[] not null default '{}';

-- The same files are merged once.
create unique index machine_file_merged on machine_file (api_owner_id, leaf_user_id, source_ids)
  where origin = 'MERGED';
