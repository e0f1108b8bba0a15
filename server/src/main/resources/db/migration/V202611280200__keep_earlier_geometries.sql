-- Geometries that a boundary had before the provider changed it. The rows are deleted when the retention of
-- deleted records has passed since they were replaced.
create table earlier_geometry (
  api_owner_id uuid        not null,
  boundary_id  uuid        not null,
  replaced_at  timestamptz not null,
  geometry     text        not null,
  hectares     float8      not null,
  validity     text        not null check (validity in ('VALID', 'FIXED', 'INVALID')),
  problems     text        not null,
  -- When the boundary got this geometry.
  valid_from   timestamptz not null,
  primary key (api_owner_id, boundary_id, replaced_at),
  foreign key (api_owner_id, boundary_id) references field_boundary (api_owner_id, id) on delete cascade
);
create index earlier_geometry_age on earlier_geometry (replaced_at);
