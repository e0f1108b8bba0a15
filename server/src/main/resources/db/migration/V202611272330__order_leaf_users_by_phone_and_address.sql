-- Lists of Leaf users can be sorted by every key of a Leaf user; each order has an index.
create index leaf_user_phone on leaf_user (api_owner_id, left(coalesce(phone, ''), 200) collate "C", ordinal);
create index leaf_user_address
    on leaf_user (api_owner_id, left(lower(coalesce(address, '')), 200) collate "C", ordinal);
