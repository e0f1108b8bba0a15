alter table provider_operation
  -- Downloads that the storage of the provider rejected, or that were not an export; 0 after another change of the operation.
  add rejected_downloads int not null default 0;
