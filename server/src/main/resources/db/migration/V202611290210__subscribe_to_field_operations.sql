-- Subscriptions to notifications of field operations.
alter table provider_subscription drop constraint provider_subscription_kind_check;
alter table provider_subscription add constraint provider_subscription_kind_check
  check (kind in ('GROWER', 'FARM', 'FIELD', 'BOUNDARY', 'FIELD_OPERATION'));
