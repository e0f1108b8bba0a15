-- Values in a provider's answers that were not of the documented type, as far as a run names them.
create table sync_run_unexpected (
  api_owner_id    uuid not null,
  run_id          uuid not null,
  -- Blank for the list of organizations.
  provider_org_id text collate "C" not null,
  kind            text not null
    check (kind in ('ORGANIZATION', 'GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  -- The provider's id; blank when the record has none that can be read.
  record          text collate "C" not null,
  path            text not null,
  expected        text not null,
  primary key (api_owner_id, run_id, provider_org_id, kind, record, path),
  foreign key (api_owner_id, run_id) references sync_run on delete cascade
);

-- The fields of a page that show a boundary which cannot be read, whether every record of the page has an
-- id, and whether every value of it could be read.
alter table sync_run_page
  add column unreadable_boundaries text[] not null default '{}',
  add column identified boolean not null default true,
  add column whole boolean not null default true;
