-- Machines, implements and operators: those of selected organizations at their providers, and machines that were created
-- through the API.

create table asset (
  api_owner_id      uuid        not null,
  id                uuid        not null,
  leaf_user_id      uuid        not null,
  kind              text        not null check (kind in ('MACHINE', 'IMPLEMENT', 'OPERATOR')),
  origin            text        not null check (origin in ('PROVIDER_POOLED', 'FILE_POOLED', 'USER_CREATED')),
  -- Null for those that no provider has listed.
  provider          text,
  provider_org_id   text        collate "C",
  provider_asset_id text        collate "C",
  -- '' for what is not known.
  name              text        not null,
  serial_number     text        not null,
  vin               text        not null,
  model             text        not null,
  make              text        not null,
  category          text        not null,
  model_year        text        not null,
  status            text        not null,
  -- The time of the first complete listing without it.
  missing_since     timestamptz,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  primary key (api_owner_id, id),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade,
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade,
  check ((origin = 'PROVIDER_POOLED') = (provider_asset_id is not null)),
  check (num_nulls(provider, provider_org_id, provider_asset_id) in (0, 3))
);

create index asset_of_leaf_user on asset (api_owner_id, leaf_user_id, kind, id);
create unique index asset_of_provider
  on asset (api_owner_id, leaf_user_id, provider, provider_org_id, kind, provider_asset_id)
  where provider_asset_id is not null;

-- The listing of the assets of one kind of an organization at its provider.
create table asset_listing (
  api_owner_id    uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  provider_org_id text        collate "C" not null,
  kind            text        not null check (kind in ('MACHINE', 'IMPLEMENT', 'OPERATOR')),
  -- When it is to be read; null when a sync has read it.
  due_at          timestamptz,
  failures        int         not null default 0,
  listed_at       timestamptz,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, kind),
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create index asset_listing_due on asset_listing (api_owner_id, leaf_user_id, provider, due_at)
  where due_at is not null;
