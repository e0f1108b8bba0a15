-- Where API owners want to hear of events. An endpoint is the unit of work: it has a place in the feed of its
-- API owner, and what lies before that place was delivered or waits in webhook_retry.
create table webhook (
  api_owner_id      uuid        not null references api_owner on delete cascade,
  id                uuid        not null,
  -- LEAF: told in Leaf's words, as its alerts are.
  kind              text        not null check (kind in ('STANDARD', 'LEAF')),
  name              text        not null,
  url               text        not null,
  types             text[]      not null,
  enabled           boolean     not null,
  disabled_because  text        check (disabled_because in ('CALLER', 'GONE', 'FAILING')),
  disabled_at       timestamptz,
  secret            bytea       not null,
  secret_key_id     text        not null,
  -- Signs as well, until then.
  old_secret        bytea,
  old_secret_key_id text,
  old_secret_until  timestamptz,
  position          bigint      not null,
  -- Since when every attempt failed.
  failing_since     timestamptz,
  -- Failed or was slow of late: gets less room, so that it does not take that of others.
  ailing            boolean     not null default false,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  primary key (api_owner_id, id),
  check (enabled = (disabled_because is null) and enabled = (disabled_at is null))
);

-- Leaf knows at most one alert for each of its events.
create table alert_event (
  api_owner_id uuid not null,
  name         text not null,
  webhook_id   uuid not null,
  primary key (api_owner_id, name),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade
);
create index alert_event_of_webhook on alert_event (api_owner_id, webhook_id);

-- Events to be sent apart from the feed's order: what failed, and what is to be sent again.
create table webhook_retry (
  api_owner_id uuid        not null,
  webhook_id   uuid        not null,
  event_id     uuid        not null,
  attempts     int         not null,
  -- Blank when it was given up.
  next_at      timestamptz,
  given_up_at  timestamptz,
  status_code  int,
  failure      text,
  response     text,
  primary key (api_owner_id, webhook_id, event_id),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade,
  check ((next_at is null) = (given_up_at is not null))
);
create index webhook_retry_due on webhook_retry (api_owner_id, webhook_id, next_at) where next_at is not null;
create index webhook_retry_given_up on webhook_retry (given_up_at) where given_up_at is not null;

-- Every call that was made.
create table webhook_attempt (
  api_owner_id uuid        not null,
  webhook_id   uuid        not null,
  ordinal      bigint      not null generated always as identity,
  event_id     uuid        not null,
  event_type   text        not null,
  number       int         not null,
  at           timestamptz not null,
  took_millis  bigint      not null,
  success      boolean     not null,
  status_code  int,
  failure      text,
  response     text,
  next_at      timestamptz,
  primary key (api_owner_id, webhook_id, ordinal),
  foreign key (api_owner_id, webhook_id) references webhook on delete cascade
);
create index webhook_attempt_failed on webhook_attempt (api_owner_id, webhook_id, ordinal) where not success;
create index webhook_attempt_at on webhook_attempt (at);

-- db-scheduler's table, apart from that of syncs: a scheduler takes whatever is due in its table.
create table webhook_task (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  primary key (task_name, task_instance)
);
create index webhook_task_execution_time on webhook_task (execution_time);
create index webhook_task_last_heartbeat on webhook_task (last_heartbeat);
