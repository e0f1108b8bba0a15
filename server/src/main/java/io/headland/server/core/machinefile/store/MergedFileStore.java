package io.headland.server.core.machinefile.store;

import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.jdbc.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Files that are merged from others on request.
public final class MergedFileStore {
  private final Jdbi jdbi;

  public MergedFileStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A file that is to be merged with others.
  ///
  /// @param type empty until the file has been converted
  public record Source(
      UUID id,
      LeafUserId leafUser,
      String provider,
      String providerOrgId,
      Optional<OperationType> type,
      String crop,
      boolean isProcessed,
      long sizeInBytes,
      Instant convertedAt) {}

  /// Sets the message of a file that has not been merged yet.
  public void noteWaiting(ApiOwnerId owner, UUID id, String message, Instant now) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update machine_file
                       set message = :message
                         , updated_at = :now
                     where api_owner_id = :owner
                       and id = :id
                       and status = 'PROCESSING'
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .bind("message", message)
                .bind("now", now)
                .execute());
  }

  /// The Leaf users of files, in one order.
  public List<LeafUserId> listLeafUsers(Handle handle, ApiOwnerId owner, Collection<UUID> ids) {
    return handle
        .createQuery(
            """
            select distinct leaf_user_id
              from machine_file
             where api_owner_id = :owner
               and id = any(:ids)
             order by leaf_user_id
            """)
        .bind("owner", owner)
        .bind("ids", ids.toArray(UUID[]::new))
        .mapTo(LeafUserId.class)
        .list();
  }

  /// The visible files with some ids, in the order of their ids. They are not changed or deleted
  /// until the end of the transaction.
  public List<Source> lockSources(Handle handle, ApiOwnerId owner, Collection<UUID> ids) {
    return handle
        .createQuery(
            """
            select id, leaf_user_id, provider, provider_org_id, type, crop, status, size_in_bytes, updated_at
              from machine_file as record
             where api_owner_id = :owner
               and id = any(:ids)
               <visible>
             order by id
               for share
            """
                .replace("<visible>", VisibleFile.OF_ALL))
        .bind("owner", owner)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(
            (row, _) ->
                new Source(
                    row.getObject("id", UUID.class),
                    Columns.get(row, "leaf_user_id", LeafUserId.class),
                    row.getString("provider"),
                    row.getString("provider_org_id"),
                    Optional.ofNullable(Columns.find(row, "type", OperationType.class)),
                    row.getString("crop"),
                    row.getString("status").equals(MachineFileRecord.Status.PROCESSED.name()),
                    row.getLong("size_in_bytes"),
                    Columns.get(row, "updated_at", Instant.class)))
        .list();
  }

  /// Inserts the file that is merged from others. If there is one of the same sources, it is merged
  /// again when that failed, or when a source has been converted since.
  ///
  /// @param sources in the order of their ids, at least one
  /// @return its id if it has to be merged now
  public Optional<UUID> begin(
      Handle handle, ApiOwnerId owner, List<Source> sources, UUID fresh, Instant now) {
    Source first = sources.getFirst();
    return handle
        .createQuery(
            """
            insert into machine_file as m
                   (api_owner_id, id, leaf_user_id, provider, origin, provider_org_id, source_name, source_ids, format,
                    status, size_in_bytes, created_at, updated_at)
            values (:owner, :id, :leafUser, :provider, 'MERGED', :organization, :name, :sources, :format, 'PROCESSING',
                    :size, :now, :now)
            on conflict (api_owner_id, leaf_user_id, source_ids) where origin = 'MERGED'
              do update set status = 'PROCESSING'
                          , failed_step = ''
                          , message = ''
                          , size_in_bytes = excluded.size_in_bytes
                          , updated_at = :now
                      where m.status = 'FAILED'
                         or m.status = 'PROCESSED' and m.updated_at < :convertedAt
            returning id
            """)
        .bind("owner", owner)
        .bind("id", fresh)
        .bind("leafUser", first.leafUser())
        .bind("provider", first.provider())
        .bind("organization", first.providerOrgId())
        .bind("name", name(sources))
        .bind("sources", ids(sources))
        .bind("format", MachineFileFormat.MERGED)
        .bind("size", sources.stream().mapToLong(Source::sizeInBytes).sum())
        .bind(
            "convertedAt",
            sources.stream().map(Source::convertedAt).max(Instant::compareTo).orElseThrow())
        .bind("now", now)
        .mapTo(UUID.class)
        .findOne();
  }

  /// The file that is merged from others; empty when there is none.
  public Optional<UUID> find(Handle handle, ApiOwnerId owner, List<Source> sources) {
    return handle
        .createQuery(
            """
            select id
              from machine_file
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and source_ids = :sources
               and origin = 'MERGED'
            """)
        .bind("owner", owner)
        .bind("leafUser", sources.getFirst().leafUser())
        .bind("sources", ids(sources))
        .mapTo(UUID.class)
        .findOne();
  }

  private static String name(List<Source> sources) {
    return sources.size() == 1 ? "1 merged file" : "%d merged files".formatted(sources.size());
  }

  private static UUID[] ids(List<Source> sources) {
    return sources.stream().map(Source::id).toArray(UUID[]::new);
  }

  /// A file that is to be merged.
  public record Waiting(
      UUID id, LeafUserId leafUser, long sizeInBytes, int sources, List<Converted> converted) {
    public Waiting {
      converted = List.copyOf(converted);
    }

    /// Whether each of its sources still exists.
    public boolean isComplete() {
      return converted.size() == sources;
    }
  }

  /// A source of a file that is to be merged.
  ///
  /// @param description JSON of the description
  public record Converted(UUID id, String description) {}

  /// A file that is to be merged, with its sources in the order of their times; empty when it has a
  /// result, or was deleted.
  public Optional<Waiting> findWaiting(ApiOwnerId owner, UUID id) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    select id, leaf_user_id, size_in_bytes, source_ids
                      from machine_file
                     where api_owner_id = :owner
                       and id = :id
                       and origin = 'MERGED'
                       and status = 'PROCESSING'
                    """)
                .bind("owner", owner)
                .bind("id", id)
                .map(
                    (row, _) -> {
                      UUID[] sources = (UUID[]) row.getArray("source_ids").getArray();
                      return new Waiting(
                          row.getObject("id", UUID.class),
                          Columns.get(row, "leaf_user_id", LeafUserId.class),
                          row.getLong("size_in_bytes"),
                          sources.length,
                          converted(handle, owner, sources));
                    })
                .findOne());
  }

  private static List<Converted> converted(Handle handle, ApiOwnerId owner, UUID[] sources) {
    return handle
        .createQuery(
            """
            select id, description::text as description
              from machine_file
             where api_owner_id = :owner
               and id = any(:sources)
               and description is not null
             order by start_time, id
            """)
        .bind("owner", owner)
        .bind("sources", sources)
        .map(
            (row, _) ->
                new Converted(row.getObject("id", UUID.class), row.getString("description")))
        .list();
  }
}
