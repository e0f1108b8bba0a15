package io.headland.server.core.machinefile.store;

import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Writes the machine files of the operations of a provider, before and after their conversion.
public final class ProviderFileStore {
  /// The operation at a provider from whose export a file was read.
  public record ProviderSource(
      LeafUserId leafUser, String provider, String providerOrgId, String providerOperationId) {}

  /// Inserts a file of the export of a provider's operation. One that has been converted remains as
  /// it is until the changed export has been converted.
  ///
  /// @return its id
  public UUID begin(
      Handle handle,
      ApiOwnerId owner,
      ProviderSource source,
      UUID fresh,
      String sourceName,
      MachineFileFormat format,
      long sizeInBytes,
      Instant now) {
    return ofOperation(
            handle.createQuery(
                """
            insert into machine_file as m
                   (api_owner_id, id, leaf_user_id, provider, origin, provider_org_id, provider_operation_id,
                    source_name, format, status, size_in_bytes, created_at, updated_at)
            values (:owner, :id, :leafUser, :provider, 'PROVIDER', :organization, :operation, :sourceName, :format,
                    'PROCESSING', :size, :now, :now)
            on conflict (api_owner_id, leaf_user_id, provider, provider_org_id, provider_operation_id, source_name)
              where provider_operation_id <> ''
              do update set size_in_bytes = excluded.size_in_bytes
                          , status = case m.status when 'PROCESSED' then m.status else excluded.status end
            returning id
            """),
            owner,
            source)
        .bind("id", fresh)
        .bind("sourceName", sourceName)
        .bind("format", format)
        .bind("size", sizeInBytes)
        .bind("now", now)
        .mapTo(UUID.class)
        .one();
  }

  /// Sets the message of the files of a provider's operation that have no result yet.
  public void noteWaiting(
      Handle handle, ApiOwnerId owner, ProviderSource source, String message, Instant now) {
    ofOperation(
            handle.createUpdate(
                """
            update machine_file
               set message = :message
                 , updated_at = :now
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
               and provider_org_id = :organization
               and provider_operation_id = :operation
               and provider_operation_id <> ''
               and status = 'PROCESSING'
            """),
            owner,
            source)
        .bind("message", message)
        .bind("now", now)
        .execute();
  }

  /// Deletes the files of a provider's operation except some, which are those of its present
  /// export.
  ///
  /// @return the fields that contained their points
  public Set<UUID> delete(
      Handle handle, ApiOwnerId owner, ProviderSource source, Collection<UUID> except) {
    return ofOperation(
            handle.createQuery(
                """
            with gone as (
              delete from machine_file
               where api_owner_id = :owner
                 and leaf_user_id = :leafUser
                 and provider = :provider
                 and provider_org_id = :organization
                 and provider_operation_id = :operation
                 and provider_operation_id <> ''
                 and id <> all(:except)
              returning id
            )
            select distinct field_id
              from machine_file_field
             where api_owner_id = :owner
               and machine_file_id in (select id from gone)
            """),
            owner,
            source)
        .bind("except", except.toArray(UUID[]::new))
        .mapTo(UUID.class)
        .set();
  }

  private static <T extends SqlStatement<T>> T ofOperation(
      T statement, ApiOwnerId owner, ProviderSource source) {
    return statement
        .bind("owner", owner)
        .bind("leafUser", source.leafUser())
        .bind("provider", source.provider())
        .bind("organization", source.providerOrgId())
        .bind("operation", source.providerOperationId());
  }
}
