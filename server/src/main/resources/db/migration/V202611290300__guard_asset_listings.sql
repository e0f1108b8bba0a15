-- Why the last reading of a list of assets had no result, or kept assets that the list lacked.

alter table asset_listing
  -- Whether a caller disabled the guard against mass removal for the requested reading.
  add column forced  boolean not null default false,
  add column failure text    not null default '',
  -- The number of assets that the guard kept.
  add column missing int     not null default 0;
