-- Archives of which a part has been received, so that an upload continues after a lost connection.

create table archive_upload (
  api_owner_id  uuid        not null,
  id            uuid        not null,
  leaf_user_id  uuid        not null,
  provider      text        not null,
  file_name     text        not null,
  -- As in the request that created the upload; '' for none.
  metadata      text        not null,
  size_in_bytes bigint      not null check (size_in_bytes > 0),
  -- The number of bytes in the file store.
  received      bigint      not null default 0 check (received between 0 and size_in_bytes),
  -- The batch that the archive became; null until the last byte was received. The batch may have been deleted since.
  batch_id      uuid,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade,
  check ((batch_id is not null) = (received = size_in_bytes))
);

create index archive_upload_leaf_user on archive_upload (api_owner_id, leaf_user_id);
create index archive_upload_expiry on archive_upload (expires_at);

-- The files of the received bytes. A file is complete in the file store before its row is inserted.
create table archive_upload_part (
  api_owner_id  uuid   not null,
  upload_id     uuid   not null,
  -- Of its first byte in the archive.
  position      bigint not null,
  size_in_bytes bigint not null,
  -- The name of the file, another one for each request.
  file_id       uuid   not null,
  primary key (api_owner_id, upload_id, position),
  foreign key (api_owner_id, upload_id) references archive_upload on delete cascade
);
