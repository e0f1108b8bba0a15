-- The machines and operators that a provider names for an operation.
alter table provider_operation
  -- As JSON: serial numbers, and the operators of each with id and name.
  add column machines jsonb not null default '[]';

-- They are in listings whose signature is unchanged, too.
update operation_listing
   set signature = '';
