-- A row of each table as the baseline created it. Not changed later: migrations must work on these rows.

insert into api_owner (id, email, password_hash, created_at)
values ('01a22000-0000-7000-8000-000000000001', 'owner@example.com', 'none', '2026-11-28 08:00+00');
insert into known_address values ('01a22000-0000-7000-8000-000000000001', '127.0.0.1', '2026-11-28 08:00+00');
insert into api_owner_configuration values ('01a22000-0000-7000-8000-000000000001', '{"customDataSync": true}');

insert into leaf_user_total values ('01a22000-0000-7000-8000-000000000001', 1, 1);
insert into leaf_user_block values ('01a22000-0000-7000-8000-000000000001', 0, 1);
insert into leaf_user (api_owner_id, id, ordinal, name, email, phone, address, external_id, created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 1, 'Rosa Lindqvist',
        'rosa@example.com', '+1 515 555 0100', 'Ames', 'R-17', '2026-11-28 08:01+00', '2026-11-28 08:01+00');
insert into leaf_user_configuration
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', '{"customDataSync": false}');

insert into provider_account (api_owner_id, leaf_user_id, provider, organization_total, signature, data_sync)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', 1, 'abc', 'ALL');
insert into credential (api_owner_id, leaf_user_id, provider, id, status, settings, secrets, key_id, scopes,
                        access_expires_at, created_at, reported_status)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere',
        '01a22000-0000-7000-8000-000000000003', 'UNAUTHENTICATED', '{"clientKey": "0oa1", "clientEnvironment": "STAGE"}', '\x00', 'none',
        '{ag1,offline_access}', '2026-11-28 20:00+00', '2026-11-28 08:02+00', 'UNAUTHENTICATED');
insert into credential_failure (api_owner_id, credential_id, kind, status_code, error, description, since, last_at,
                                attempts, next_probe_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000003', 'GRANT', 400, 'invalid_grant',
        'The refresh token is invalid or expired.', '2026-11-28 09:00+00', '2026-11-28 09:00+00', 1,
        '2100-01-01 00:00+00');
insert into credential_event (api_owner_id, credential_id, id, created_at, method, target, status_code, headers,
                              body_size, took_millis, failure, error, error_description)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000003',
        '01a22000-0000-7000-8000-000000000004', '2026-11-28 09:00+00', 'POST', 'https://provider.example/v1/token', 400,
        'Content-Type: application/json', 120, 35, '', 'invalid_grant', 'The refresh token is invalid or expired.');
insert into application_refusal
values ('01a22000-0000-7000-8000-000000000001', 'JohnDeere', 'digest', '0oa1…45d7', 401, 'invalid_client', '',
        '2026-11-28 09:00+00', '2026-11-28 09:00+00');

insert into provider_organization (api_owner_id, leaf_user_id, provider, provider_org_id, name, status, management_uri,
                                   chosen_status, created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711',
        'Lindqvist Farms', 'SELECTED', 'https://provider.example/connections', 'SELECTED', '2026-11-28 08:03+00',
        '2026-11-28 08:03+00');
insert into organization_access_result
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'FARM', true,
        '2026-11-28 08:03+00');

insert into organization_snapshot (api_owner_id, leaf_user_id, provider, provider_org_id, grower_total, farm_total,
                                   field_total, signatures, fully_read_at, created_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 1, 1, 1,
        '{"fields": "s1"}', '2026-11-28 08:04+00', '2026-11-28 08:04+00');
insert into grower (api_owner_id, leaf_user_id, provider, provider_org_id, provider_grower_id, name, created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'g1',
        'Rosa Lindqvist', '2026-11-28 08:04+00', '2026-11-28 08:04+00');
insert into farm (api_owner_id, leaf_user_id, provider, provider_org_id, provider_farm_id, name, provider_grower_id,
                  created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'm1',
        'Home farm', 'g1', '2026-11-28 08:04+00', '2026-11-28 08:04+00');
insert into field (api_owner_id, leaf_user_id, provider, provider_org_id, provider_field_id, id, name, provider_farm_id,
                   provider_grower_id, status, created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'f1',
        '01a22000-0000-7000-8000-000000000005', 'North 40', 'm1', 'g1', 'PROCESSED', '2026-11-28 08:04+00',
        '2026-11-28 08:04+00');
insert into field_boundary (api_owner_id, leaf_user_id, provider, provider_org_id, provider_boundary_id, provider_field_id,
                            id, status, geometry, hectares, validity, digest, created_at, updated_at, bounds)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'b1', 'f1',
        '01a22000-0000-7000-8000-000000000006', 'ACTIVE',
        '{"type":"MultiPolygon","coordinates":[[[[-93.6,42.0],[-93.59,42.0],[-93.59,42.01],[-93.6,42.0]]]]}', 46.0, 'VALID',
        'd1', '2026-11-28 08:04+00', '2026-11-28 08:04+00', box(point(-93.6, 42.0), point(-93.59, 42.01)));
insert into earlier_geometry
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000006', '2026-11-28 08:05+00',
        '{"type":"MultiPolygon","coordinates":[[[[-93.6,42.0],[-93.59,42.0],[-93.59,42.02],[-93.6,42.0]]]]}', 92.0, 'VALID',
        '', '2026-11-28 08:04+00');
insert into field_data_count
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '2026-11-28', 1, 1, 1,
        1);

insert into field_upload
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000007',
        '01a22000-0000-7000-8000-000000000002', 'fields.zip', 'PROCESSED', '2026-11-28 08:06+00');
insert into field_upload_entry
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000007',
        '01a22000-0000-7000-8000-000000000008', 1, 'SHAPEFILE', '{01a22000-0000-7000-8000-000000000005}', '{}');
insert into field_link (api_owner_id, field_id, leaf_user_id, provider, provider_org_id, state, grower_name, farm_name,
                        field_name, created_at, attempted_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000005',
        '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'PENDING', 'Rosa Lindqvist', 'Home farm', 'North 40',
        '2026-11-28 08:06+00', '2026-11-28 08:06+00');

insert into sync_run (api_owner_id, id, leaf_user_id, provider, state, cause, forced, started_at, ended_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000009',
        '01a22000-0000-7000-8000-000000000002', 'JohnDeere', 'PARTIAL', 'NOTIFICATION', false, '2026-11-28 08:04+00',
        '2026-11-28 08:05+00');
insert into sync_run_organization (api_owner_id, run_id, provider_org_id, state, fence, counts, started_at, ended_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000009', '4711', 'SUCCEEDED', 1, '{}',
        '2026-11-28 08:04+00', '2026-11-28 08:05+00');
insert into sync_run_page (api_owner_id, run_id, provider_org_id, page, growers, farms, fields, boundaries)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000009', '4711', 0, '{g1}', '{m1}', '{f1}',
        '{b1}');
insert into sync_run_unexpected_value
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000009', '4711', 'FIELD', 'f1', '/archived',
        'boolean');

insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
values ('sync-account', '01a22000-0000-7000-8000-000000000001/01a22000-0000-7000-8000-000000000003',
        '2100-01-01 00:00+00', false, 1, 0);
insert into webhook_task (task_name, task_instance, execution_time, picked, version)
values ('webhook', '01a22000-0000-7000-8000-000000000001/01a22000-0000-7000-8000-000000000011', '2100-01-01 00:00+00',
        false, 1);

insert into rate_limit_bucket values ('application-digest', '\x00');
insert into application_throttle values ('digest', '2026-11-28 08:10+00');
insert into call_count
values ('01a22000-0000-7000-8000-000000000001', 'JohnDeere', 'digest', '2026-11-28', '0oa1…45d7', 7, 1,
        '2026-11-28 08:09+00');

insert into event (api_owner_id, id, position, type, leaf_user_id, provider, entity, occurred_at, data)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000010', 1, 'field.created',
        '01a22000-0000-7000-8000-000000000002', 'JohnDeere', 'field/01a22000-0000-7000-8000-000000000005',
        '2026-11-28 08:01+00',
        '{"providerOrgId": "4711", "fieldId": "01a22000-0000-7000-8000-000000000005", "name": "North 40",
          "status": "PROCESSED"}');
insert into event_sequence values ('01a22000-0000-7000-8000-000000000001', 1, 0);

insert into webhook (api_owner_id, id, kind, name, url, types, enabled, disabled_reason, disabled_at, secret,
                     secret_key_id, position, created_at, updated_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000011', 'STANDARD', 'orders',
        'https://orders.example.com/hook', '{field.created}', false, 'CALLER', '2026-11-28 08:07+00', '\x00', 'none', 1,
        '2026-11-28 08:06+00', '2026-11-28 08:07+00');
insert into alert_event
values ('01a22000-0000-7000-8000-000000000001', 'newFields', '01a22000-0000-7000-8000-000000000011');
insert into webhook_retry
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000011',
        '01a22000-0000-7000-8000-000000000010', 8, null, '2026-11-28 08:08+00', 500, null, 'error');
insert into webhook_attempt (api_owner_id, webhook_id, event_id, event_type, number, at, took_millis, success, status_code)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000011',
        '01a22000-0000-7000-8000-000000000010', 'field.created', 8, '2026-11-28 08:08+00', 12, false, 500);

insert into app_key
values ('01a22000-0000-7000-8000-000000000001', 'JohnDeere', 'main', 'STAGE', '01a22000-0000-7000-8000-000000000012',
        '{"clientKey": "0oa1"}', '\x00', 'none', '{ag1}', '2026-11-28 08:06+00');
insert into magic_link (api_owner_id, id, kind, leaf_user_id, token_hash, app_keys, settings, created_at, expires_at,
                        max_usage)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000013', 'AUTHENTICATION',
        '01a22000-0000-7000-8000-000000000002', '\x01', '[]', '{}', '2026-11-28 08:06+00', '2100-01-01 00:00+00', 10);
insert into connect_session (api_owner_id, id, magic_link_id, provider, session_hash, expires_at, touched_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000014',
        '01a22000-0000-7000-8000-000000000013', 'JohnDeere', '\x02', '2100-01-01 00:00+00', '2026-11-28 08:07+00');
insert into connect_sign_in (api_owner_id, state_hash, session_id, verifier, key_id, created_at)
values ('01a22000-0000-7000-8000-000000000001', '\x03', '01a22000-0000-7000-8000-000000000014', '\x00', 'none',
        '2026-11-28 08:07+00');

insert into subscription_authorization values ('digest', 'none', '\x00');
insert into provider_subscription (api_owner_id, leaf_user_id, provider, kind, key, key_id, token, application,
                                   provider_subscription_id, provider_org_ids, target, verified_at, created_at)
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', 'FIELD', 'k1', 'none',
        '\x00', 'digest', 's1', '{4711}', 'https://acme.example/provider-events/k1', '2026-11-28 08:08+00',
        '2026-11-28 08:07+00');
insert into notification_batch
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere',
        '01a22000-0000-7000-8000-000000000015', 1, '2026-11-28 08:09+00');
insert into provider_notification
values ('01a22000-0000-7000-8000-000000000001', '01a22000-0000-7000-8000-000000000002', 'JohnDeere', '4711', 'p1', 'f1',
        '2026-11-28 08:09+00');

insert into node values ('node-1', 'host-1', '0.1.0', '2026-11-28 08:00+00', '2026-11-28 08:09+00');
