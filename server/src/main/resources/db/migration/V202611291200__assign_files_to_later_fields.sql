-- A file that was converted before a field existed, or before its boundary changed, is assigned to the fields again.

alter table machine_file
  -- The bounding box of the cleaned points in degrees; null until the points have been read.
  add column bounds box,
  -- Identifies the boundaries with which the points were compared; null when that is not known.
  add column boundaries text,
  -- Whether the boundaries are to be compared with the present ones in any case: they may have changed during the
  -- conversion.
  add column assignment_due boolean not null default false;

update machine_file
   set assignment_due = true
 where status = 'PROCESSED';

create index machine_file_assignment_due on machine_file (api_owner_id, leaf_user_id) where assignment_due;

-- The fields whose boundaries have changed since the files of their Leaf users were compared with them. It refers to
-- the snapshot, which every writer of a boundary has locked. The triggers below insert its rows, so that no writer of
-- boundaries can omit them, and only for Leaf users with machine files.
create table boundary_change (
  api_owner_id      uuid   not null,
  leaf_user_id      uuid   not null,
  provider          text   not null,
  provider_org_id   text   collate "C" not null,
  provider_field_id text   collate "C" not null,
  -- Another one with each change: a change during the comparison remains.
  revision          bigint not null generated always as identity,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id),
  foreign key (api_owner_id, leaf_user_id, provider, provider_org_id) references organization_snapshot
    on delete cascade on update cascade
);

create function record_inserted_boundaries() returns trigger
  language plpgsql
as $$
begin
  insert into boundary_change (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
  select fresh.api_owner_id, fresh.leaf_user_id, fresh.provider, fresh.provider_org_id, fresh.provider_field_id
    from (select distinct api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id
            from inserted
           where status = 'ACTIVE') as fresh
   where exists (select
                   from machine_file
                  where machine_file.api_owner_id = fresh.api_owner_id
                    and machine_file.leaf_user_id = fresh.leaf_user_id)
   order by fresh.provider_field_id
  on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
    do update set revision = default;
  return null;
end
$$;

-- Of a boundary, or of a field whose status has changed.
create function record_boundary_change() returns trigger
  language plpgsql
as $$
begin
  insert into boundary_change (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
  select new.api_owner_id, new.leaf_user_id, new.provider, new.provider_org_id, new.provider_field_id
   where exists (select
                   from machine_file
                  where machine_file.api_owner_id = new.api_owner_id
                    and machine_file.leaf_user_id = new.leaf_user_id)
  on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
    do update set revision = default;
  return null;
end
$$;

create function record_visible_boundaries() returns trigger
  language plpgsql
as $$
begin
  insert into boundary_change (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
  select distinct boundary.api_owner_id, boundary.leaf_user_id, boundary.provider, boundary.provider_org_id
       , boundary.provider_field_id
    from field_boundary as boundary
   where boundary.api_owner_id = new.api_owner_id
     and boundary.leaf_user_id = new.leaf_user_id
     and boundary.provider = new.provider
     and boundary.provider_org_id = new.provider_org_id
     and boundary.status = 'ACTIVE'
     and boundary.removed_at is null
     and exists (select
                   from machine_file
                  where machine_file.api_owner_id = new.api_owner_id
                    and machine_file.leaf_user_id = new.leaf_user_id)
   order by boundary.provider_field_id
  on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id)
    do update set revision = default;
  return null;
end
$$;

create trigger boundaries_inserted after insert on field_boundary
  referencing new table as inserted
  for each statement execute function record_inserted_boundaries();

create trigger boundary_updated after update on field_boundary
  for each row
  when ((old.status, old.digest, old.validity, old.provider_field_id, old.removed_at is null)
          <> (new.status, new.digest, new.validity, new.provider_field_id, new.removed_at is null))
  execute function record_boundary_change();

create trigger field_updated after update on field
  for each row
  when ((old.status, old.removed_at is null) <> (new.status, new.removed_at is null))
  execute function record_boundary_change();

-- A snapshot that becomes visible, also at another Leaf user.
create trigger snapshot_became_visible after update on organization_snapshot
  for each row
  when (new.visible and (not old.visible or old.leaf_user_id <> new.leaf_user_id))
  execute function record_visible_boundaries();
