-- In each table that belongs to an API owner, api_owner_id is the first column of the primary key and of every
-- foreign key to another such table: a row cannot refer to a row of another API owner.
--
-- Sections: API owners, Leaf users, provider accounts, organizations, field data, created records, syncs,
-- scheduled tasks, rate limits, events, webhooks, connect pages, provider subscriptions, operations.

----------------------------------------------------------------------------------------------------------------
-- API owners
----------------------------------------------------------------------------------------------------------------

create table api_owner (
  id               uuid        primary key,
  email            text        not null,
  password_hash    text        not null,
  created_at       timestamptz not null,
  -- A token is valid while the generation in it is this one. A new password and the revocation of all tokens
  -- increment it.
  token_generation integer     not null default 0
);

create unique index api_owner_email on api_owner (lower(email));

-- Addresses from which an API owner signed in with the correct password. Failed logins from other addresses do
-- not delay logins from these.
create table known_address (
  api_owner_id uuid        not null references api_owner on delete cascade,
  network      text        not null,
  signed_in_at timestamptz not null,
  primary key (api_owner_id, network)
);

-- Keys that sign tokens, encrypted with a master key. All nodes use them.
create table token_key (
  id         text        primary key,
  key_id     text        not null,
  secret     bytea       not null,
  created_at timestamptz not null
);

-- Master keys with which values of this database are encrypted. A node that lacks one of them does not start.
create table encryption_key (
  id            text        primary key,
  first_used_at timestamptz not null
);

create table api_owner_configuration (
  api_owner_id uuid  primary key references api_owner on delete cascade,
  settings     jsonb not null
);

----------------------------------------------------------------------------------------------------------------
-- Leaf users
----------------------------------------------------------------------------------------------------------------

-- The number of Leaf users of an API owner, so that a list shows its total without counting.
create table leaf_user_total (
  api_owner_id uuid   primary key references api_owner on delete cascade,
  total        bigint not null default 0 check (total >= 0),
  last_ordinal bigint not null default 0
);

-- The number of Leaf users for each thousand ordinals. The offset of a page is found by adding these.
create table leaf_user_block (
  api_owner_id uuid   not null references api_owner on delete cascade,
  block        bigint not null,
  total        int    not null check (total >= 0),
  primary key (api_owner_id, block)
);

create table leaf_user (
  api_owner_id uuid        not null references api_owner on delete cascade,
  id           uuid        not null,
  ordinal      bigint      not null,
  name         text        not null,
  email        text        not null,
  phone        text,
  address      text,
  external_id  text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (api_owner_id, id)
);

-- One index for each order in which Leaf users are listed. An index entry cannot be longer than a third of a page
-- and a value can, so that the indexes contain its first 200 characters.
create unique index leaf_user_ordinal on leaf_user (api_owner_id, ordinal);
create index leaf_user_name on leaf_user (api_owner_id, left(lower(name), 200) collate "C", ordinal);
create index leaf_user_email on leaf_user (api_owner_id, left(lower(email), 200) collate "C", ordinal);
create index leaf_user_external_id
  on leaf_user (api_owner_id, left(coalesce(external_id, ''), 200) collate "C", ordinal);
create index leaf_user_phone on leaf_user (api_owner_id, left(coalesce(phone, ''), 200) collate "C", ordinal);
create index leaf_user_address
  on leaf_user (api_owner_id, left(lower(coalesce(address, '')), 200) collate "C", ordinal);

-- The words of a Leaf user's name, email address and external id, for the search by prefixes. Separators are
-- replaced by spaces first, because the parser would otherwise take an email address, or a number with a hyphen,
-- for one token.
create function leaf_user_words(name text, email text, external_id text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('simple'::regconfig, translate(name || ' ' || email || ' ' || coalesce(external_id, ''),
                                                    '@._+/:''-', '        '));
create index leaf_user_words on leaf_user using gin (leaf_user_words(name, email, external_id));

create table leaf_user_configuration (
  api_owner_id uuid  not null,
  leaf_user_id uuid  not null,
  settings     jsonb not null,
  primary key (api_owner_id, leaf_user_id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

----------------------------------------------------------------------------------------------------------------
-- Provider accounts
----------------------------------------------------------------------------------------------------------------

-- The account of one Leaf user at one provider, to which its credential and its organizations belong.
create table provider_account (
  api_owner_id       uuid not null,
  leaf_user_id       uuid not null,
  provider           text not null,
  organization_total int  not null default 0 check (organization_total >= 0),
  signature          text not null default '',
  data_sync          text check (data_sync in ('ALL', 'SELECTED_ONLY')),
  primary key (api_owner_id, leaf_user_id, provider),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create table credential (
  api_owner_id      uuid        not null,
  leaf_user_id      uuid        not null,
  provider          text        not null,
  id                uuid        not null,
  -- UNVERIFIED: the provider is stored and cannot be called yet.
  status            text        not null
    check (status in ('OK', 'UNAUTHENTICATED', 'MISSING_PERMISSION', 'TEMPORARILY_UNAVAILABLE', 'UNVERIFIED')),
  settings          jsonb       not null,
  secrets           bytea       not null,
  key_id            text        not null,
  scopes            text[]      not null default '{}',
  access_expires_at timestamptz,
  token_version     bigint      not null default 0,
  lease_holder      uuid,
  lease_until       timestamptz,
  created_at        timestamptz not null,
  -- The status in the last event of the credential; null before the first event. The status of a new credential
  -- is not published before the provider has responded.
  reported_status   text
    check (reported_status in ('OK', 'UNAUTHENTICATED', 'MISSING_PERMISSION', 'TEMPORARILY_UNAVAILABLE', 'UNVERIFIED')),
  -- The credential that this one replaced.
  replaced_id       uuid,
  primary key (api_owner_id, leaf_user_id, provider),
  unique (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

-- For the list of accounts that need attention: few rows of many.
create index credential_not_ok on credential (api_owner_id, status, leaf_user_id, provider)
  where status <> 'OK';

-- The failure of a credential, from the first failed call to the next successful one.
create table credential_failure (
  api_owner_id  uuid        not null,
  credential_id uuid        not null,
  -- GRANT: the token endpoint responded with invalid_grant, or the API rejected access tokens for too long.
  -- APPLICATION: the token endpoint rejected the application or the request.
  -- ACCESS_TOKEN: the API rejected a new access token.
  -- PERMISSION: the API denied a permission.
  -- PROVIDER: the provider failed; the state of the credential is unknown.
  kind          text        not null check (kind in ('GRANT', 'APPLICATION', 'ACCESS_TOKEN', 'PERMISSION', 'PROVIDER')),
  -- 0 when there was no response.
  status_code   int         not null,
  error         text        not null,
  description   text        not null,
  since         timestamptz not null,
  last_at       timestamptz not null,
  attempts      int         not null check (attempts > 0),
  -- Only for GRANT: the number of later attempts to refresh, and the time of the next; null after the last one.
  probes        int         not null default 0,
  next_probe_at timestamptz,
  primary key (api_owner_id, credential_id),
  foreign key (api_owner_id, credential_id) references credential (api_owner_id, id)
    on delete cascade on update cascade
);

-- Calls to a provider with a credential, for the operation that lists the events of a credential.
create table credential_event (
  api_owner_id      uuid        not null,
  credential_id     uuid        not null,
  id                uuid        not null,
  created_at        timestamptz not null,
  method            text        not null,
  target            text        not null,
  status_code       int         not null,
  headers           text        not null,
  body_size         bigint      not null,
  took_millis       bigint      not null,
  failure           text        not null,
  -- The error in the body of an unsuccessful response, without secrets.
  error             text        not null default '',
  error_description text        not null default '',
  primary key (api_owner_id, credential_id, id),
  foreign key (api_owner_id, credential_id) references credential (api_owner_id, id)
    on delete cascade on update cascade
);

create index credential_event_age on credential_event (created_at);
-- A slow call is stored after calls that started later: ids are not in the order of created_at.
create index credential_event_time on credential_event (api_owner_id, credential_id, created_at, id);

-- Provider applications that the token endpoint rejects, for each API owner whose credentials use them.
create table application_refusal (
  api_owner_id uuid        not null references api_owner on delete cascade,
  provider     text        not null,
  -- A digest, as in call_count.
  application  text        not null,
  shown_as     text        not null,
  status_code  int         not null,
  error        text        not null,
  description  text        not null,
  since        timestamptz not null,
  last_at      timestamptz not null,
  primary key (api_owner_id, provider, application)
);

----------------------------------------------------------------------------------------------------------------
-- Organizations
----------------------------------------------------------------------------------------------------------------

create table provider_organization (
  api_owner_id    uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  provider_org_id text        collate "C" not null,
  name            text        not null,
  status          text        not null check (status in ('SELECTED', 'PREVIEW', 'BLOCKED')),
  blocked_reason  text
    check (blocked_reason in ('NOT_CONNECTED', 'SCOPE_MISSING', 'CUSTOMER_ACTION_REQUIRED', 'NOT_VISIBLE',
                              'CREDENTIAL_REVOKED')),
  management_uri  text        not null,
  action_uri      text        not null default '',
  -- The status that a caller requested, and the status before the organization became BLOCKED.
  chosen_status   text        check (chosen_status in ('SELECTED', 'PREVIEW')),
  earlier_status  text        check (earlier_status in ('SELECTED', 'PREVIEW')),
  -- Kinds of records that the provider has and does not return for the credential of the account, separated by
  -- commas. Not an array, which takes longer to read: the most frequent requests read this row.
  withheld        text        not null default '',
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  -- Growers, farms and fields are visible exactly when their organization is SELECTED, or is BLOCKED and was
  -- SELECTED before. The rule is defined only here.
  fields_visible  boolean     not null
    generated always as (status = 'SELECTED'
                         or status = 'BLOCKED' and coalesce(earlier_status, '') = 'SELECTED') stored,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade,
  check ((status = 'BLOCKED') = (blocked_reason is not null))
);

-- For the list of accounts that need attention.
create index provider_organization_lost on provider_organization (api_owner_id, leaf_user_id, provider)
  where status = 'BLOCKED'
    and (earlier_status is not null or blocked_reason in ('CUSTOMER_ACTION_REQUIRED', 'SCOPE_MISSING'));
-- For the retention of organizations that the provider no longer lists.
create index organization_not_visible on provider_organization (updated_at) where blocked_reason = 'NOT_VISIBLE';

-- The result of requesting a kind of record to which the organization has no link. It is requested again after some
-- time, and when the links of the organization or the credential of the account change.
create table organization_access_result (
  api_owner_id    uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  provider_org_id text        collate "C" not null,
  kind            text        not null check (kind in ('GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  permitted       boolean     not null,
  checked_at      timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, kind),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

----------------------------------------------------------------------------------------------------------------
-- Field data
----------------------------------------------------------------------------------------------------------------

-- The stored state of an organization's field data. It does not refer to provider_organization: when a credential is
-- deleted, its organizations are deleted with it and the field data is not.
create table organization_snapshot (
  api_owner_id    uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  provider_org_id text        collate "C" not null,
  -- Repeats provider_organization.fields_visible, so that lists and totals read one table. Only the triggers below
  -- write it. Without a row in provider_organization it is false.
  visible         boolean     not null default true,
  -- Null while visible, and after the row in provider_organization was deleted until the next retention task sets
  -- it: the retention task uses the clock of the server, which is not available in the trigger.
  hidden_at       timestamptz,
  -- Without removed records, so that lists show their totals without counting.
  grower_total    int         not null default 0 check (grower_total >= 0),
  farm_total      int         not null default 0 check (farm_total >= 0),
  field_total     int         not null default 0 check (field_total >= 0),
  -- For each listing, the provider's signature of its last state that was stored.
  signatures      jsonb       not null default '{}',
  fully_read_at   timestamptz,
  created_at      timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade,
  constraint organization_snapshot_hidden_at check (not visible or hidden_at is null)
);

create index organization_snapshot_hidden on organization_snapshot (hidden_at) where hidden_at is not null;
create index organization_snapshot_undated on organization_snapshot (api_owner_id)
  where not visible and hidden_at is null;

create function update_snapshot_visibility() returns trigger
  language plpgsql
as $$
begin
  update organization_snapshot
     set visible = new.fields_visible
       , hidden_at = case when not new.fields_visible then new.updated_at end
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     and provider_org_id = new.provider_org_id
     and visible <> new.fields_visible;
  return null;
end
$$;

create function hide_snapshot() returns trigger
  language plpgsql
as $$
begin
  update organization_snapshot
     set visible = false
   where api_owner_id = old.api_owner_id
     and leaf_user_id = old.leaf_user_id
     and provider = old.provider
     and provider_org_id = old.provider_org_id
     and visible;
  return null;
end
$$;

-- The locks serialize the new snapshot with a concurrent change of status and a concurrent sync of the account:
-- their transactions cannot see the new row, and this one cannot see their changes.
create function set_snapshot_visibility() returns trigger
  language plpgsql
as $$
begin
  perform
    from provider_account
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     for share;
  select fields_visible
       , case when not fields_visible then updated_at end
    into new.visible, new.hidden_at
    from provider_organization
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     and provider_org_id = new.provider_org_id
     for share;
  new.visible := coalesce(new.visible, false);
  return new;
end
$$;

create trigger organization_inserted after insert on provider_organization
  for each row execute function update_snapshot_visibility();

create trigger organization_updated after update on provider_organization
  for each row when (old.fields_visible <> new.fields_visible)
  execute function update_snapshot_visibility();

-- When a credential is moved to another Leaf user, the keys of its organizations change.
create trigger organization_moved_from after update on provider_organization
  for each row
  when ((old.api_owner_id, old.leaf_user_id, old.provider, old.provider_org_id)
          <> (new.api_owner_id, new.leaf_user_id, new.provider, new.provider_org_id))
  execute function hide_snapshot();

create trigger organization_moved_to after update on provider_organization
  for each row
  when ((old.api_owner_id, old.leaf_user_id, old.provider, old.provider_org_id)
          <> (new.api_owner_id, new.leaf_user_id, new.provider, new.provider_org_id))
  execute function update_snapshot_visibility();

create trigger organization_deleted after delete on provider_organization
  for each row execute function hide_snapshot();

-- Records that are created through the API have a snapshot for each Leaf user with provider 'Leaf' and
-- provider_org_id ''. It is always visible, no sync, selection or credential changes it, and it is deleted with its
-- Leaf user. Such a record has its own id as the provider's id.
create trigger organization_snapshot_inserted before insert on organization_snapshot
  for each row when (new.provider <> 'Leaf') execute function set_snapshot_visibility();

-- In grower, farm, field and field_boundary: missing_since is the time of the first complete listing without the
-- record, removed_at that of the second. A removed record is in no list and no total, and is deleted after the
-- retention time.

create table grower (
  api_owner_id       uuid        not null,
  leaf_user_id       uuid        not null,
  provider           text        not null,
  provider_org_id    text        collate "C" not null,
  provider_grower_id text        collate "C" not null,
  -- Leaf's growers and farms have integer ids.
  id                 bigint      not null generated by default as identity,
  name               text        not null,
  missing_since      timestamptz,
  removed_at         timestamptz,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create unique index grower_id on grower (api_owner_id, id);
create index grower_of_leaf_user on grower (api_owner_id, leaf_user_id, id);

create table farm (
  api_owner_id       uuid        not null,
  leaf_user_id       uuid        not null,
  provider           text        not null,
  provider_org_id    text        collate "C" not null,
  provider_farm_id   text        collate "C" not null,
  id                 bigint      not null generated by default as identity,
  name               text        not null,
  -- '' when the farm has no known grower. Not a foreign key: a provider lists farms and growers in any order.
  provider_grower_id text        collate "C" not null,
  missing_since      timestamptz,
  removed_at         timestamptz,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create unique index farm_id on farm (api_owner_id, id);
create index farm_of_leaf_user on farm (api_owner_id, leaf_user_id, id);

create table field (
  api_owner_id       uuid        not null,
  leaf_user_id       uuid        not null,
  provider           text        not null,
  provider_org_id    text        collate "C" not null,
  provider_field_id  text        collate "C" not null,
  id                 uuid        not null,
  name               text        not null,
  provider_farm_id   text        collate "C" not null,
  provider_grower_id text        collate "C" not null,
  -- PREVIEW: only the name is stored. WAITING: a caller enabled the field; the next sync fetches its boundary.
  status             text        not null check (status in ('PREVIEW', 'WAITING', 'PROCESSED')),
  missing_since      timestamptz,
  removed_at         timestamptz,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create unique index field_id on field (api_owner_id, id);
create index field_of_leaf_user on field (api_owner_id, leaf_user_id, id);
-- For lists of fields by name, of fields without boundaries, and of fields changed or created since a time.
create index field_name on field (api_owner_id, left(lower(name), 200) collate "C");
create index field_not_fetched on field (api_owner_id, status, id) where status <> 'PROCESSED';
create index field_changed on field (api_owner_id, updated_at);
create index field_created on field (api_owner_id, created_at);

create table field_boundary (
  api_owner_id         uuid        not null,
  leaf_user_id         uuid        not null,
  provider             text        not null,
  provider_org_id      text        collate "C" not null,
  provider_boundary_id text        collate "C" not null,
  provider_field_id    text        collate "C" not null,
  id                   uuid        not null,
  status               text        not null
    check (status in ('ACTIVE', 'INACTIVE', 'DELETED_ON_PROVIDER')),
  -- GeoJSON, in the form of the API.
  geometry             text        not null,
  hectares             float8      not null,
  validity             text        not null check (validity in ('VALID', 'FIXED', 'INVALID')),
  -- Defects of the provider's geometry, including those that were fixed; '' if there are none.
  problems             text        not null default '',
  -- Of the provider's representation: a change is detected without reading the geometry.
  digest               text        not null,
  missing_since        timestamptz,
  removed_at           timestamptz,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  -- The bounding box in degrees; null when the geometry has no position.
  bounds               box,
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create unique index field_boundary_id on field_boundary (api_owner_id, id);
-- For the hectares of an organization without reading geometries.
create index field_boundary_hectares
  on field_boundary (api_owner_id, leaf_user_id, provider, provider_org_id) include (hectares)
  where status = 'ACTIVE' and removed_at is null;
create index field_boundary_bounds on field_boundary using gist (bounds)
  where status = 'ACTIVE' and removed_at is null;

-- The order of these statements matters. For an organization without statistics the planner estimates one row and
-- considers all indexes that begin with its key equally good; it then takes the one that was created last, and an
-- index other than the primary key reads the whole organization for each record. For the same reason the indexes for
-- child records have the id of the parent as their first column.
alter table grower add primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id);
alter table farm add primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id);
alter table field add primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id);
alter table field_boundary
  add primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id);
create index farm_of_grower
  on farm (provider_grower_id, api_owner_id, leaf_user_id, provider, provider_org_id);
create index field_of_farm
  on field (provider_farm_id, api_owner_id, leaf_user_id, provider, provider_org_id);
create index field_boundary_of_field
  on field_boundary (provider_field_id, api_owner_id, leaf_user_id, provider, provider_org_id);

-- Geometries of a boundary before its provider changed it, kept for the retention time of deleted records.
create table earlier_geometry (
  api_owner_id uuid        not null,
  boundary_id  uuid        not null,
  replaced_at  timestamptz not null,
  geometry     text        not null,
  hectares     float8      not null,
  validity     text        not null check (validity in ('VALID', 'FIXED', 'INVALID')),
  problems     text        not null,
  valid_from   timestamptz not null,
  primary key (api_owner_id, boundary_id, replaced_at),
  foreign key (api_owner_id, boundary_id) references field_boundary (api_owner_id, id) on delete cascade
);

create index earlier_geometry_age on earlier_geometry (replaced_at);

-- The visible records of an account at the end of each day (UTC) on which their number changed. A day without a row has
-- the numbers of the previous row.
create table field_data_count (
  api_owner_id  uuid not null,
  leaf_user_id  uuid not null,
  provider      text not null,
  day           date not null,
  -- Organizations with visible records.
  organizations int  not null,
  growers       int  not null,
  farms         int  not null,
  fields        int  not null,
  primary key (api_owner_id, leaf_user_id, provider, day),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

----------------------------------------------------------------------------------------------------------------
-- Records that are created through the API
----------------------------------------------------------------------------------------------------------------

-- Uploaded files from which fields were created. The files are not stored.
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

-- A recognized file of an upload. Its fields may have been deleted since.
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

-- A created field that is sent to an organization of a provider. The PENDING row is committed before the first call
-- and each id after the provider's response, so that an interrupted attempt is continued without creating a record
-- twice.
create table field_link (
  api_owner_id         uuid        not null,
  field_id             uuid        not null,
  leaf_user_id         uuid        not null,
  provider             text        not null,
  provider_org_id      text        collate "C" not null,
  state                text        not null check (state in ('PENDING', 'SENT')),
  -- The names by which the field and its parents are found at the provider.
  grower_name          text        not null,
  farm_name            text        not null,
  field_name           text        not null,
  -- The provider's ids; '' while unknown.
  provider_grower_id   text        collate "C" not null default '',
  provider_farm_id     text        collate "C" not null default '',
  provider_field_id    text        collate "C" not null default '',
  provider_boundary_id text        collate "C" not null default '',
  -- When the creation of the field was requested. If the response is unknown, a field of the same name in the same
  -- farm is this one.
  field_posted_at      timestamptz,
  -- The request that sends the field, and the time until which no other request may.
  lease_holder         uuid,
  lease_until          timestamptz,
  created_at           timestamptz not null,
  attempted_at         timestamptz not null,
  sent_at              timestamptz,
  primary key (api_owner_id, field_id, provider, provider_org_id),
  foreign key (api_owner_id, field_id) references field (api_owner_id, id) on delete cascade,
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade,
  check ((state = 'SENT') = (sent_at is not null)),
  check (state = 'PENDING' or provider_field_id <> ''),
  check ((lease_holder is null) = (lease_until is null))
);

create unique index field_link_of_provider
  on field_link (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
  where provider_field_id <> '';

----------------------------------------------------------------------------------------------------------------
-- Syncs
----------------------------------------------------------------------------------------------------------------

-- A run reads the list of organizations of the account first, and then the field data of the organizations in
-- sync_run_organization.
create table sync_run (
  api_owner_id   uuid        not null,
  id             uuid        not null,
  leaf_user_id   uuid        not null,
  provider       text        not null,
  state          text        not null
    check (state in ('RUNNING', 'SUCCEEDED', 'UNCHANGED', 'PARTIAL', 'GUARDED', 'FAILED')),
  cause          text        not null
    check (cause in ('CREDENTIAL', 'SCHEDULE', 'REQUEST', 'SELECTION', 'FIELDS', 'ENABLE', 'NOTIFICATION')),
  forced         boolean     not null,
  -- The lease of the node that reads the list of organizations; null after that, when the scheduler tracks the workers.
  lease_until    timestamptz,
  started_at     timestamptz not null,
  ended_at       timestamptz,
  added          int         not null default 0,
  changed        int         not null default 0,
  unchanged      int         not null default 0,
  blocked        int         not null default 0,
  provider_calls int         not null default 0,
  failure        text        not null default '',
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create unique index sync_run_in_progress on sync_run (api_owner_id, leaf_user_id, provider)
  where state = 'RUNNING';
create index sync_run_of_leaf_user on sync_run (api_owner_id, leaf_user_id, id);
create index sync_run_age on sync_run (ended_at) where ended_at is not null;
-- For the list of accounts that need attention.
create index sync_run_not_successful on sync_run (api_owner_id, leaf_user_id, provider, id)
  where state in ('FAILED', 'GUARDED', 'PARTIAL');

create table sync_run_organization (
  api_owner_id    uuid        not null,
  run_id          uuid        not null,
  provider_org_id text        collate "C" not null,
  state           text        not null
    check (state in ('WAITING', 'RUNNING', 'SUCCEEDED', 'UNCHANGED', 'GUARDED', 'FAILED', 'STOPPED')),
  -- Requested again while it was being read: it returns to WAITING when the reading ends.
  rerun_requested boolean     not null default false,
  -- Fencing token: incremented when a worker claims the row; a write with a smaller number is rejected.
  fence           int         not null default 0,
  worker          int,
  -- Where the reading continues: the listing, whether it is the second reading that verifies missing records, and
  -- the position after the last page.
  listing         text        not null default '',
  verifying       boolean     not null default false,
  position        text        not null default '',
  pages           int         not null default 0,
  signature       text        not null default '',
  attempts        int         not null default 0,
  counts          jsonb       not null default '{}',
  provider_calls  int         not null default 0,
  not_permitted   text[]      not null default '{}',
  -- Ids of the only fields to read; null to read everything.
  requested_ids   text[],
  failure         text        not null default '',
  started_at      timestamptz,
  ended_at        timestamptz,
  primary key (api_owner_id, run_id, provider_org_id),
  foreign key (api_owner_id, run_id) references sync_run on delete cascade
);

-- The ids on each page of a listing, from which the missing records are determined at its end. Deleted then.
create table sync_run_page (
  api_owner_id          uuid    not null,
  run_id                uuid    not null,
  provider_org_id       text    collate "C" not null,
  page                  int     not null,
  growers               text[]  not null,
  farms                 text[]  not null,
  fields                text[]  not null,
  boundaries            text[]  not null,
  -- Fields whose boundary could not be read.
  unreadable_boundaries text[]  not null default '{}',
  -- Whether each record of the page has an id.
  identified            boolean not null default true,
  -- Whether each value of the page could be read.
  complete              boolean not null default true,
  primary key (api_owner_id, run_id, provider_org_id, page),
  foreign key (api_owner_id, run_id, provider_org_id) references sync_run_organization on delete cascade
);

-- Values in a provider's responses that were not of the documented type.
create table sync_run_unexpected_value (
  api_owner_id    uuid not null,
  run_id          uuid not null,
  -- '' for the list of organizations.
  provider_org_id text collate "C" not null,
  kind            text not null
    check (kind in ('ORGANIZATION', 'GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  -- The provider's id; '' when the record has no readable id.
  record          text collate "C" not null,
  path            text not null,
  expected        text not null,
  primary key (api_owner_id, run_id, provider_org_id, kind, record, path),
  foreign key (api_owner_id, run_id) references sync_run on delete cascade
);

----------------------------------------------------------------------------------------------------------------
-- Scheduled tasks
----------------------------------------------------------------------------------------------------------------

-- Tables of db-scheduler. A scheduler executes everything that is due in its table, so that deliveries of webhooks,
-- which have their own workers, have a table of their own.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time);

create table webhook_task (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  primary key (task_name, task_instance)
);

create index webhook_task_execution_time on webhook_task (execution_time);
create index webhook_task_last_heartbeat on webhook_task (last_heartbeat);

----------------------------------------------------------------------------------------------------------------
-- Rate limits of provider applications
----------------------------------------------------------------------------------------------------------------

-- All nodes and all API owners that use a provider application share its rate limit. The application is identified
-- by a digest of its client key.

-- The table of Bucket4j: the token bucket of each application.
create table rate_limit_bucket (
  id    text  primary key,
  state bytea
);

-- The time until which the provider requested no further calls (429 with Retry-After).
create table application_throttle (
  application     text        primary key,
  throttled_until timestamptz not null
);

-- The calls with the credentials of each API owner by day (UTC). Nodes add to it.
create table call_count (
  api_owner_id      uuid   not null references api_owner on delete cascade,
  provider          text   not null,
  application       text   not null,
  day               date   not null,
  -- The first characters of the client key, by which its owner recognizes it.
  shown_as          text   not null,
  calls             bigint not null check (calls >= 0),
  throttled         bigint not null check (throttled >= 0),
  last_throttled_at timestamptz,
  primary key (api_owner_id, provider, application, day)
);

----------------------------------------------------------------------------------------------------------------
-- Events
----------------------------------------------------------------------------------------------------------------

-- Transactional outbox and feed in one table. An event is written in the transaction of the change; it gets its
-- position in the feed of its API owner after the commit, so that a reader that continues after a position never
-- misses an event that was committed later.
--
-- Without foreign keys: an event may refer to a deleted entity, and a foreign key would be checked for each field
-- of a page.
create table event (
  api_owner_id uuid        not null,
  id           uuid        not null,
  -- Assigned while the row of the changed entity is locked: events of one entity are in the order of their commits.
  ordinal      bigint      not null generated always as identity,
  -- The position in the feed; null until published.
  position     bigint,
  type         text        not null,
  leaf_user_id uuid,
  provider     text,
  entity       text        not null,
  occurred_at  timestamptz not null,
  data         jsonb       not null,
  primary key (api_owner_id, id)
);

-- Partial indexes: a transaction that writes events updates only the primary key and the first of these.
create index event_unpublished on event (ordinal) where position is null;
create unique index event_position on event (api_owner_id, position) where position is not null;
create index event_of_leaf_user on event (api_owner_id, leaf_user_id, position) where position is not null;

-- The last position in the feed of each API owner. Positions are consecutive.
create table event_sequence (
  api_owner_id    uuid   primary key,
  last_position   bigint not null,
  -- Events up to this position have been deleted.
  purged_position bigint not null default 0 check (purged_position <= last_position)
);

-- The node that locks the row publishes: one at a time.
create table event_publisher (
  singleton boolean primary key default true check (singleton)
);
insert into event_publisher default values;

-- A UUID of version 7 (RFC 9562), which sorts by time, for events that are inserted by a statement whose number of
-- rows is not known in advance.
create function new_event_id(at timestamptz) returns uuid
  language sql volatile parallel safe
as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0')
          || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

----------------------------------------------------------------------------------------------------------------
-- Webhooks
----------------------------------------------------------------------------------------------------------------

-- Endpoints to which events are delivered. The events up to the position of a webhook were delivered or are in
-- webhook_retry.
create table webhook (
  api_owner_id      uuid        not null references api_owner on delete cascade,
  id                uuid        not null,
  -- LEAF: messages in the format of Leaf's alerts.
  kind              text        not null check (kind in ('STANDARD', 'LEAF')),
  name              text        not null,
  url               text        not null,
  types             text[]      not null,
  enabled           boolean     not null,
  disabled_reason   text        check (disabled_reason in ('CALLER', 'GONE', 'FAILING')),
  disabled_at       timestamptz,
  secret            bytea       not null,
  secret_key_id     text        not null,
  -- The previous secret, with which messages are signed as well until old_secret_until.
  old_secret        bytea,
  old_secret_key_id text,
  old_secret_until  timestamptz,
  position          bigint      not null,
  -- The first of the failed attempts since the last successful one.
  failing_since     timestamptz,
  -- Failed or slow: all degraded endpoints together use a part of the workers, so that they do not delay others.
  degraded          boolean     not null default false,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  primary key (api_owner_id, id),
  check (enabled = (disabled_reason is null) and enabled = (disabled_at is null))
);

-- As at Leaf, each event has at most one alert.
create table alert_event (
  api_owner_id uuid not null,
  name         text not null,
  webhook_id   uuid not null,
  primary key (api_owner_id, name),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade
);

create index alert_event_of_webhook on alert_event (api_owner_id, webhook_id);

-- Events that are sent outside the order of the feed: after a failed attempt, or because a caller requested it.
create table webhook_retry (
  api_owner_id uuid        not null,
  webhook_id   uuid        not null,
  event_id     uuid        not null,
  attempts     int         not null,
  -- Null after the last attempt.
  next_at      timestamptz,
  abandoned_at timestamptz,
  status_code  int,
  failure      text,
  response     text,
  primary key (api_owner_id, webhook_id, event_id),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade,
  check ((next_at is null) = (abandoned_at is not null))
);

create index webhook_retry_due on webhook_retry (api_owner_id, webhook_id, next_at) where next_at is not null;
create index webhook_retry_abandoned on webhook_retry (abandoned_at) where abandoned_at is not null;

-- All attempts, successful or not.
create table webhook_attempt (
  api_owner_id uuid        not null,
  webhook_id   uuid        not null,
  ordinal      bigint      not null generated always as identity,
  event_id     uuid        not null,
  event_type   text        not null,
  number       int         not null,
  at           timestamptz not null,
  took_millis  bigint      not null,
  success      boolean     not null,
  status_code  int,
  failure      text,
  response     text,
  next_at      timestamptz,
  primary key (api_owner_id, webhook_id, ordinal),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade
);

create index webhook_attempt_failed on webhook_attempt (api_owner_id, webhook_id, ordinal) where not success;
create index webhook_attempt_at on webhook_attempt (at);

----------------------------------------------------------------------------------------------------------------
-- Connect pages
----------------------------------------------------------------------------------------------------------------

-- A provider application that an API owner registered, with which growers connect accounts.
create table app_key (
  api_owner_id       uuid        not null references api_owner on delete cascade,
  provider           text        not null,
  app_name           text        not null,
  client_environment text        not null,
  -- The secrets are encrypted with this id as associated data.
  id                 uuid        not null,
  settings           jsonb       not null,
  secrets            bytea       not null,
  key_id             text        not null,
  scopes             text[]      not null,
  created_at         timestamptz not null,
  primary key (api_owner_id, provider, app_name, client_environment)
);

create table magic_link (
  api_owner_id     uuid        not null,
  id               uuid        not null,
  kind             text        not null check (kind in ('PROVIDER', 'AUTHENTICATION')),
  leaf_user_id     uuid        not null,
  -- The digest of the token in the link. The token itself is not stored.
  token_hash       bytea       not null,
  -- The app keys with which the link connects: provider, appName and clientEnvironment of each.
  app_keys         jsonb       not null,
  settings         jsonb       not null,
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  last_accessed_at timestamptz,
  max_usage        int         not null,
  usage_count      int         not null default 0 check (usage_count between 0 and max_usage),
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

create unique index magic_link_token on magic_link (token_hash);
create index magic_link_of_kind on magic_link (api_owner_id, kind, id);
create index magic_link_of_leaf_user on magic_link (api_owner_id, leaf_user_id);

-- The state of one browser at one provider through one magic link.
create table connect_session (
  api_owner_id    uuid        not null,
  id              uuid        not null,
  magic_link_id   uuid        not null,
  provider        text        not null,
  session_hash    bytea       not null,
  expires_at      timestamptz not null,
  touched_at      timestamptz not null,
  -- The automatic redirect to the provider's connection page, which happens once: DUE before, SEEN after it.
  connection_page text        check (connection_page in ('DUE', 'SEEN')),
  -- The browser returned from the connection page and the organizations have not been listed since.
  listing_due     boolean     not null default false,
  -- The last sign-in at the provider. Disconnecting the account requires a recent one.
  signed_in_at    timestamptz,
  primary key (api_owner_id, id),
  unique (api_owner_id, magic_link_id, provider, session_hash),
  foreign key (api_owner_id, magic_link_id) references magic_link on delete cascade
);

create index connect_session_hash on connect_session (session_hash);
create index connect_session_age on connect_session (expires_at);

-- An authorization request to a provider (RFC 6749, section 4.1.1) and the time of its response.
create table connect_sign_in (
  api_owner_id uuid        not null,
  state_hash   bytea       not null,
  session_id   uuid        not null,
  verifier     bytea       not null,
  key_id       text        not null,
  created_at   timestamptz not null,
  answered_at  timestamptz,
  primary key (api_owner_id, state_hash),
  foreign key (api_owner_id, session_id) references connect_session on delete cascade
);

create index connect_sign_in_state on connect_sign_in (state_hash);
create index connect_sign_in_of_session on connect_sign_in (api_owner_id, session_id, created_at);

----------------------------------------------------------------------------------------------------------------
-- Provider subscriptions
----------------------------------------------------------------------------------------------------------------

-- The Authorization header that the provider sends with notifications: one for all subscriptions of a provider
-- application, encrypted with a master key. The application is identified by a digest.
create table subscription_authorization (
  application text  primary key,
  key_id      text  not null,
  value       bytea not null
);

-- The subscription for one kind of record of one account. Its key is part of the address that the provider calls.
create table provider_subscription (
  api_owner_id             uuid        not null,
  leaf_user_id             uuid        not null,
  provider                 text        not null,
  kind                     text        not null check (kind in ('GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  key                      text        collate "C" not null unique,
  key_id                   text        not null,
  token                    bytea       not null,
  application              text        not null,
  -- '' until the provider has responded with the id.
  provider_subscription_id text        not null default '',
  provider_org_ids         text[]      not null default '{}',
  target                   text        not null default '',
  verified_at              timestamptz,
  created_at               timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, kind),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

-- Accounts with notifications that have not been processed. They are collected for some time and processed in one run.
create table notification_batch (
  api_owner_id  uuid        not null,
  leaf_user_id  uuid        not null,
  provider      text        not null,
  id            uuid        not null,
  notifications bigint      not null,
  first_at      timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider),
  unique (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

create table provider_notification (
  api_owner_id      uuid        not null,
  leaf_user_id      uuid        not null,
  provider          text        not null,
  provider_org_id   text        collate "C" not null,
  -- The digest of the notification: repetitions are stored once.
  fingerprint       text        collate "C" not null,
  provider_field_id text        collate "C" not null,
  received_at       timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, fingerprint),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

----------------------------------------------------------------------------------------------------------------
-- Operations
----------------------------------------------------------------------------------------------------------------

-- The nodes that use this database, for display only.
create table node (
  name       text        primary key,
  host       text        not null,
  version    text        not null,
  started_at timestamptz not null,
  seen_at    timestamptz not null
);

-- Readiness is checked by a write, because a database that is read-only or has no disk space still answers reads.
-- Each node updates one of a fixed number of rows at most once a second; the free space of the page lets PostgreSQL
-- reuse it without vacuum (heap-only tuples).
create table readiness_check (
  slot       smallint    primary key check (slot between 0 and 15),
  written_at timestamptz not null
) with (fillfactor = 10);

insert into readiness_check (slot, written_at)
select slot, now() from generate_series(0, 15) slot;
