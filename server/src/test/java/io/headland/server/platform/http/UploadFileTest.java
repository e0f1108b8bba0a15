package io.headland.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headland.server.platform.crypto.Digests;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writing a file while it is received, also when the disk is full.
class UploadFileTest {
  private static final ExpectedFile ANY =
      new ExpectedFile("", "", () -> new ProblemException(Problem.of(400, "Not expected.")));

  @TempDir Path folder;

  private FolderFiles files;

  @BeforeEach
  void open() {
    files = FolderFiles.open(folder, new UuidGenerator(Clock.systemUTC(), new Random(1)));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @Test
  void computesSizeAndDigestWhileItWrites() throws IOException {
    Path file = files.temporaryFile(".upload");
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);

    try (UploadFile upload = new UploadFile(file, content.length, new DiskSpace(files, 0), ANY)) {
      upload.write(content[0]);
      upload.write(content, 1, 50_000);
      upload.write(content, 50_001, content.length - 50_001);

      assertThat(upload.size()).isEqualTo(content.length);
      assertThat(upload.digest()).isEqualTo(Digests.sha256(content));
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
      assertThatThrownBy(() -> upload.write(1))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413));
    }
  }

  @Test
  void theDeviceThatIsAlwaysFullResultsIn507() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    DiskSpace disk = new DiskSpace(files, 0);

    try (UploadFile upload = new UploadFile(full, 100, disk, ANY)) {
      UncheckedIOException failure =
          catchThrowableOfType(UncheckedIOException.class, () -> upload.write(1));

      assertThat(disk.failure(Objects.requireNonNull(failure.getCause())))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(507));
    }
  }

  @Test
  void anotherFailureOfTheDiskIsAFaultOfTheServer() {
    assertThat(new DiskSpace(files, 0).failure(new IOException("Input/output error")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theReserveIsNotUsed() throws IOException {
    DiskSpace disk = new DiskSpace(files, 1_000);
    disk.require(1);

    assertThatThrownBy(() -> disk.require(Long.MAX_VALUE / 2)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> new DiskSpace(files, files.freeBytes() + (1L << 40)).require(0))
        .isInstanceOf(ProblemException.class);
  }
}
