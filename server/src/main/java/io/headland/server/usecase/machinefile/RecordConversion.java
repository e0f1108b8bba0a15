package io.headland.server.usecase.machinefile;

import io.headland.server.core.asset.FileMachineStore;
import io.headland.server.core.asset.FileMachineStore.Named;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.core.leafuser.LeafUserLock;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileWriteStore;
import io.headland.server.core.machinefile.store.MachineFileWriteStore.NewFile;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.AssetKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Records the conversion of a machine file: its result, the machines that it names, the event, and
/// the tasks that merge the fields with points of the file. A file that was merged on request is
/// not part of operations.
public final class RecordConversion {
  private final Jdbi jdbi;
  private final MachineFileWriteStore files;
  private final MergeTaskStore merges;
  private final FileMachineStore machines;

  public RecordConversion(
      Jdbi jdbi, MachineFileWriteStore files, MergeTaskStore merges, FileMachineStore machines) {
    this.jdbi = jdbi;
    this.files = files;
    this.merges = merges;
    this.machines = machines;
  }

  /// Inserts a file of an archive before its conversion.
  ///
  /// @return its id; empty when an earlier attempt has converted it, or the archive was deleted
  public Optional<UUID> begin(ApiOwnerId owner, NewFile file, Instant now) {
    return jdbi.inTransaction(handle -> files.begin(handle, owner, file, now));
  }

  /// Stores the result. The points are in the file store.
  ///
  /// @return false, with nothing stored, when the file was deleted meanwhile, for example with its
  ///   Leaf user, or the organization of a provider's file was deselected
  public boolean finish(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      MachineFileRecord.Origin origin,
      MachineFileRecord.Content content,
      FileFields fields,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          if (!share(handle, owner, leafUser, id, origin)) {
            return false;
          }
          Optional<Set<UUID>> affected = files.finish(handle, owner, id, content, fields, now);
          if (affected.isEmpty()) {
            return false;
          }
          // Those of a provider are in its lists, and are hidden with its organizations.
          if (origin == MachineFileRecord.Origin.UPLOADED) {
            machines.store(handle, owner, leafUser, machines(content), now);
          }
          if (origin != MachineFileRecord.Origin.MERGED) {
            merges.schedule(handle, owner, leafUser, affected.get(), now);
          }
          write(handle, owner, leafUser, EventType.MACHINE_FILE_PROCESSED, id, origin, "", now);
          return true;
        });
  }

  private boolean share(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      MachineFileRecord.Origin origin) {
    return LeafUserLock.share(handle, owner, leafUser)
        && (origin != MachineFileRecord.Origin.PROVIDER
            || files.shareOrganization(handle, owner, id));
  }

  /// The machines and implements with a serial number.
  private static List<Named> machines(MachineFileRecord.Content content) {
    return Json.MAPPER
        .readValue(content.description(), MachineFileDescription.class)
        .machinery()
        .stream()
        .filter(machine -> !machine.serialNumber().isBlank())
        .map(
            machine ->
                new Named(
                    machine.isImplement() ? AssetKind.IMPLEMENT : AssetKind.MACHINE,
                    machine.name().isBlank() ? machine.serialNumber() : machine.name(),
                    machine.brand(),
                    machine.serialNumber()))
        .toList();
  }

  /// Stores why a file cannot be converted.
  ///
  /// @param step of the conversion, as in `/files/{id}/status`
  /// @return false, with nothing stored, for the reasons of [#finish]
  public boolean fail(
      ApiOwnerId owner,
      LeafUserId leafUser,
      UUID id,
      MachineFileRecord.Origin origin,
      String step,
      String message,
      Instant now) {
    return jdbi.inTransaction(
        handle -> {
          if (!share(handle, owner, leafUser, id, origin)) {
            return false;
          }
          if (files.fail(handle, owner, id, step, message, now)) {
            write(handle, owner, leafUser, EventType.MACHINE_FILE_FAILED, id, origin, message, now);
          }
          return true;
        });
  }

  private static void write(
      Handle handle,
      ApiOwnerId owner,
      LeafUserId leafUser,
      EventType type,
      UUID id,
      MachineFileRecord.Origin origin,
      String message,
      Instant now) {
    NewEvent event =
        new NewEvent(
            type,
            leafUser,
            null,
            "machine_file/" + id,
            Json.MAPPER
                .createObjectNode()
                .put("fileId", id.toString())
                .put("origin", origin.leafName())
                .put("message", message));
    EventStore.write(handle, owner, List.of(event), now);
  }
}
