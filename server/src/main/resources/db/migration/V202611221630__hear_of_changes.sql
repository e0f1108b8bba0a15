-- Providers that tell of changes: what was subscribed for which account, and what they told.

-- What posts of a provider application carry as their Authorization: one for all its subscriptions, whoever's
-- credentials made them. Encrypted with a master key; an application is known by a digest alone.
create table notice_authorization (
  application text  primary key,
  key_id      text  not null,
  value       bytea not null
);

-- One kind of record of one account. The key is part of the address that the provider posts to.
create table notice_subscription (
  api_owner_id             uuid        not null,
  leaf_user_id             uuid        not null,
  provider                 text        not null,
  kind                     text        not null check (kind in ('GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  key                      text        collate "C" not null unique,
  key_id                   text        not null,
  token                    bytea       not null,
  application              text        not null,
  -- Blank until the provider said under which id it keeps it.
  provider_subscription_id text        not null default '',
  provider_org_ids         text[]      not null default '{}',
  target                   text        not null default '',
  verified_at              timestamptz,
  created_at               timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, kind),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

-- Accounts of which something was told and not read yet. Gathered for a while, then read in one run.
create table notice_batch (
  api_owner_id uuid        not null,
  leaf_user_id uuid        not null,
  provider     text        not null,
  id           uuid        not null,
  notices      bigint      not null,
  first_at     timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider),
  unique (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

create table notice (
  api_owner_id      uuid        not null,
  leaf_user_id      uuid        not null,
  provider          text        not null,
  provider_org_id   text        collate "C" not null,
  -- Of all that the notice says: the same one twice is one.
  fingerprint       text        collate "C" not null,
  provider_field_id text        collate "C" not null,
  received_at       timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, fingerprint),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);

alter table sync_run drop constraint sync_run_cause_check;
alter table sync_run add constraint sync_run_cause_check
  check (cause in ('CREDENTIAL', 'SCHEDULE', 'REQUEST', 'SELECTION', 'FIELDS', 'ENABLE', 'NOTICE'));

-- Ids of the fields that alone are read; null for everything.
alter table sync_run_organization add column named text[];
