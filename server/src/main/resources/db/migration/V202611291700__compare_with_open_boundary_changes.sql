-- A transaction that changed a boundary before the first file of its Leaf user was inserted records no boundary_change.
-- Such a file remains due until all transactions that were open at its conversion have ended.

alter table machine_file
  -- The transaction of the last conversion; null for those before this column existed.
  add column converted_in xid8;

-- An operation is merged again when the boundary of its field is another one.
alter table field_operation
  -- Identifies the boundary at which the points were cut; null when that is not known.
  add column boundary text;
