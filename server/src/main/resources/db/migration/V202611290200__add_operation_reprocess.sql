-- A new id for each request to merge an operation again although its files have not changed; null when there is none. A
-- merge removes only the request that it has found: one that arrives during a merge is left for the next.
alter table field_operation add column reprocess_request uuid;
