-- Uploaded archives, the machine files in them, and the field operations that are built from machine files. The bytes
-- (the archive, points in Parquet files) are in the file store; a row refers to bytes that are durable.

create table batch (
  api_owner_id   uuid        not null,
  id             uuid        not null,
  leaf_user_id   uuid        not null,
  -- As in the request: a provider's name, or 'Other' when the format shall be detected.
  provider       text        not null,
  file_name      text        not null,
  size_in_bytes  bigint      not null,
  -- SHA-256 of the archive. The same archive of the same Leaf user is the same batch.
  digest         bytea       not null,
  status         text        not null check (status in ('RECEIVED', 'PROCESSED', 'FAILED')),
  -- Why the batch failed, as at Leaf; '' otherwise.
  status_details text        not null default '',
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create unique index batch_digest on batch (api_owner_id, leaf_user_id, digest);
create index batch_created on batch (api_owner_id, created_at);

create table machine_file (
  api_owner_id    uuid        not null,
  id              uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  origin          text        not null check (origin in ('PROVIDER', 'AUTOMERGED', 'MERGED', 'UPLOADED')),
  -- The archive from which it was read; null for a file that was not uploaded.
  batch_id        uuid,
  -- The path in the archive.
  source_name     text        collate "C" not null,
  -- The operation at a provider from whose export the file was read; '' for an uploaded file.
  provider_org_id text        collate "C" not null default '',
  provider_operation_id text  collate "C" not null default '',
  format          text        not null,
  status          text        not null check (status in ('PROCESSING', 'PROCESSED', 'FAILED')),
  -- The name of the step that failed, and its message; '' otherwise.
  failed_step     text        not null default '',
  message         text        not null default '',
  size_in_bytes   bigint      not null,
  -- Null until the points have been read.
  type            text        check (type in ('PLANTED', 'APPLIED', 'HARVESTED', 'TILLAGE')),
  crop            text        not null default '',
  start_time      timestamptz,
  end_time        timestamptz,
  area_m2         float8,
  -- The points that are in none of the fields with a boundary at the time of the conversion.
  outside_points  bigint,
  -- What the file states about its points, the summary, and the points that were rejected, by reason.
  description     jsonb,
  summary         jsonb,
  rejected_points jsonb,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade,
  foreign key (api_owner_id, batch_id) references batch on delete cascade
);

create unique index machine_file_source on machine_file (api_owner_id, batch_id, source_name);
create unique index machine_file_operation
  on machine_file (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id, source_name)
  where provider_operation_id <> '';
create index machine_file_of_leaf_user on machine_file (api_owner_id, leaf_user_id, id);
create index machine_file_created on machine_file (api_owner_id, created_at);

-- The fields that contain points of a file. Without a foreign key to the field: it is deleted with its organization,
-- and a reader joins the field to know whether it is visible.
create table machine_file_field (
  api_owner_id    uuid   not null,
  machine_file_id uuid   not null,
  field_id        uuid   not null,
  points          bigint not null,
  primary key (api_owner_id, machine_file_id, field_id),
  foreign key (api_owner_id, machine_file_id) references machine_file on delete cascade
);

create index machine_file_field_of_field on machine_file_field (api_owner_id, field_id);

-- The work of one type on one field within a range of days, merged from the points of machine files.
create table field_operation (
  api_owner_id    uuid        not null,
  id              uuid        not null,
  leaf_user_id    uuid        not null,
  field_id        uuid        not null,
  type            text        not null check (type in ('PLANTED', 'APPLIED', 'HARVESTED', 'TILLAGE')),
  crop            text        not null,
  -- '' when the operation may contain files of several providers.
  provider        text        not null,
  start_time      timestamptz not null,
  end_time        timestamptz not null,
  -- A part of the names of its files in the file store, new with each merge: readers of the former files finish.
  version         uuid        not null,
  description     jsonb       not null,
  summary         jsonb       not null,
  rejected_points jsonb       not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create index field_operation_of_field on field_operation (api_owner_id, field_id, type, start_time);
create index field_operation_of_leaf_user on field_operation (api_owner_id, leaf_user_id, id);
create index field_operation_updated on field_operation (api_owner_id, updated_at);

create table field_operation_file (
  api_owner_id       uuid not null,
  field_operation_id uuid not null,
  machine_file_id    uuid not null,
  primary key (api_owner_id, field_operation_id, machine_file_id),
  foreign key (api_owner_id, field_operation_id) references field_operation on delete cascade,
  foreign key (api_owner_id, machine_file_id) references machine_file on delete cascade
);

create index field_operation_file_of_machine_file on field_operation_file (api_owner_id, machine_file_id);

----------------------------------------------------------------------------------------------------------------
-- Field operations of providers
----------------------------------------------------------------------------------------------------------------

-- The listing of the operations of a field at its provider.
create table operation_listing (
  api_owner_id      uuid        not null,
  leaf_user_id      uuid        not null,
  provider          text        not null,
  provider_org_id   text        collate "C" not null,
  provider_field_id text        collate "C" not null,
  -- Of the last complete reading; '' when it is to be read in any case.
  signature         text        not null default '',
  -- When it is to be read; null when a sync has read it.
  due_at            timestamptz,
  failures          int         not null default 0,
  listed_at         timestamptz,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id),
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create index operation_listing_due on operation_listing (api_owner_id, leaf_user_id, provider, due_at)
  where due_at is not null;

-- A field operation at its provider, and the state of the export of its points.
create table provider_operation (
  api_owner_id          uuid        not null,
  leaf_user_id          uuid        not null,
  provider              text        not null,
  provider_org_id       text        collate "C" not null,
  provider_operation_id text        collate "C" not null,
  provider_field_id     text        collate "C" not null,
  kind                  text        not null check (kind in ('SEEDING', 'APPLICATION', 'HARVEST', 'TILLAGE')),
  crop                  text        not null,
  start_time            timestamptz,
  end_time              timestamptz,
  -- The provider's time of the last change, as received. Another value means that the export is requested again.
  modified              text        not null,
  totals                jsonb       not null,
  -- REQUESTED: the export is to be requested, or is being built. ABSENT: there is none until the operation changes.
  state                 text        not null check (state in ('REQUESTED', 'STORED', 'ABSENT', 'FAILED')),
  -- Why there is no export, or why it failed; '' otherwise.
  message               text        not null default '',
  due_at                timestamptz,
  attempts              int         not null default 0,
  -- The time of the first complete listing without the operation.
  missing_since         timestamptz,
  created_at            timestamptz not null,
  updated_at            timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id),
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create index provider_operation_due on provider_operation (api_owner_id, leaf_user_id, provider, due_at)
  where due_at is not null;
create index provider_operation_of_field
  on provider_operation (provider_field_id, api_owner_id, leaf_user_id, provider, provider_org_id);
