package io.headland.server.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderFilesTest {
  @TempDir Path folder;

  private FolderFiles files;

  @BeforeEach
  void open() {
    files = open(1);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private FolderFiles open(int seed) {
    return FolderFiles.open(
        folder.resolve("files"), new UuidGenerator(Clock.systemUTC(), new Random(seed)));
  }

  @Test
  void aCommittedFileIsAtItsKeyAndReplacesAnEarlierOne() throws IOException {
    commit("a/b/archive.zip", "first");
    commit("a/b/archive.zip", "second");

    assertThat(files.path("a/b/archive.zip")).hasContent("second");
    assertThat(files.path("a/b/archive.zip")).startsWith(folder);
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void onlyTheOwnerCanReadFilesAndFolders() throws IOException {
    Path written = files.temporaryFile(".parquet");
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-rw-rw-"));
    files.commit(written, "a/b/c.parquet");

    for (String key : List.of("a", "a/b", "a/b/c.parquet")) {
      assertThat(OwnerOnly.isExposed(files.path(key))).as(key).isFalse();
    }
    assertThat(OwnerOnly.isExposed(files.temporaryFile(".x"))).isFalse();
    assertThat(OwnerOnly.isExposed(files.temporaryFolder())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "..",
        "a/../b",
        ".a",
        "a/.b",
        "a\\b",
        "a b",
        "a\0",
        "temporary/a",
        "1/2/3/4/5/6/7/8/9"
      })
  void aTextThatIsNotAKeyIsRefused(String key) {
    assertThatThrownBy(() -> files.path(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> files.deleteAll(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void filesAreDeletedByKeyAndByPrefix() throws IOException {
    commit("a/b/1", "x");
    commit("a/b/2", "x");
    commit("a/c/1", "x");

    files.delete("a/b/1");
    files.delete("a/b/1");
    assertThat(files.path("a/b/1")).doesNotExist();
    assertThat(files.path("a/b/2")).exists();

    files.deleteAll("a/b");
    files.deleteAll("a/b");
    assertThat(files.names("a")).containsExactly("c");
    assertThat(files.path("a/c/1")).exists();
  }

  @Test
  void namesAreThoseOfKeys() throws IOException {
    commit("a/b/1", "x");
    commit("c/d/1", "x");
    Files.createDirectory(folder.resolve("files/.snapshot"));

    assertThat(files.names()).containsExactlyInAnyOrder("a", "c");
    assertThat(files.names("a")).containsExactly("b");
    assertThat(files.names("unknown")).isEmpty();
  }

  @Test
  void theTimeOfAFolderIsThatOfItsLatestChange() throws IOException {
    commit("a/b/1", "x");
    commit("a/b/2", "x");
    Instant earlier = Instant.parse("2026-01-01T00:00:00Z");
    Instant later = Instant.parse("2026-02-01T00:00:00Z");
    Files.setLastModifiedTime(files.path("a/b/1"), FileTime.from(later));
    Files.setLastModifiedTime(files.path("a/b/2"), FileTime.from(earlier));
    Files.setLastModifiedTime(files.path("a/b"), FileTime.from(earlier));

    assertThat(files.lastModified("a/b")).contains(later);
    assertThat(files.lastModified("a/c")).isEmpty();
  }

  @Test
  void theTemporaryFilesOfAnEndedProcessAreDeletedAndThoseOfOthersAreKept() throws IOException {
    // As a process leaves it that was killed: without its lock.
    Path left = folder.resolve("files/temporary/01a00000-0000-7000-8000-000000000001");
    Files.createDirectories(left.resolve("unpacked"));
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("1.upload"));
    Files.createFile(left.resolve("unpacked/2"));
    Path own = files.temporaryFile(".upload");

    try (FolderFiles other = open(2)) {
      assertThat(left).doesNotExist();
      assertThat(own).exists();
      Path others = other.temporaryFile(".upload");
      assertThat(others).exists();
      commit("a/b", "x");
      assertThat(other.path("a/b")).hasContent("x");
    }
    assertThat(own).exists();
  }

  @Test
  void closingDeletesTheTemporaryFiles() throws IOException {
    try (FolderFiles other = open(2)) {
      other.temporaryFile(".upload");
      assertThat(temporaryFiles()).hasSize(1);
    }
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeUsedIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(
            () ->
                FolderFiles.open(
                    file.resolve("files"), new UuidGenerator(Clock.systemUTC(), new Random(1))))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(file.resolve("files").toString());
  }

  private void commit(String key, String content) throws IOException {
    Path temporary = files.temporaryFile(".txt");
    Files.writeString(temporary, content);
    files.commit(temporary, key);
  }

  private List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("files/temporary"))) {
      return paths.filter(Files::isRegularFile).filter(path -> !path.endsWith("lock")).toList();
    }
  }
}
