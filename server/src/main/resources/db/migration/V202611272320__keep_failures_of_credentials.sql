-- What is wrong with a credential, while anything is: the row goes when the provider accepts the credential.
create table credential_failure (
  api_owner_id  uuid        not null,
  credential_id uuid        not null,
  -- GRANT: the token endpoint says invalid_grant, or the API refused access tokens for long enough.
  -- APPLICATION: the token endpoint refuses the application or the request.
  -- ACCESS_TOKEN: the API refuses a fresh access token.
  -- PERMISSION, PROVIDER: the API refuses a right; nothing can be known.
  kind          text        not null check (kind in ('GRANT', 'APPLICATION', 'ACCESS_TOKEN', 'PERMISSION', 'PROVIDER')),
  -- 0 when no answer came.
  status_code   int         not null,
  error         text        not null,
  description   text        not null,
  since         timestamptz not null,
  last_at       timestamptz not null,
  attempts      int         not null check (attempts > 0),
  -- Of a revoked grant alone: how often it was tried again, and when it is next; null once that has ended.
  probes        int         not null default 0,
  next_probe_at timestamptz,
  primary key (api_owner_id, credential_id),
  foreign key (api_owner_id, credential_id) references credential (api_owner_id, id)
    on delete cascade on update cascade
);

insert into credential_failure
       (api_owner_id, credential_id, kind, status_code, error, description, since, last_at, attempts, next_probe_at)
select api_owner_id, id, 'GRANT', 0, '', '', now(), now(), 1, now() + random() * interval '1 day'
  from credential
 where status = 'UNAUTHENTICATED';

-- The status that the last event of the credential carried; null until the first one is written. What the provider
-- is asked for the first time must not be reported before its answer.
alter table credential
  add column told_status text
    check (told_status in ('OK', 'UNAUTHENTICATED', 'MISSING_PERMISSION', 'TEMPORARILY_UNAVAILABLE', 'UNVERIFIED')),
  add column replaced_id uuid;
update credential set told_status = status;

-- The error in the body of a failed answer, without secrets.
alter table credential_event
  add column error text not null default '',
  add column error_description text not null default '';

-- Provider applications that the token endpoint refuses, as each API owner's credentials showed it.
create table application_refusal (
  api_owner_id uuid        not null references api_owner on delete cascade,
  provider     text        not null,
  -- The digest by which call_count knows it.
  application  text        not null,
  shown_as     text        not null,
  status_code  int         not null,
  error        text        not null,
  description  text        not null,
  since        timestamptz not null,
  last_at      timestamptz not null,
  primary key (api_owner_id, provider, application)
);
