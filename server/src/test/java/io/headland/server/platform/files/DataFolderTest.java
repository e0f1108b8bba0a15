package io.headland.server.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path parent;

  @Test
  void createsTheFolderForItsOwnerAlone() throws IOException {
    try (var folder = DataFolder.claim(parent.resolve("a/b"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.dir())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void refusesASecondServerInOneSentenceThatNamesFolderAndProcess() {
    try (var folder = DataFolder.claim(parent)) {
      assertThatThrownBy(() -> DataFolder.claim(parent))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining(folder.dir().toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void canBeClaimedAgainOnceGivenUp() {
    DataFolder.claim(parent).close();
    DataFolder.claim(parent).close();
    assertThat(DataFolder.tryClaim(parent)).isPresent().get().satisfies(DataFolder::close);
  }

  @Test
  void saysWhenTheFolderCannotBeMade() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> DataFolder.claim(file.resolve("data")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot be used");
  }
}
