-- What companies registered at providers, links that they send to growers, and the visits that growers pay.

create table app_key (
  api_owner_id       uuid        not null references api_owner on delete cascade,
  provider           text        not null,
  app_name           text        not null,
  client_environment text        not null,
  -- What its secrets are bound to.
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
  -- The digest of what stands in the link; the link itself is kept nowhere.
  token_hash       bytea       not null,
  -- The app keys it signs in with: provider, appName and clientEnvironment of each.
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

-- One browser at one provider through one link.
create table connect_visit (
  api_owner_id    uuid        not null,
  id              uuid        not null,
  magic_link_id   uuid        not null,
  provider        text        not null,
  session_hash    bytea       not null,
  expires_at      timestamptz not null,
  touched_at      timestamptz not null,
  -- Whether it is still to be sent to the provider's connection page unasked, or was; that happens once.
  connection_page text        check (connection_page in ('DUE', 'SEEN')),
  -- It came back from there and the organizations have not been listed since.
  list_anew       boolean     not null default false,
  primary key (api_owner_id, id),
  unique (api_owner_id, magic_link_id, provider, session_hash),
  foreign key (api_owner_id, magic_link_id) references magic_link on delete cascade
);

create index connect_visit_session on connect_visit (session_hash);
create index connect_visit_age on connect_visit (expires_at);

-- One way to a provider's sign-in and back.
create table connect_sign_in (
  api_owner_id uuid        not null,
  state_hash   bytea       not null,
  visit_id     uuid        not null,
  verifier     bytea       not null,
  key_id       text        not null,
  created_at   timestamptz not null,
  answered_at  timestamptz,
  primary key (api_owner_id, state_hash),
  foreign key (api_owner_id, visit_id) references connect_visit on delete cascade
);

create index connect_sign_in_state on connect_sign_in (state_hash);
create index connect_sign_in_of_visit on connect_sign_in (api_owner_id, visit_id, created_at);
