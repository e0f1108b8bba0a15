-- Growers, farms, fields and boundaries that are created through the API are kept in a copy of their own for
-- each Leaf user: provider 'Leaf', provider_org_id ''. No provider has it, so no sync, no choice of
-- organizations and no credential changes, hides or deletes it; it goes with its Leaf user. Such a record has
-- its own id as the provider's id.

-- The copy of an organization is visible with its organization. That of created records has none and is always
-- visible.
create or replace function follow_organization_at_first() returns trigger
  language plpgsql
as $$
begin
  if new.provider = 'Leaf' then
    return new;
  end if;
  perform
    from provider_account
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     for share;
  select fields_visible
       , case when not fields_visible then updated_at end
    into new.visible, new.hidden_at
    from provider_organization
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     and provider_org_id = new.provider_org_id
     for share;
  new.visible := coalesce(new.visible, false);
  return new;
end
$$;

-- Around the geometry in degrees, to find the fields in a place. Null when the geometry has no position.
alter table field_boundary add column bounds box;
update field_boundary
   set bounds = (select box(point(min(longitude), min(latitude)), point(max(longitude), max(latitude)))
                   from (select (place ->> 0)::float8 as longitude, (place ->> 1)::float8 as latitude
                           from jsonb_path_query(geometry::jsonb, '$.coordinates[*][*][*]') as place) as places
                 having count(*) > 0);
create index field_boundary_bounds on field_boundary using gist (bounds)
  where status = 'ACTIVE' and removed_at is null;
