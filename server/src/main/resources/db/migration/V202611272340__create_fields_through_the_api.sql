-- Growers, farms, fields and boundaries that are created through the API are kept in a copy of their own for
-- each Leaf user: provider 'Leaf', provider_org_id ''. No provider has it, so no sync, no choice of
-- organizations and no credential changes, hides or deletes it; it goes with its Leaf user. Such a record has
-- its own id as the provider's id.

-- The copy of an organization is visible with its organization. That of created records has none and is always
-- visible.
drop trigger organization_copy_inserted on organization_copy;
create trigger organization_copy_inserted before insert on organization_copy
  for each row when (new.provider <> 'Leaf') execute function follow_organization_at_first();

-- Around the geometry in degrees, to find the fields in a place. Null when the geometry has no position.
alter table field_boundary add column bounds box;
update field_boundary
   set bounds = (select box(point(min(longitude), min(latitude)), point(max(longitude), max(latitude)))
                   from (select (place ->> 0)::float8 as longitude, (place ->> 1)::float8 as latitude
                           from jsonb_path_query(geometry::jsonb, '$.coordinates[*][*][*]') as place) as places
                 having count(*) > 0);
create index field_boundary_bounds on field_boundary using gist (bounds)
  where status = 'ACTIVE' and removed_at is null;
