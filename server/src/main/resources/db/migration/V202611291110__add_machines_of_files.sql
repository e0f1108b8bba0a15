-- Files that name the same machine or implement create one.
create unique index asset_of_files on asset (api_owner_id, leaf_user_id, kind, serial_number)
  where origin = 'FILE_POOLED';

-- Finds the machine or implement that a file names.
create index asset_serial_number on asset (api_owner_id, leaf_user_id, kind, serial_number)
  where serial_number <> '';
