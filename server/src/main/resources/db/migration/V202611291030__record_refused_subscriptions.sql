-- A kind of notification that the provider refuses to a credential although it permits others.
create table subscription_refusal (
  api_owner_id  uuid        not null,
  leaf_user_id  uuid        not null,
  provider      text        not null,
  kind          text        not null,
  credential_id uuid        not null,
  -- The last response, as a key of ProviderFailure.
  failure       text        not null,
  failures      integer     not null,
  refused_at    timestamptz not null,
  retry_at      timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, kind),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);
