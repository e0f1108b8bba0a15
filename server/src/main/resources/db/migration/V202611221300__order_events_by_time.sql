-- A call that took long is written down after calls that began later: the order of ids is not that of times.

create index credential_event_time on credential_event (api_owner_id, credential_id, created_at, id);
