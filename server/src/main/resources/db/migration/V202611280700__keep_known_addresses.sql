-- Addresses that an API owner signed in from with the right password. Failed logins from elsewhere do not keep the
-- API owner from signing in there.
create table known_address (
  api_owner_id uuid        not null references api_owner on delete cascade,
  network      text        not null,
  signed_in_at timestamptz not null,
  primary key (api_owner_id, network)
);
