-- Readiness is checked by a write, because a database that is read-only or has no disk space still answers reads.
-- Each node updates one of a fixed number of rows at most once a second; the free space of the page lets PostgreSQL
-- reuse it without vacuum (heap-only tuples).
create table readiness_check (
    slot       smallint    primary key check (slot between 0 and 15),
    written_at timestamptz not null
) with (fillfactor = 10);

insert into readiness_check (slot, written_at)
select slot, now() from generate_series(0, 15) slot;
