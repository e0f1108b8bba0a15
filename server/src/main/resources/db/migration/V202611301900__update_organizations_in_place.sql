-- PostgreSQL updates a row without new index entries ("heap-only tuple") only if no index of the table contains a changed
-- column, neither as a key nor in the condition of a partial index. The status and the time of the last change of an
-- organization, which each PATCH writes, are in no index any more.

-- status = 'BLOCKED' is the same as: there is a reason.
drop index provider_organization_lost;
create index provider_organization_lost on provider_organization (api_owner_id, leaf_user_id, provider)
  where blocked_reason is not null
    and (earlier_status is not null or blocked_reason in ('CUSTOMER_ACTION_REQUIRED', 'SCOPE_MISSING'));

drop index organization_not_visible;
create index organization_not_visible on provider_organization (api_owner_id) where blocked_reason = 'NOT_VISIBLE';

-- The new version must be stored in the page of the old one.
alter table provider_organization set (fillfactor = 90);
