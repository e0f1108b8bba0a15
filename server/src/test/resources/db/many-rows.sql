-- The rows of ManyRows. Of <rows> rows of a table, 40 % belong to one Leaf user of the API owner <large> and three quarters
-- of these to one organization; 50 % belong to all other Leaf users of that API owner, and 10 % to a hundred others.
-- Ids are in the order of creation, as those of the server are. A Leaf user has 500 organizations and 2000 machines,
-- implements and operators at most, a farm has 200 fields and a field 200 operations, whatever the number of rows.

create function many_id(kind int, n bigint) returns uuid
  language sql immutable parallel safe
  return (lpad(to_hex(n), 12, '0') || '70008' || lpad(to_hex(kind), 15, '0'))::uuid;

create unlogged table spread as
select n
     , case when n % 10 < 9 then <large> when (n / 10) % 100 = 0 then <small> else many_id(0, (n / 10) % 100) end as owner
     , many_id(1, person) as leaf_user
     , person
     , case when n % 10 < 3 then '1'
            when n % 10 = 3 then (2 + (n / 10) % 499)::text
            else 'U' || person || '-' || (1 + (n / 100) % 2) end as org
     , now() - (<rows> - n) * interval '1 second' as at
  from (select n
             , case when n % 10 < 4 then 1
                    when n % 10 < 9 then 2 + (n / 10 * 5 + n % 10 - 4) % (<users> - 1)
                    else 10000000 + (n / 10) % 100 * 100 + (n / 1000) % 20 end as person
          from generate_series(1, <rows>) as n) as numbers;

create unlogged table person as
select <large> as owner, many_id(1, n) as id, n, n as ordinal from generate_series(1, <users>) as n
 union all
select case when k = 0 then <small> else many_id(0, k) end, many_id(1, 10000000 + k * 100 + j), 10000000 + k * 100 + j, j + 1
  from generate_series(0, 99) as k, generate_series(0, 19) as j;

-- leaf_user
insert into leaf_user (api_owner_id, id, ordinal, name, email, external_id, created_at, updated_at)
select owner, id, ordinal, 'Leaf user ' || n, 'user' || n || '@example.com', 'X' || n, now(), now()
  from person;

-- leaf_user_total
insert into leaf_user_total (api_owner_id, total, last_ordinal)
select owner, count(*), max(ordinal) from person group by owner
    on conflict (api_owner_id) do update set total = excluded.total, last_ordinal = excluded.last_ordinal;

-- leaf_user_block
insert into leaf_user_block (api_owner_id, block, total)
select owner, ordinal / 1000, count(*) from person group by 1, 2;

-- leaf_user_configuration
insert into leaf_user_configuration (api_owner_id, leaf_user_id, settings)
select owner, id, '{"automaticFixBoundary": true}'
  from person;

-- provider_account
insert into provider_account (api_owner_id, leaf_user_id, provider, organization_total)
select owner, id, 'JohnDeere', case when n = 1 then 500 else 2 end from person;

-- credential
insert into credential (api_owner_id, leaf_user_id, provider, id, status, settings, secrets, key_id, created_at)
select owner, id, 'JohnDeere', many_id(3, n), case when n % 5000 = 2 then 'UNAUTHENTICATED' else 'OK' end
     , '{"clientKey": "0oa1", "clientEnvironment": "STAGE"}', '', 'none', now()
  from person;

-- provider_organization
insert into provider_organization (api_owner_id, leaf_user_id, provider, provider_org_id, name, status, management_uri
                                 , created_at, updated_at)
select owner, id, 'JohnDeere', case when n = 1 then '' else 'U' || n || '-' end || org, 'Organization ' || org, 'SELECTED'
     , '', now(), now()
  from person, generate_series(1, case when n = 1 then 500 else 2 end) as org;

-- organization_snapshot
insert into organization_snapshot (api_owner_id, leaf_user_id, provider, provider_org_id, grower_total, farm_total
                                 , field_total, created_at)
select organization.api_owner_id, organization.leaf_user_id, organization.provider, organization.provider_org_id
     , coalesce(total, 0), coalesce(total, 0), coalesce(total, 0), now()
  from provider_organization as organization
  left join (select owner, leaf_user, org, count(*) filter (where n % 100 <> 7) as total
               from spread
              group by 1, 2, 3) as fields
    on fields.owner = organization.api_owner_id
   and fields.leaf_user = organization.leaf_user_id
   and fields.org = organization.provider_org_id;

-- asset_listing
insert into asset_listing (api_owner_id, leaf_user_id, provider, provider_org_id, kind, listed_at)
select api_owner_id, leaf_user_id, provider, provider_org_id, kind, now()
  from organization_snapshot, unnest(array['MACHINE', 'IMPLEMENT', 'OPERATOR']) as kind;

-- field_data_count
insert into field_data_count (api_owner_id, leaf_user_id, provider, day, organizations, growers, farms, fields)
select owner, id, 'JohnDeere', date '2026-01-01' + day, 1, 1, 1, 1
  from person, generate_series(1, case when n = 1 then 3650 else 2 end) as day;

-- grower
insert into grower (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id, id, name, removed_at
                  , created_at, updated_at)
select owner, leaf_user, 'JohnDeere', org, n::text, n, 'Grower ' || n, case when n % 100 = 7 then at end, at, at
  from spread;

select setval(pg_get_serial_sequence('grower', 'id'), <rows>);

-- farm
insert into farm (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id, id, name, provider_grower_id
                , removed_at, created_at, updated_at)
select owner, leaf_user, 'JohnDeere', org, n::text, n, 'Farm ' || n, case when n % 10 = 1 and n < 2000 then '1' else n::text end
     , case when n % 100 = 7 then at end, at, at
  from spread;

select setval(pg_get_serial_sequence('farm', 'id'), <rows>);

-- field
insert into field (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id, name, provider_farm_id
                 , provider_grower_id, status, removed_at, created_at, updated_at)
select owner, leaf_user, 'JohnDeere', org, n::text, many_id(2, n), 'Field ' || n
     , case when n % 10 = 1 and n < 2000 then '1' else n::text end, ''
     , case when n % 5000 = 5 then 'WAITING' when n % 50 = 0 then 'PREVIEW' else 'PROCESSED' end
     , case when n % 100 = 7 then at end, at, at
  from spread;

-- field_boundary
insert into field_boundary (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id, provider_field_id
                          , id, status, geometry, hectares, validity, digest, removed_at, created_at, updated_at)
select owner, leaf_user, 'JohnDeere', org, n::text, n::text, many_id(4, n), 'ACTIVE'
     , '{"type":"MultiPolygon","coordinates":[[[[10,50],[10.01,50],[10.01,50.01],[10,50]]]]}', 40, 'VALID', ''
     , case when n % 100 = 7 then at end, at, at
  from spread
 where n % 50 <> 0;

-- earlier_geometry
insert into earlier_geometry (api_owner_id, boundary_id, replaced_at, geometry, hectares, validity, problems, valid_from)
select owner, many_id(4, case when n % 10 = 1 then 1 else n end), at
     , '{"type":"MultiPolygon","coordinates":[[[[10,50],[10.01,50],[10.01,50.01],[10,50]]]]}', 40, 'VALID', '', at
  from spread
 where n % 10 in (1, 4);

-- field_upload
insert into field_upload (api_owner_id, id, leaf_user_id, file_name, status, created_at)
select owner, many_id(5, n), leaf_user, 'fields.zip', 'PROCESSED', at
  from spread;

-- field_upload_entry
insert into field_upload_entry (api_owner_id, upload_id, id, number, format, field_ids, errors)
select owner, many_id(5, n), many_id(6, n), 1, 'SHAPEFILE', array[many_id(2, n)], '{}'
  from spread;

-- archive_upload
insert into archive_upload (api_owner_id, id, leaf_user_id, provider, file_name, metadata, size_in_bytes, created_at, expires_at)
select owner, many_id(17, n), leaf_user, 'Other', 'archive.zip', '', 1, at, at + interval '30 days'
  from spread;

-- batch
insert into batch (api_owner_id, id, leaf_user_id, provider, file_name, size_in_bytes, digest, status, created_at, updated_at)
select owner, many_id(7, n), leaf_user, case when n % 10 = 6 then 'JohnDeere' else 'Other' end, 'archive.zip', 1
     , decode(lpad(to_hex(n), 64, '0'), 'hex'), case when n % 1000 = 4 then 'FAILED' else 'PROCESSED' end, at, at
  from spread;

-- machine_file
insert into machine_file (api_owner_id, id, leaf_user_id, provider, origin, batch_id, source_name, provider_org_id
                        , provider_operation_id, format, status, size_in_bytes, type, crop, start_time, end_time, area_m2
                        , outside_points, description, summary, rejected_points, created_at, updated_at)
select owner, many_id(8, n), leaf_user
     , case when n % 2 = 0 then 'Other' else 'JohnDeere' end, case when n % 2 = 0 then 'UPLOADED' else 'PROVIDER' end
     , case when n % 2 = 0 then many_id(7, n) end, n::text
     , case when n % 2 = 0 then '' else org end, case when n % 2 = 0 then '' else n::text end, 'SHAPEFILE'
     , case when n % 1000 = 4 then 'FAILED' when n % 1000 = 6 then 'PROCESSING' else 'PROCESSED' end, 1
     , case when n % 1000 in (4, 6) then null when n % 50 = 1 then 'TILLAGE' else 'HARVESTED' end, 'corn'
     , case when n % 1000 not in (4, 6) then at - interval '10 days' end
     , case when n % 1000 not in (4, 6) then at - interval '9 days' end
     , case when n % 1000 not in (4, 6) then 400000 end
     , case when n % 1000 in (4, 6) then null when n % 1000 = 8 then 10 else 0 end
     , case when n % 1000 not in (4, 6) then <description> end::jsonb
     , case when n % 1000 not in (4, 6) then <summary> end::jsonb
     , case when n % 1000 not in (4, 6) then '{}' end::jsonb, at, at
  from spread;

-- machine_file_field
insert into machine_file_field (api_owner_id, machine_file_id, field_id, points)
select owner, many_id(8, n), many_id(2, case when n % 10 = 2 and n < 2000 then 1 else n end), 1
  from spread
 where n % 1000 not in (4, 6, 8);

-- field_operation
insert into field_operation (api_owner_id, id, leaf_user_id, field_id, type, crop, provider, start_time, end_time, version
                           , description, summary, rejected_points, created_at, updated_at)
select owner, many_id(9, n), leaf_user, many_id(2, case when n % 10 = 2 and n < 2000 then 1 else n end)
     , case when n % 50 = 1 then 'TILLAGE' else 'HARVESTED' end, 'corn', '', at - interval '10 days'
     , at - interval '9 days', many_id(10, n), <description>, <summary>, '{}', at, at
  from spread;

-- field_operation_file
insert into field_operation_file (api_owner_id, field_operation_id, machine_file_id)
select owner, many_id(9, n), many_id(8, n)
  from spread;

-- provider_operation
insert into provider_operation (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id
                              , provider_field_id, kind, crop, modified, totals, state, machines, created_at, updated_at)
select owner, leaf_user, 'JohnDeere', org, n::text, n::text, 'HARVEST', 'corn', ''
     , '[{"name": "area", "unit": "ha", "value": 40}]', 'STORED'
     , case when n % 1000 = 1 then '[{"serialNumber": "S2"}]' else '[]' end::jsonb, at, at
  from spread
 where n % 2 = 1;

-- asset
insert into asset (api_owner_id, id, leaf_user_id, kind, origin, provider, provider_org_id, provider_asset_id, name
                 , serial_number, vin, model, make, category, model_year, status, created_at, updated_at)
select owner, many_id(11, n), leaf_user
     , case when n % 2 = 0 then 'MACHINE' when n % 4 = 1 then 'IMPLEMENT' else 'OPERATOR' end
     , 'PROVIDER_POOLED', 'JohnDeere', org, n::text, 'Asset ' || n, 'S' || n, 'V' || n, 'Model ' || n % 100, 'Make', 'Tractor'
     , '2020', '', at, at
  from spread
 where person <> 1 or n <= 5000;

-- credential_event
insert into credential_event (api_owner_id, credential_id, id, created_at, method, target, status_code, headers, body_size
                            , took_millis, failure)
select owner, many_id(3, person), many_id(12, n), at, 'GET', '/organizations', 200, '{}', 2, 1, ''
  from spread;

-- sync_run
insert into sync_run (api_owner_id, id, leaf_user_id, provider, state, cause, forced, started_at, ended_at)
select owner, many_id(13, n), leaf_user, 'JohnDeere'
     , case when n > <rows> - 50 or n % 100 <> 1 then 'UNCHANGED' else 'FAILED' end, 'SCHEDULE', false, at, at
  from spread;

-- sync_run_organization
insert into sync_run_organization (api_owner_id, run_id, provider_org_id, state, started_at, ended_at)
select owner, many_id(13, n), org, 'UNCHANGED', at, at
  from spread;

-- event
insert into event (api_owner_id, id, position, type, leaf_user_id, provider, entity, occurred_at, data)
select owner, many_id(14, n), case when n % 10 < 9 then n - n / 10 else n / 1000 + 1 end
     , case when n % 5000 = 1 then 'field.removed' else 'field.created' end, leaf_user, 'JohnDeere', 'field/' || n, at
     , '{"providerOrgId": "1", "fieldId": "01a22000-0000-7000-8000-000000000005", "name": "Field", "status": "PROCESSED"}'
  from spread;

-- event_sequence
insert into event_sequence (api_owner_id, last_position)
select api_owner_id, max(position) from event group by api_owner_id;

-- webhook
insert into webhook (api_owner_id, id, kind, name, url, types, enabled, disabled_reason, disabled_at, secret, secret_key_id
                   , position, created_at, updated_at)
select <large>, many_id(15, n), case when n = 2 then 'LEAF' else 'STANDARD' end, 'Webhook ' || n, 'https://example.com', '{}'
     , false, 'CALLER', now(), '', 'none', 0, now(), now()
  from generate_series(1, 10) as n;

-- webhook_attempt
insert into webhook_attempt (api_owner_id, webhook_id, event_id, event_type, number, at, took_millis, success, status_code)
select <large>, many_id(15, case when n % 2 = 0 then 1 else 1 + n % 10 end), many_id(14, n), 'field.created', 1, at, 1
     , n % 2000 <> 0, 200
  from spread;

-- webhook_retry
insert into webhook_retry (api_owner_id, webhook_id, event_id, attempts, abandoned_at, status_code)
select <large>, many_id(15, 2), many_id(14, n), 8, at, 500
  from spread;

-- magic_link
insert into magic_link (api_owner_id, id, kind, leaf_user_id, token_hash, app_keys, settings, created_at, expires_at
                      , max_usage)
select owner, many_id(16, n), case when n % 1000 = 1 then 'AUTHENTICATION' else 'PROVIDER' end, leaf_user
     , decode(lpad(to_hex(n), 64, '0'), 'hex'), <keys>, '{"backgroundColor": "#F5F5F5", "showLeafUserName": false, "disconnectEnabled": false}'
     , at, at + interval '30 days', 10
  from spread
