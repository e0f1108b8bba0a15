-- A field that was created through the API and is sent to an organization of a provider. A PENDING link is
-- written before the first call, and each id when the provider has answered it, so that an attempt that was
-- broken off is continued and creates nothing twice.
create table field_link (
  api_owner_id         uuid        not null,
  field_id             uuid        not null,
  leaf_user_id         uuid        not null,
  provider             text        not null,
  provider_org_id      text        collate "C" not null,
  state                text        not null check (state in ('PENDING', 'SENT')),
  -- The names under which the provider is asked for the field and its parents.
  grower_name          text        not null,
  farm_name            text        not null,
  field_name           text        not null,
  -- The provider's ids; blank while they are not known.
  provider_grower_id   text        collate "C" not null default '',
  provider_farm_id     text        collate "C" not null default '',
  provider_field_id    text        collate "C" not null default '',
  provider_boundary_id text        collate "C" not null default '',
  -- When the creation of the field was requested and may have had its effect: a field that has the name and
  -- the farm then is this one.
  field_posted_at      timestamptz,
  -- The request that sends the field at the moment, and until when no other may.
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
