-- Every table that belongs to an API owner has the API owner first in its key, so that no statement can
-- reach another's row by accident and the owner can serve as a shard key.

create table api_owner (
  id            uuid        primary key,
  email         text        not null,
  password_hash text        not null,
  created_at    timestamptz not null
);

create unique index api_owner_email on api_owner (lower(email));

-- Keys that sign tokens, encrypted with the master key; shared by all nodes.
create table token_key (
  id         text        primary key,
  key_id     text        not null,
  secret     bytea       not null,
  created_at timestamptz not null
);

-- Master keys that something was encrypted with. A node that lacks one of them must not start.
create table encryption_key (
  id            text        primary key,
  first_used_at timestamptz not null
);

create table api_owner_configuration (
  api_owner_id uuid  primary key references api_owner on delete cascade,
  settings     jsonb not null
);

-- How many Leaf users an API owner has, kept so that nobody has to count them.
create table leaf_user_total (
  api_owner_id uuid   primary key references api_owner on delete cascade,
  total        bigint not null default 0 check (total >= 0),
  last_ordinal bigint not null default 0
);

-- How many there are among each thousand ordinals: a page far down is found by adding these up.
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

create unique index leaf_user_ordinal on leaf_user (api_owner_id, ordinal);
create index leaf_user_name on leaf_user (api_owner_id, lower(name) collate "C", ordinal);
create index leaf_user_email on leaf_user (api_owner_id, lower(email) collate "C", ordinal);
create index leaf_user_external_id on leaf_user (api_owner_id, coalesce(external_id, '') collate "C", ordinal);

create table leaf_user_configuration (
  api_owner_id uuid  not null,
  leaf_user_id uuid  not null,
  settings     jsonb not null,
  primary key (api_owner_id, leaf_user_id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);

-- One Leaf user's account at one provider: what its credential and its organizations hang on.
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
  status            text        not null
    check (status in ('OK', 'UNAUTHENTICATED', 'MISSING_PERMISSION', 'TEMPORARILY_UNAVAILABLE')),
  settings          jsonb       not null,
  secrets           bytea       not null,
  key_id            text        not null,
  scopes            text[]      not null default '{}',
  access_expires_at timestamptz,
  token_version     bigint      not null default 0,
  lease_holder      uuid,
  lease_until       timestamptz,
  created_at        timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider),
  unique (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

-- Calls made to a provider with a credential, for its /events.
create table credential_event (
  api_owner_id  uuid        not null,
  credential_id uuid        not null,
  id            uuid        not null,
  created_at    timestamptz not null,
  method        text        not null,
  target        text        not null,
  status_code   int         not null,
  headers       text        not null,
  body_size     bigint      not null,
  took_millis   bigint      not null,
  failure       text        not null,
  primary key (api_owner_id, credential_id, id),
  foreign key (api_owner_id, credential_id) references credential (api_owner_id, id)
    on delete cascade on update cascade
);

create index credential_event_age on credential_event (created_at);

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
  -- What a caller chose, and what the status was before it became BLOCKED: neither is ever guessed anew.
  chosen_status   text        check (chosen_status in ('SELECTED', 'PREVIEW')),
  earlier_status  text        check (earlier_status in ('SELECTED', 'PREVIEW')),
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade,
  check ((status = 'BLOCKED') = (blocked_reason is not null))
);

create table sync_run (
  api_owner_id   uuid        not null,
  id             uuid        not null,
  leaf_user_id   uuid        not null,
  provider       text        not null,
  state          text        not null
    check (state in ('RUNNING', 'SUCCEEDED', 'UNCHANGED', 'GUARDED', 'FAILED')),
  forced         boolean     not null,
  lease_until    timestamptz not null,
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

create unique index sync_run_under_way on sync_run (api_owner_id, leaf_user_id, provider)
  where state = 'RUNNING';
create index sync_run_of_leaf_user on sync_run (api_owner_id, leaf_user_id, id);
