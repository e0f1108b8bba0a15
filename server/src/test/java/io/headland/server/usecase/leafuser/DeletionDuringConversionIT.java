package io.headland.server.usecase.leafuser;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.batch.BatchRows;
import io.headland.server.core.asset.FileMachineStore;
import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.RecordedEvents;
import io.headland.server.core.field.OrganizationKey;
import io.headland.server.core.machinefile.MachineFileDescription;
import io.headland.server.core.machinefile.MachineFileDescription.Machinery;
import io.headland.server.core.machinefile.MachineFileDescription.OriginalPlace;
import io.headland.server.core.machinefile.MachineFileFormat;
import io.headland.server.core.machinefile.OperationType;
import io.headland.server.core.machinefile.store.FileFields;
import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.core.machinefile.store.MachineFileRecord.Origin;
import io.headland.server.core.machinefile.store.MachineFileWriteStore;
import io.headland.server.core.machinefile.store.ProviderFileStore;
import io.headland.server.core.operation.FieldOperationWriteStore;
import io.headland.server.core.operation.FieldOperationWriteStore.Merged;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.core.operationsync.OperationListingStore;
import io.headland.server.core.operationsync.ProviderOperationStore;
import io.headland.server.core.operationsync.ProviderOperationStore.DueExport;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.json.Json;
import io.headland.server.provider.Provider;
import io.headland.server.usecase.machinefile.RecordConversion;
import io.headland.server.usecase.operation.ReplaceOperations;
import io.headland.server.usecase.operationsync.RecordOperations;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The results of conversions and merges whose Leaf user was deleted meanwhile.
class DeletionDuringConversionIT {
  private static final UuidGenerator IDS = new UuidGenerator(Clock.systemUTC(), new Random(9));
  private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
  private static final MachineFileDescription DESCRIPTION =
      new MachineFileDescription(
          OperationType.HARVESTED,
          "Harvest",
          "corn",
          Map.of(),
          List.of(new Machinery(1, false, "S780", "John Deere", "1H0S780")),
          List.of(),
          OriginalPlace.UNKNOWN);

  private static ServerFixture server;
  private static ApiOwnerId owner;
  private static MergeTaskStore merges;

  private LeafUserId leafUser;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    owner = server.ownerId(ServerFixture.OWNER_EMAIL);
    merges = new MergeTaskStore(server.jdbi());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    leafUser = LeafUserId.parse(Archives.newUser(server.owner())).orElseThrow();
  }

  private void deleteUser() {
    assertThat(server.owner().delete("/services/usermanagement/api/users/" + leafUser).status())
        .isEqualTo(204);
  }

  private RecordedEvents events() {
    return RecordedEvents.of(server, server.owner(), leafUser.toString()).fromNow();
  }

  @Test
  void aConvertedFileHasNoEventAndNoMachine() {
    BatchRows rows = BatchRows.of(server, ServerFixture.OWNER_EMAIL);
    String batch = rows.insert(leafUser.toString(), "RECEIVED", "");
    UUID file = UUID.fromString(rows.file(leafUser.toString(), batch, "PROCESSING", "", ""));
    Jdbi jdbi = server.jdbi();
    deleteUser();
    RecordedEvents events = events();

    new RecordConversion(jdbi, new MachineFileWriteStore(), merges, new FileMachineStore(IDS))
        .finish(
            owner,
            leafUser,
            file,
            Origin.UPLOADED,
            new MachineFileRecord.Content(
                OperationType.HARVESTED,
                "corn",
                Optional.of(NOW),
                Optional.of(NOW),
                1,
                0,
                Json.MAPPER.writeValueAsString(DESCRIPTION),
                "{}",
                "{}"),
            new FileFields(Optional.empty(), "", Map.of()),
            NOW);

    assertThat(events.types()).isEmpty();
  }

  @Test
  void aFileOfAnExportIsNotInserted() {
    deleteUser();
    OrganizationKey organization =
        new OrganizationKey(new AccountKey(owner, leafUser, Provider.JOHN_DEERE), "1");
    Jdbi jdbi = server.jdbi();
    RecordOperations record =
        new RecordOperations(
            jdbi,
            new OperationListingStore(jdbi),
            new ProviderOperationStore(jdbi),
            new ProviderFileStore(),
            merges,
            IDS);

    Optional<UUID> begun =
        record.begin(
            new DueExport(organization, "operation", "1", 0),
            "harvest",
            MachineFileFormat.SHAPEFILE,
            10,
            NOW);

    assertThat(begun).isEmpty();
  }

  @Test
  void aMergedOperationIsNotStoredAndHasNoEvent() {
    deleteUser();
    RecordedEvents events = events();
    Merged merged =
        new Merged(
            IDS.next(),
            leafUser,
            IDS.next(),
            OperationType.HARVESTED,
            "corn",
            "Other",
            Optional.empty(),
            NOW,
            NOW,
            IDS.next(),
            Json.MAPPER.writeValueAsString(DESCRIPTION),
            "{}",
            "{}",
            "",
            List.of());
    ReplaceOperations replace =
        new ReplaceOperations(server.jdbi(), new FieldOperationWriteStore());

    assertThat(replace.store(owner, merged, Optional.empty(), NOW)).isFalse();
    replace.delete(owner, leafUser, merged.fieldId(), List.of(merged.id()), NOW);

    assertThat(events.types()).isEmpty();
  }
}
