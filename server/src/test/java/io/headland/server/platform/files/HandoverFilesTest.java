package io.headland.server.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.files.HandoverFiles.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process that is killed at any moment leaves in the folder, and what the next one reads.
class HandoverFilesTest {
  private static final UUID ID = new UUID(7, 7);
  private static final String SECRET = "a rotated refresh token";

  @TempDir Path data;
  private Path folder;
  private MasterKey key;
  private HandoverFiles files;

  @BeforeEach
  void open() {
    folder = data.resolve("pending-grants");
    key = MasterKey.loadOrCreate(data);
    files = HandoverFiles.open(folder, key.aead());
  }

  @Test
  void givesTheResultOfAnEarlierProcess() throws IOException {
    HandoverFile file = files.create(ID, "a refresh");
    file.store(SECRET);

    assertThat(nextProcess())
        .containsExactly(
            new Found.Valid(folder.resolve(ID + ".pending"), "a refresh", Optional.of(SECRET)));
  }

  @Test
  void saysThatAnOperationEndedWithoutAResult() throws IOException {
    HandoverFile _ = files.create(ID, "a refresh");

    assertThat(nextProcess())
        .containsExactly(
            new Found.Valid(folder.resolve(ID + ".tmp"), "a refresh", Optional.empty()));
  }

  /// A kill between the write and the rename.
  @Test
  void givesTheResultThatWasNotRenamedYet() throws IOException {
    files.create(ID, "a refresh").store(SECRET);
    Files.move(folder.resolve(ID + ".pending"), folder.resolve(ID + ".tmp"));

    assertThat(nextProcess())
        .extracting(found -> ((Found.Valid) found).result())
        .containsExactly(Optional.of(SECRET));
  }

  @Test
  void leavesOutWhatThisProcessUses() throws IOException {
    try (HandoverFile file = files.create(ID, "a refresh")) {
      file.store(SECRET);
      assertThat(files.list()).isEmpty();
    }

    assertThat(files.list()).hasSize(1);
  }

  @Test
  void nothingIsLeftOfADeletedFile() throws IOException {
    try (HandoverFile file = files.create(ID, "a refresh")) {
      file.store(SECRET);
      file.delete();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void removesTheFileOfAnOperationByItsId() throws IOException {
    files.create(ID, "a refresh").store(SECRET);

    files.delete(ID);
    files.delete(ID);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void onlyTheOwnerReadsAFileAndItsContentIsEncrypted() throws IOException {
    files.create(ID, "a refresh").store(SECRET);

    try (Stream<Path> all = Files.list(folder)) {
      Path file = all.findFirst().orElseThrow();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("refresh", "token");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  /// A full disk cannot keep the result out: its room is taken when the file is created.
  @Test
  void writingTheResultDoesNotLengthenTheFile() throws IOException {
    HandoverFile file = files.create(ID, "a refresh");
    long before = Files.size(folder.resolve(ID + ".tmp"));

    file.store(SECRET.repeat(200));

    assertThat(Files.size(folder.resolve(ID + ".pending"))).isEqualTo(before);
  }

  @Test
  void doesNotBeginWhereNothingCanBeWritten() throws IOException {
    Files.delete(folder);

    assertThatThrownBy(() -> files.create(ID, "a refresh")).isInstanceOf(IOException.class);
  }

  @Test
  void reportsWhatItCannotReadAndKeepsIt() throws IOException {
    Path other = Files.createDirectory(data.resolve("other"));
    HandoverFiles foreign = HandoverFiles.open(folder, MasterKey.loadOrCreate(other).aead());
    foreign.create(new UUID(0, 1), "of another key").store(SECRET);
    files.create(new UUID(0, 2), "damaged").store(SECRET);
    Files.write(
        folder.resolve(new UUID(0, 2) + ".pending"), new byte[] {0, 0}, StandardOpenOption.WRITE);
    files.create(new UUID(0, 3), "torn").store(SECRET);
    try (var channel =
        Files.newByteChannel(
            folder.resolve(new UUID(0, 3) + ".pending"), StandardOpenOption.WRITE)) {
      channel.position(HandoverFiles.RESULT_AT + 20).write(java.nio.ByteBuffer.allocate(30));
    }
    Files.writeString(folder.resolve("notes.txt"), "Do not delete.");
    Files.createDirectory(folder.resolve("lost+found"));

    assertThat(nextProcess()).hasSize(5).allMatch(Found.Unreadable.class::isInstance);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).hasSize(5);
    }
  }

  private List<Found> nextProcess() throws IOException {
    return HandoverFiles.open(folder, key.aead()).list();
  }
}
