package io.headland.server.usecase.operationsync;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.store.ProviderFileStore;
import io.headland.server.core.machinefile.store.ProviderFileStore.ProviderSource;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.MissingOperationStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.OperationListingStore.DueListing;
import io.headland.server.core.operationsync.OperationMachineStore;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.core.operationsync.ProviderOperationStore.EndState;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.provider.FieldOperationRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Stores listings of operations and the results of exports.
public final class RecordOperations {
  private final Jdbi jdbi;
  private final OperationListingStore listings;
  private final ProviderOperationStore operations;
  private final ProviderFileStore files;
  private final MergeTaskStore merges;
  private final UuidGenerator ids;

  public RecordOperations(
      Jdbi jdbi,
      OperationListingStore listings,
      ProviderOperationStore operations,
      ProviderFileStore files,
      MergeTaskStore merges,
      UuidGenerator ids) {
    this.jdbi = jdbi;
    this.listings = listings;
    this.operations = operations;
    this.files = files;
    this.merges = merges;
    this.ids = ids;
  }

  /// A listed operation.
  ///
  /// @param reason why its export is not requested; blank when it is
  public record Listed(FieldOperationRecord operation, String reason) {}

  /// Stores a complete listing. An operation that two complete listings in sequence lack is deleted
  /// with its files.
  public void complete(DueListing listing, List<Listed> listed, String signature, Instant now) {
    OrganizationKey organization = listing.organization();
    jdbi.useTransaction(
        handle -> {
          if (!share(handle, listing.organization())) {
            return;
          }
          store(handle, listing, listed, now);
          List<String> ids =
              listed.stream().map(each -> each.operation().providerOperationId()).toList();
          MissingOperationStore.Missing missing =
              MissingOperationStore.mark(handle, organization, listing.providerFieldId(), ids, now);
          for (String gone : missing.deleted()) {
            deleteFiles(handle, organization, gone, Set.of(), now);
          }
          // With the signature, the next response would not contain the listing that confirms it.
          String known = missing.marked() > 0 ? "" : signature;
          listings.finish(handle, listing.organization().account(), listing, known, now);
        });
  }

  /// Stores a listing that is known to be incomplete: nothing is missing because of it.
  public void incomplete(DueListing listing, List<Listed> listed, Instant now) {
    jdbi.useTransaction(
        handle -> {
          if (!share(handle, listing.organization())) {
            return;
          }
          store(handle, listing, listed, now);
          listings.finish(handle, listing.organization().account(), listing, "", now);
        });
  }

  /// Ends a listing without a change since the last one.
  public void unchanged(DueListing listing, Instant now) {
    jdbi.useTransaction(
        handle -> listings.finish(handle, listing.organization().account(), listing, null, now));
  }

  /// @return false when the Leaf user was deleted
  private static boolean share(Handle handle, OrganizationKey organization) {
    return LeafUserLock.share(
        handle, organization.account().owner(), organization.account().leafUser());
  }

  private void store(Handle handle, DueListing listing, List<Listed> listed, Instant now) {
    for (Listed each : listed) {
      operations.store(
          handle,
          listing.organization(),
          listing.providerFieldId(),
          each.operation(),
          each.reason(),
          now);
    }
    OperationMachineStore.store(
        handle, listing.organization(), listed.stream().map(Listed::operation).toList());
  }

  /// Inserts a file of an export before its conversion.
  ///
  /// @return its id; empty when the Leaf user was deleted
  public Optional<UUID> begin(
      DueExport export, String sourceName, MachineFileFormat format, long size, Instant now) {
    return jdbi.inTransaction(
        handle ->
            share(handle, export.organization())
                ? Optional.of(
                    files.begin(
                        handle,
                        export.organization().account().owner(),
                        source(export.organization(), export.providerOperationId()),
                        ids.next(),
                        sourceName,
                        format,
                        size,
                        now))
                : Optional.empty());
  }

  /// Repeats an export at a time because there was no space on the disk. The attempt is not
  /// counted.
  ///
  /// @param message of its files that have no result yet
  public void postpone(DueExport export, Instant at, String message, Instant now) {
    jdbi.useTransaction(
        handle -> {
          share(handle, export.organization());
          files.noteWaiting(
              handle,
              export.organization().account().owner(),
              source(export.organization(), export.providerOperationId()),
              message,
              now);
          operations.postpone(handle, export.organization().account(), export, at);
        });
  }

  /// Ends an export whose files have been converted. Other files of the operation are deleted.
  ///
  /// @param present the files of this export
  public void stored(DueExport export, Collection<UUID> present, Instant now) {
    jdbi.useTransaction(
        handle -> {
          share(handle, export.organization());
          deleteFiles(handle, export.organization(), export.providerOperationId(), present, now);
          operations.end(handle, export.organization().account(), export, EndState.STORED, "", now);
        });
  }

  /// Records that there is no export until the operation changes.
  public void ended(DueExport export, EndState state, String message, Instant now) {
    jdbi.useTransaction(
        handle ->
            operations.end(handle, export.organization().account(), export, state, message, now));
  }

  private void deleteFiles(
      Handle handle,
      OrganizationKey organization,
      String providerOperationId,
      Collection<UUID> except,
      Instant now) {
    AccountKey account = organization.account();
    Set<UUID> fields =
        files.delete(handle, account.owner(), source(organization, providerOperationId), except);
    merges.schedule(handle, account.owner(), account.leafUser(), fields, now);
  }

  private static ProviderSource source(OrganizationKey organization, String providerOperationId) {
    return new ProviderSource(
        organization.account().leafUser(),
        organization.account().provider().wireName(),
        organization.providerOrgId(),
        providerOperationId);
  }
}
