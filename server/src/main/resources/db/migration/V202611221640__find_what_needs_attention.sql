-- The nodes that serve this database, for people to look at. Nothing is decided by it.
create table node (
  name       text        primary key,
  host       text        not null,
  version    text        not null,
  started_at timestamptz not null,
  seen_at    timestamptz not null
);

-- Accounts in trouble are few: these lead to them, past all that are well.
create index credential_not_ok on credential (api_owner_id, status, leaf_user_id, provider)
  where status <> 'OK';
create index provider_organization_lost on provider_organization (api_owner_id, leaf_user_id, provider)
  where status = 'BLOCKED'
    and (earlier_status is not null or blocked_reason in ('CUSTOMER_ACTION_REQUIRED', 'SCOPE_MISSING'));
create index sync_run_not_well on sync_run (api_owner_id, leaf_user_id, provider, id)
  where state in ('FAILED', 'GUARDED', 'PARTIAL');

-- Words of a Leaf user's name, address of mail and external id, by their beginnings. What stands between words
-- is made blank first, or PostgreSQL would keep an address or a number with a hyphen as one.
create function leaf_user_words(name text, email text, external_id text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('simple'::regconfig, translate(name || ' ' || email || ' ' || coalesce(external_id, ''),
                                                    '@._+/:''-', '        '));
create index leaf_user_words on leaf_user using gin (leaf_user_words(name, email, external_id));
