alter table sync_run
  -- The scopes that the configuration requires and that the provider did not grant to the credential.
  add column missing_scopes text[] not null default '{}';

alter table connect_sign_in
  -- Whether scopes were requested that the configuration requires and that are not those of the app key.
  add column scopes_extended boolean not null default false;
