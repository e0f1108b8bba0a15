-- As for operation_listing: the times of a request and of a reading are not compared, because a request
-- has its time before it is committed, and nodes have different clocks.
alter table asset_listing
  -- The time of the requests since the last reading began, if the listing was due already; otherwise null.
  add column again_at timestamptz;
