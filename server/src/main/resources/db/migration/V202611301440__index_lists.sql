-- Indexes for orders and filters of lists that would otherwise read and sort all rows of an API owner.

create index machine_file_updated on machine_file (api_owner_id, updated_at);
create index machine_file_not_processed on machine_file (api_owner_id, status, id) where status <> 'PROCESSED';
create index machine_file_outside_fields on machine_file (api_owner_id, leaf_user_id, id) where outside_points > 0;
create index machine_file_of_organization on machine_file (api_owner_id, provider_org_id, id) where provider_org_id <> '';
create index field_operation_started on field_operation (api_owner_id, start_time);
create index field_operation_of_leaf_user_started on field_operation (api_owner_id, leaf_user_id, start_time);
create index batch_of_leaf_user on batch (api_owner_id, leaf_user_id, id);
create index batch_of_status on batch (api_owner_id, status, id);
-- The records that were created through the API are an account of its own in the list of accounts.
create index organization_snapshot_created on organization_snapshot (api_owner_id, leaf_user_id) where provider = 'Leaf';
create index webhook_retry_abandoned_of_owner on webhook_retry (api_owner_id, abandoned_at) where abandoned_at is not null;
