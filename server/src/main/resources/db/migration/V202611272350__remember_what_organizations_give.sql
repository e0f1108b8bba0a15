-- What an organization answered when it was asked for a kind of record to which it has no link. An
-- answer is asked for once more after a while, and when the links of the organization, or the
-- credential of the account, change.
create table organization_access_answer (
  api_owner_id    uuid        not null,
  leaf_user_id    uuid        not null,
  provider        text        not null,
  provider_org_id text        collate "C" not null,
  kind            text        not null check (kind in ('GROWER', 'FARM', 'FIELD', 'BOUNDARY')),
  given           boolean     not null,
  asked_at        timestamptz not null,
  primary key (api_owner_id, leaf_user_id, provider, provider_org_id, kind),
  foreign key (api_owner_id, leaf_user_id, provider) references provider_account
    on delete cascade on update cascade
);
