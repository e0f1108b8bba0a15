package io.headland.server.engine.sync;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// The records of PostgreSQL's WAL, read with the extension `pg_walinspect`.
///
/// @param byTime tables that a node writes at its own times
record WalRecords(Jdbi jdbi, List<String> byTime) {
  /// The position after the WAL of all transactions that have ended. Only flushed records can be
  /// read, and the PostgreSQL of the tests does not flush them when a transaction commits.
  long flushed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select pg_logical_emit_message(false, 'test', '', flush => true) - '0/0'::pg_lsn
                    /* the test's own */
                    """)
                .mapTo(Long.class)
                .one());
  }

  /// The bytes of WAL of transactions that wrote tables, without those of autovacuum and those that
  /// wrote a table that a node writes at its own times, for all calls since the last time.
  long bytesBetween(long from, long to) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with record as /* the test's own */
                         (select xid::text as transaction, record_length, block_ref
                            from pg_get_wal_records_info(
                                   '0/0'::pg_lsn + :from, '0/0'::pg_lsn + :to))
                       , written as
                         (select record.transaction, pg_class.relname
                            from record
                            join pg_class
                              on pg_relation_filenode(pg_class.oid)
                                 = substring(block_ref from 'rel \\d+/\\d+/(\\d+)')::bigint
                            join pg_tables
                              on schemaname = 'public' and tablename = relname)
                    select coalesce(sum(record_length), 0)
                      from record
                     where transaction in (select transaction
                                             from written
                                            group by transaction
                                           having not bool_or(relname = any (:byTime)))
                    """)
                .bind("from", from)
                .bind("to", to)
                .bindArray("byTime", String.class, byTime)
                .mapTo(Long.class)
                .one());
  }
}
