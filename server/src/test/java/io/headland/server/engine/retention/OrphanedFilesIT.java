package io.headland.server.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.Concurrency;
import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.api.operation.UploadedOperation;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.config.S3Location;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.files.ObjectStore;
import io.headland.server.platform.files.S3Clients;
import io.headland.server.platform.files.S3Files;
import io.headland.server.platform.files.StoredFiles;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.UuidGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files whose rows do not exist.
class OrphanedFilesIT {
  @TempDir Path folder;

  @Test
  void filesOfAFolderAreDeletedWithTheirRows() throws Exception {
    try (FolderFiles files =
        FolderFiles.open(folder, new UuidGenerator(Clock.systemUTC(), new Random(5)))) {
      verifyDeletion(folder.toString(), files);
    }
  }

  @Test
  void filesOfABucketAreDeletedWithTheirRows() throws Exception {
    String bucket = "s3://" + ObjectStore.BUCKET + "/headland";
    try (ObjectStore _ = ObjectStore.start(folder.resolve("store"));
        StoredFiles files =
            S3Files.open(
                S3Clients.fromEnvironment(),
                S3Location.parse(bucket).orElseThrow(),
                folder.resolve("copies"),
                new UuidGenerator(Clock.systemUTC(), new Random(5)),
                Clock.systemUTC())) {
      verifyDeletion(bucket, files);
    }
  }

  /// Of a deleted Leaf user after an hour, of a batch that could not be converted after its
  /// retention; converted files are kept, also without a field.
  private static void verifyDeletion(String location, StoredFiles files) throws Exception {
    MovableClock clock = new MovableClock();
    AtomicReference<HeadlandConfig> used = new AtomicReference<>();
    try (ServerFixture server =
        ServerFixture.startWithoutProvider(
            config -> {
              used.set(
                  ConfigChange.with(config, new MachineFileConfig(location, 10, 1, 128, false)));
              return used.get();
            })) {
      ApiClient owner = server.owner();
      String ownerId = server.ownerId(ServerFixture.OWNER_EMAIL).toString();
      String deletedUser = Archives.newUser(owner);
      String kept = Archives.upload(owner, Archives.newUser(owner), Archives.archive("1")).id();
      String deleted = Archives.upload(owner, deletedUser, Archives.archive("2")).id();
      // Of a process that ended before there was a row, and files that are not of this kind.
      String neverStored = "01a00000-0000-7000-8000-000000000001";
      for (String key :
          new String[] {ownerId + "/" + neverStored + "/a", ownerId + "/x/a", "x/y"}) {
        files.commit(files.temporaryFile(".tmp"), key);
      }
      String ofOtherDatabase = "01a00000-0000-7000-8000-000000000002/" + neverStored;
      files.commit(files.temporaryFile(".tmp"), ofOtherDatabase + "/archive.zip");
      OrphanedFiles orphans = new OrphanedFiles(files, server.jdbi(), clock);

      assertThat(owner.delete("/services/usermanagement/api/users/" + deletedUser).status())
          .isEqualTo(204);
      clock.advance(Duration.ofMinutes(30));
      orphans.delete(() -> false);
      assertThat(files.names(ownerId)).containsExactlyInAnyOrder(kept, deleted, neverStored, "x");

      clock.advance(Duration.ofHours(1));
      orphans.delete(() -> true);
      assertThat(files.names(ownerId)).contains(deleted);
      orphans.delete(() -> false);

      assertThat(files.names(ownerId)).containsExactlyInAnyOrder(kept, "x");
      assertThat(files.find("x/y")).isPresent();
      assertThat(files.find(ofOtherDatabase + "/archive.zip")).isPresent();
      assertThat(
              Files.readAllBytes(files.find(ownerId + "/" + kept + "/archive.zip").orElseThrow()))
          .isEqualTo(Archives.archive("1"));

      UploadedOperation.Upload upload = UploadedOperation.prepare(owner, Archives.newUser(owner));
      String withoutField = Archives.upload(owner, Archives.newUser(owner), upload.archive()).id();
      Concurrency.await(() -> status(owner, withoutField).equals("PROCESSED"));
      String converted =
          owner.get(Archives.BATCHES + "/" + withoutField).json().at("/leafFiles/0").stringValue();
      Concurrency.await(() -> status(owner, kept).equals("FAILED"));
      Retention retention = new Retention(server.jdbi(), clock, used.get());
      clock.advance(Duration.ofDays(29).minusHours(2));
      retention.run(() -> false);
      assertThat(status(owner, kept)).isEqualTo("FAILED");

      clock.advance(Duration.ofDays(2));
      retention.run(() -> false);
      orphans.delete(() -> false);

      assertThat(owner.get(Archives.BATCHES + "/" + kept).status()).isEqualTo(404);
      assertThat(files.names(ownerId)).containsExactlyInAnyOrder("x", withoutField, converted);
      assertThat(files.find(ownerId + "/" + withoutField + "/archive.zip")).isPresent();
      assertThat(status(owner, withoutField)).isEqualTo("PROCESSED");
    }
  }

  private static String status(ApiClient api, String batch) {
    return api.get(Archives.BATCHES + "/" + batch).json().path("status").stringValue();
  }
}
