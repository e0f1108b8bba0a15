-- A listing that is requested while it may be read is read again: the reading may have missed the change.
alter table operation_listing
  -- The time of the requests since the last reading began, if the listing was due already; otherwise null.
  add column again_at timestamptz;
