-- Events that are not published yet, in a table of their own: an event was inserted and then updated with its
-- position, which wrote its row and all of its indexes twice. Now the transaction of a change inserts one row for
-- up to a thousand events, and the publisher inserts the events with their positions and deletes that row.
create table event_outbox (
  -- Assigned while the rows of the changed entities are locked: events of one entity are in the order of their commits.
  ordinal      bigint      primary key generated always as identity,
  api_owner_id uuid        not null,
  type         text        not null,
  leaf_user_id uuid,
  provider     text,
  occurred_at  timestamptz not null,
  -- The number of events, without reading the arrays.
  events       integer     not null check (events = cardinality(entities) and events = cardinality(data)),
  entities     text[]      not null,
  data         jsonb[]     not null
);

-- The rows are read once: to compress them takes longer than to write them.
alter table event_outbox alter column entities set storage external;
alter table event_outbox alter column data set storage external;

-- A node of an earlier version could write or publish an event between the next two statements.
lock table event in access exclusive mode;

insert into event_outbox (api_owner_id, type, leaf_user_id, provider, occurred_at, events, entities, data)
select api_owner_id, type, leaf_user_id, provider, occurred_at, 1, array[entity], array[data]
  from event
 where position is null
 order by ordinal;

delete from event where position is null;

drop index event_unpublished;
alter table event drop column ordinal;
alter table event alter column position set not null;
