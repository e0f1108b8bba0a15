package io.headland.server.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.ConfigChange;
import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.platform.config.MachineFileConfig;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.id.UuidGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files whose rows do not exist.
class OrphanedFilesIT {
  @TempDir Path folder;

  @Test
  void theFilesOfADeletedLeafUserAreDeletedAfterAnHourAndOthersAreKept() throws Exception {
    MovableClock clock = new MovableClock();
    try (ServerFixture server =
            ServerFixture.startWithoutProvider(
                config ->
                    ConfigChange.with(
                        config, new MachineFileConfig(folder.toString(), 1, 1, 128, false)));
        FolderFiles files =
            FolderFiles.open(folder, new UuidGenerator(Clock.systemUTC(), new Random(5)))) {
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
      assertThat(files.path("x/y")).exists();
      assertThat(files.path(ofOtherDatabase + "/archive.zip")).exists();
      assertThat(Files.readAllBytes(files.path(ownerId + "/" + kept + "/archive.zip")))
          .isEqualTo(Archives.archive("1"));
    }
  }
}
