-- What changed, written in the transaction of the change: an outbox and the feed in one. A row gets its
-- place in the feed of its API owner once it is committed, so that whoever reads on from a place never
-- misses one that was committed late.
--
-- No foreign keys: an event tells of what is gone, and a key would be checked for each field of a page.
create table event (
  api_owner_id uuid        not null,
  id           uuid        not null,
  -- Given while the row of what changed is locked: events of one entity are in the order of their commits.
  ordinal      bigint      not null generated always as identity,
  -- The place in the feed; blank until published.
  position     bigint,
  type         text        not null,
  leaf_user_id uuid,
  provider     text,
  entity       text        not null,
  occurred_at  timestamptz not null,
  data         jsonb       not null,
  primary key (api_owner_id, id)
);

-- Partial, all of them: a transaction that writes events pays for the first and the key alone.
create index event_unpublished on event (ordinal) where position is null;
create unique index event_position on event (api_owner_id, position) where position is not null;
create index event_of_leaf_user on event (api_owner_id, leaf_user_id, position) where position is not null;

-- How far each API owner's feed reaches. Positions count up by one, without gaps.
create table event_sequence (
  api_owner_id  uuid   primary key,
  last_position bigint not null,
  -- Up to here events are no longer kept.
  purged_position bigint not null default 0 check (purged_position <= last_position)
);

-- Whoever holds this row publishes: one node at a time.
create table event_publisher (
  sole boolean primary key default true check (sole)
);
insert into event_publisher default values;

-- A UUID of version 7 (RFC 9562): sorts by time. Made here and not in the server, because events of a page of
-- fields are written by one statement that nobody counts beforehand.
create function event_id(at timestamptz) returns uuid
  language sql volatile parallel safe
as $$
  select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0')
          || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- What an account shows, at the end of each day (UTC) on which that changed. A day without a row is as the one
-- before it.
create table land_count (
  api_owner_id  uuid not null,
  leaf_user_id  uuid not null,
  provider      text not null,
  day           date not null,
  -- Of which anything is shown.
  organizations int  not null,
  growers       int  not null,
  farms         int  not null,
  fields        int  not null,
  primary key (api_owner_id, leaf_user_id, provider, day),
  foreign key (api_owner_id, leaf_user_id) references leaf_user on delete cascade
);
