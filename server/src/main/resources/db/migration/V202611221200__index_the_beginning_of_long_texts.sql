-- An index entry cannot be longer than a third of a page, and a name can: the indexes keep its beginning.

drop index leaf_user_name;
drop index leaf_user_email;
drop index leaf_user_external_id;

create index leaf_user_name on leaf_user (api_owner_id, left(lower(name), 200) collate "C", ordinal);
create index leaf_user_email on leaf_user (api_owner_id, left(lower(email), 200) collate "C", ordinal);
create index leaf_user_external_id
  on leaf_user (api_owner_id, left(coalesce(external_id, ''), 200) collate "C", ordinal);
