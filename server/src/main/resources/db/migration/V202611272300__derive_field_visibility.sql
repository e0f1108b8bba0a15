-- Growers, farms and fields are visible exactly when their organization is SELECTED, or is BLOCKED and was
-- SELECTED before, in the current account. This column is the only place where the rule is written.
alter table provider_organization add column fields_visible boolean not null
  generated always as (status = 'SELECTED' or status = 'BLOCKED' and coalesce(earlier_status, '') = 'SELECTED') stored;

-- organization_copy.visible repeats fields_visible, so that lists and totals read one table. Only the
-- triggers below write it. Without a row in provider_organization the copy is not visible.
--
-- hidden_at is null while the copy is visible, and after the organization's row was deleted until the next
-- purge sets it: the purge uses the clock of the server, the trigger has no time at hand.
alter table organization_copy drop constraint organization_copy_check;
alter table organization_copy add constraint organization_copy_check check (not visible or hidden_at is null);

create function follow_organization() returns trigger
  language plpgsql
as $$
begin
  update organization_copy
     set visible = new.fields_visible
       , hidden_at = case when not new.fields_visible then new.updated_at end
   where api_owner_id = new.api_owner_id
     and leaf_user_id = new.leaf_user_id
     and provider = new.provider
     and provider_org_id = new.provider_org_id
     and visible <> new.fields_visible;
  return null;
end
$$;

create function follow_deleted_organization() returns trigger
  language plpgsql
as $$
begin
  update organization_copy
     set visible = false
   where api_owner_id = old.api_owner_id
     and leaf_user_id = old.leaf_user_id
     and provider = old.provider
     and provider_org_id = old.provider_org_id
     and visible;
  return null;
end
$$;

-- The locks keep a status that is being changed, or an account that is being synced, from being missed: its
-- transaction cannot see the new copy, and this one cannot see its changes.
create function follow_organization_at_first() returns trigger
  language plpgsql
as $$
begin
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

create trigger organization_inserted after insert on provider_organization
  for each row execute function follow_organization();

create trigger organization_updated after update on provider_organization
  for each row when (old.fields_visible <> new.fields_visible)
  execute function follow_organization();

-- A credential that moves to another Leaf user takes its organizations along: the key changes.
create trigger organization_moved_from after update on provider_organization
  for each row
  when ((old.api_owner_id, old.leaf_user_id, old.provider, old.provider_org_id)
          <> (new.api_owner_id, new.leaf_user_id, new.provider, new.provider_org_id))
  execute function follow_deleted_organization();

create trigger organization_moved_to after update on provider_organization
  for each row
  when ((old.api_owner_id, old.leaf_user_id, old.provider, old.provider_org_id)
          <> (new.api_owner_id, new.leaf_user_id, new.provider, new.provider_org_id))
  execute function follow_organization();

create trigger organization_deleted after delete on provider_organization
  for each row execute function follow_deleted_organization();

create trigger organization_copy_inserted before insert on organization_copy
  for each row execute function follow_organization_at_first();

-- What was stored before the rule was kept here.
update organization_copy as copy
   set visible = false
 where visible
   and not exists (select
                     from provider_organization as organization
                    where organization.api_owner_id = copy.api_owner_id
                      and organization.leaf_user_id = copy.leaf_user_id
                      and organization.provider = copy.provider
                      and organization.provider_org_id = copy.provider_org_id
                      and organization.fields_visible);
update organization_copy as copy
   set visible = true
     , hidden_at = null
  from provider_organization as organization
 where not copy.visible
   and organization.api_owner_id = copy.api_owner_id
   and organization.leaf_user_id = copy.leaf_user_id
   and organization.provider = copy.provider
   and organization.provider_org_id = copy.provider_org_id
   and organization.fields_visible;

-- For the purge: copies whose time is not set yet, and organizations that no answer of the provider contains.
create index organization_copy_undated on organization_copy (api_owner_id) where not visible and hidden_at is null;
create index organization_not_visible on provider_organization (updated_at) where blocked_reason = 'NOT_VISIBLE';
