-- The same UUIDs of version 7 (RFC 9562) as before, in half of the time: the first 48 bits of a random UUID are replaced by
-- the milliseconds since 1970, and the version 4 by 7, as bytes instead of as texts.
create or replace function new_event_id(at timestamptz) returns uuid
  language sql parallel safe as
$$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                                        placing substring(int8send(floor(extract(epoch from at) * 1000)::bigint) from 3)
                                           from 1 for 6),
                                52, 1),
                        53, 1),
                'hex')::uuid
$$;
