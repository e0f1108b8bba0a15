package io.headland.server.api.machinefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.http.DiskSpace;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertedFilesTest {
  @TempDir private Path folder;
  private FolderFiles files;
  private ConvertedFiles converted;

  @BeforeEach
  void open() {
    files = FolderFiles.open(folder, new UuidGenerator(Clock.systemUTC(), new Random(1)));
    converted = new ConvertedFiles(files, new DiskSpace(files, 0));
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".gpkg")).toList();
    }
  }

  private static void requireStatus(Throwable failure, int status) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status));
  }

  @Test
  void nothingIsWrittenWithoutEnoughDiskSpace() throws IOException {
    assertThatThrownBy(
            () ->
                converted.respond(
                    "application/octet-stream",
                    ".gpkg",
                    Long.MAX_VALUE / 2,
                    target -> Files.writeString(target, "content")))
        .satisfies(failure -> requireStatus(failure, 507));
    assertThat(written()).isEmpty();
  }

  @Test
  void theFileOfAConversionThatFailsIsDeleted() throws IOException {
    IOException full =
        new IOException(
            "The points could not be written", new IOException("No space left on device"));
    assertThatThrownBy(() -> fail(full)).satisfies(failure -> requireStatus(failure, 507));
    assertThat(written()).isEmpty();
    assertThatThrownBy(() -> fail(new IOException("Input/output error")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(written()).isEmpty();
  }

  private void fail(IOException failure) throws InterruptedException {
    converted.respond(
        "application/octet-stream",
        ".gpkg",
        10,
        target -> {
          Files.writeString(target, "content");
          throw failure;
        });
  }
}
