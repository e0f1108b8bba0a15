-- Files from which fields were created. The file is not kept.
create table field_upload (
  api_owner_id uuid        not null,
  id           uuid        not null,
  leaf_user_id uuid        not null,
  file_name    text        not null,
  status       text        not null check (status in ('PROCESSED', 'FAILED')),
  created_at   timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create index field_upload_of_leaf_user on field_upload (api_owner_id, leaf_user_id);

-- Each recognized file of an upload. A field may have been deleted since.
create table field_upload_entry (
  api_owner_id uuid   not null,
  upload_id    uuid   not null,
  id           uuid   not null,
  -- The order in which the files were read.
  number       int    not null,
  format       text   not null check (format in ('SHAPEFILE', 'GEOJSON', 'KML')),
  field_ids    uuid[] not null,
  errors       text[] not null,
  primary key (api_owner_id, upload_id, id),
  foreign key (api_owner_id, upload_id) references field_upload on delete cascade
);
