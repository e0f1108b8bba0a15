package io.headland.server.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.MovableClock;
import io.headland.server.platform.config.S3Location;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes with one bucket of an object store.
class S3FilesIT {
  private static ObjectStore store;

  @TempDir static Path storeFolder;
  @TempDir Path folder;

  private final MovableClock clock = new MovableClock();
  private S3Files first;
  private S3Files second;

  @BeforeAll
  static void startStore() throws IOException {
    store = ObjectStore.start(storeFolder);
  }

  @AfterAll
  static void stopStore() {
    store.close();
  }

  @BeforeEach
  void open() {
    first = open("first", 1);
    second = open("second", 2);
  }

  @AfterEach
  void close() throws IOException {
    for (String name : first.names()) {
      first.deleteAll(name);
    }
    first.close();
    second.close();
  }

  private S3Files open(String node, int seed) {
    return S3Files.open(
        S3Clients.fromEnvironment(),
        new S3Location(ObjectStore.BUCKET, "headland/"),
        folder.resolve(node),
        new UuidGenerator(Clock.systemUTC(), new Random(seed)),
        clock);
  }

  @Test
  void aCommittedFileIsReadByEachNodeAndReplacesAnEarlierOne() throws IOException {
    commit(first, "a/b/archive.zip", "one");
    assertThat(content(first, "a/b/archive.zip")).isEqualTo("one");
    assertThat(content(second, "a/b/archive.zip")).isEqualTo("one");

    commit(second, "a/b/archive.zip", "two");
    assertThat(content(first, "a/b/archive.zip")).isEqualTo("two");
    assertThat(first.find("a/b/other.zip")).isEmpty();
  }

  @Test
  void anUnchangedFileIsReadFromItsLocalCopy() throws IOException {
    commit(first, "a/b/1", "x");

    Path copy = second.find("a/b/1").orElseThrow();

    assertThat(second.find("a/b/1")).contains(copy);
    assertThat(OwnerOnly.isExposed(copy)).isFalse();
    assertThat(OwnerOnly.isExposed(first.find("a/b/1").orElseThrow())).isFalse();
  }

  @Test
  void aCopyIsDeletedAnHourAfterItsLastUse() throws IOException {
    commit(first, "a/b/1", "x");
    Path copy = second.find("a/b/1").orElseThrow();

    clock.advance(Duration.ofMinutes(59));
    commit(second, "a/b/2", "x");
    assertThat(copy).exists();

    clock.advance(Duration.ofMinutes(2));
    assertThat(second.names()).containsExactly("a");
    assertThat(copy).doesNotExist();
    assertThat(content(second, "a/b/1")).isEqualTo("x");
  }

  @Test
  void aDeletedFileIsAbsentOnEachNode() throws IOException {
    commit(first, "a/b/1", "x");
    commit(first, "a/b/2", "x");
    commit(first, "a/c/1", "x");
    assertThat(content(second, "a/b/2")).isEqualTo("x");

    first.delete("a/b/1");
    first.delete("a/b/1");
    assertThat(second.find("a/b/1")).isEmpty();

    first.deleteAll("a/b");
    first.deleteAll("a/b");
    assertThat(second.find("a/b/2")).isEmpty();
    assertThat(second.names("a")).containsExactly("c");
  }

  @Test
  void namesAndTimesAreThoseOfTheStoredFiles() throws IOException {
    commit(first, "a/b/1", "x");
    commit(second, "c/d/1", "x");

    assertThat(first.names()).containsExactlyInAnyOrder("a", "c");
    assertThat(first.names("a")).containsExactly("b");
    assertThat(first.names("a/b")).containsExactly("1");
    assertThat(first.names("absent")).isEmpty();
    assertThat(first.lastModified("a/b")).isPresent();
    assertThat(first.lastModified("absent")).isEmpty();
  }

  @Test
  void aTextThatIsNotAKeyIsRejected() {
    for (String key : new String[] {"", "/a", "..", "a/../b", "a//b", "temporary/a"}) {
      assertThatThrownBy(() -> first.find(key)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> first.deleteAll(key)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anUnavailableStoreIsAnErrorThatLosesNothing() throws IOException {
    commit(first, "a/b/1", "x");
    Path written = first.temporaryFile(".zip");
    Files.writeString(written, "y");
    store.stop();
    try {
      assertThatThrownBy(() -> first.find("a/b/1"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s3://machine-files/headland/");
      assertThatThrownBy(() -> first.commit(written, "a/b/2")).isInstanceOf(IOException.class);
      assertThat(written).hasContent("y");
    } finally {
      store.startAgain();
    }
    first.commit(written, "a/b/2");
    assertThat(content(second, "a/b/2")).isEqualTo("y");
    assertThat(content(first, "a/b/1")).isEqualTo("x");
  }

  @Test
  void anAbsentBucketPreventsTheStart() {
    assertThatThrownBy(
            () ->
                S3Files.open(
                    S3Clients.fromEnvironment(),
                    new S3Location("absent", ""),
                    folder.resolve("third"),
                    new UuidGenerator(Clock.systemUTC(), new Random(3)),
                    clock))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("absent");
  }

  private static void commit(S3Files files, String key, String content) throws IOException {
    Path written = files.temporaryFile(".x");
    Files.writeString(written, content);
    files.commit(written, key);
    assertThat(written).doesNotExist();
  }

  private static String content(S3Files files, String key) throws IOException {
    return Files.readString(files.find(key).orElseThrow());
  }
}
