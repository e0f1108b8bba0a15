-- A sync looks up records by their primary key. Without statistics, as for a new organization, the planner estimates one
-- row for each index whose first columns are compared, and takes the one with the lowest tree: at some sizes this was
-- an index of another query, which read all records of the Leaf user for each lookup. A lookup of a sync includes
-- removed records, for which it cannot use these indexes any more. Lists contain no removed records.
drop index grower_of_leaf_user;
create index grower_of_leaf_user on grower (api_owner_id, leaf_user_id, id) where removed_at is null;

drop index farm_of_leaf_user;
create index farm_of_leaf_user on farm (api_owner_id, leaf_user_id, id) where removed_at is null;

drop index field_of_leaf_user;
create index field_of_leaf_user on field (api_owner_id, leaf_user_id, id) where removed_at is null;

drop index field_name;
create index field_name on field (api_owner_id, left(lower(name), 200) collate "C") where removed_at is null;

drop index field_changed;
create index field_changed on field (api_owner_id, updated_at) where removed_at is null;

drop index field_created;
create index field_created on field (api_owner_id, created_at) where removed_at is null;
