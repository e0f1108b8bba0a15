-- One budget of calls for each provider application, whoever's credentials name it and whichever node
-- calls. An application is known by a digest alone.

-- Bucket4j's table: what is left of the rate.
create table call_bucket (
  id    text  primary key,
  state bytea
);

-- Until when a provider asked to be left alone.
create table call_closure (
  application  text        primary key,
  closed_until timestamptz not null
);

-- What each API owner's credentials cost, by day (UTC). Nodes add to it.
create table call_count (
  api_owner_id      uuid   not null references api_owner on delete cascade,
  provider          text   not null,
  application       text   not null,
  day               date   not null,
  -- Enough of the application's key for its owner to recognize.
  shown_as          text   not null,
  calls             bigint not null check (calls >= 0),
  throttled         bigint not null check (throttled >= 0),
  last_throttled_at timestamptz,
  primary key (api_owner_id, provider, application, day)
);
