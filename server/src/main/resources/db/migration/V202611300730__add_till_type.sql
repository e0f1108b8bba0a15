alter table field_operation
  -- The only type of tillage of the points; null when the points of all types were merged.
  add till_type text;
