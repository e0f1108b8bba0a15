package io.headland.server.usecase.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.MovableClock;
import io.headland.server.ServerFixture;
import io.headland.server.api.batch.Archives;
import io.headland.server.core.batch.ArchiveUpload;
import io.headland.server.core.batch.ArchiveUploadPartStore;
import io.headland.server.core.batch.ArchiveUploadStore;
import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchProvider;
import io.headland.server.core.batch.BatchStore;
import io.headland.server.core.batch.BatchTaskStore;
import io.headland.server.core.machinefile.store.BatchFileStore;
import io.headland.server.engine.retention.Retention;
import io.headland.server.platform.files.FolderFiles;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.usecase.batch.AppendToUpload.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Uploads and their batches in a database on which no node runs.
class JoinUploadIT {
  private static final UuidGenerator IDS = new UuidGenerator(Clock.systemUTC(), new Random(12));

  @TempDir static Path folder;

  private static ServerFixture server;
  private static ApiOwnerId owner;
  private static FolderFiles files;
  private static ArchiveUploadStore uploads;
  private static ArchiveUploadPartStore rows;
  private static UploadParts parts;
  private static JoinUpload join;
  private static LeafUserId user;

  private final MovableClock clock = new MovableClock();

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
    user = LeafUserId.parse(Archives.newUser(server.owner())).orElseThrow();
    owner = server.ownerId(ServerFixture.OWNER_EMAIL);
    server.stopNodes();
    files = FolderFiles.open(folder, IDS);
    uploads = new ArchiveUploadStore(server.jdbi());
    rows = new ArchiveUploadPartStore(server.jdbi());
    parts = new UploadParts(uploads, rows, files);
    join = new JoinUpload(uploads, parts, files);
  }

  @AfterAll
  static void stop() throws IOException {
    files.close();
    server.close();
  }

  @Test
  void thePartsAreTheArchiveUntilTheyAreJoined() throws Exception {
    ArchiveUpload upload = complete("PK the archive of a batch");
    UUID batch = upload.batch().orElseThrow();
    assertThat(files.find(Batch.archiveKey(owner, batch))).isEmpty();
    assertThat(rows.list(owner, upload.id())).hasSize(2);

    assertThat(join.archive(owner, batch)).hasContent("PK the archive of a batch");

    assertThat(rows.list(owner, upload.id())).isEmpty();
    assertThat(files.names(upload.folderKey(owner))).isEmpty();
    assertThat(join.archive(owner, batch)).hasContent("PK the archive of a batch");
  }

  @Test
  void aJoinThatFailedAfterItHadStoredTheArchiveIsCompleted() throws Exception {
    ArchiveUpload upload = complete("PK stored before a failure");
    UUID batch = upload.batch().orElseThrow();
    files.commit(temporary("PK stored before a failure"), Batch.archiveKey(owner, batch));

    assertThat(join.archive(owner, batch)).hasContent("PK stored before a failure");

    assertThat(rows.list(owner, upload.id())).isEmpty();
    assertThat(files.names(upload.folderKey(owner))).isEmpty();
  }

  @Test
  void anArchiveOfWhichAPartIsMissingIsNotStored() throws Exception {
    ArchiveUpload upload = complete("PK without a part");
    UUID batch = upload.batch().orElseThrow();
    files.delete(upload.partKey(owner, rows.list(owner, upload.id()).getFirst().file()));

    assertThatThrownBy(() -> join.archive(owner, batch)).isInstanceOf(NoSuchFileException.class);

    assertThat(files.find(Batch.archiveKey(owner, batch))).isEmpty();
    assertThat(rows.list(owner, upload.id())).hasSize(2);
  }

  @Test
  void anArchiveOfWhichTheRowOfAPartIsMissingIsNotStored() throws Exception {
    ArchiveUpload upload = complete("PK joined by another node");
    UUID batch = upload.batch().orElseThrow();
    server
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "delete from archive_upload_part where upload_id = ? and position = 0",
                    upload.id()));

    assertThatThrownBy(() -> join.archive(owner, batch)).isInstanceOf(NoSuchFileException.class);

    assertThat(files.find(Batch.archiveKey(owner, batch))).isEmpty();
  }

  @Test
  void theSameArchiveIsTheSameBatchAndItsPartsAreDeleted() throws Exception {
    ArchiveUpload first = complete("PK twice");

    ArchiveUpload second = complete("PK twice");

    assertThat(second.batch()).isEqualTo(first.batch());
    assertThat(rows.list(owner, second.id())).isEmpty();
    assertThat(files.names(second.folderKey(owner))).isEmpty();
    assertThat(join.archive(owner, first.batch().orElseThrow())).hasContent("PK twice");
  }

  @Test
  void anUploadThatHasExpiredIsKeptUntilItsPartsAreJoined() throws Exception {
    ArchiveUpload upload = complete("PK expired");
    UUID batch = upload.batch().orElseThrow();
    clock.advance(AppendToUpload.KEPT.plus(Duration.ofHours(1)));

    new Retention(server.jdbi(), clock, server.config()).run(() -> false);
    assertThat(join.archive(owner, batch)).hasContent("PK expired");
    assertThat(count(upload)).isOne();
    new Retention(server.jdbi(), clock, server.config()).run(() -> false);

    assertThat(count(upload)).isZero();
    assertThat(join.archive(owner, batch)).hasContent("PK expired");
  }

  private static long count(ArchiveUpload upload) {
    return server
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from archive_upload where id = :id")
                    .bind("id", upload.id())
                    .mapTo(Long.class)
                    .one());
  }

  /// Uploads an archive in two parts.
  private ArchiveUpload complete(String archive) throws IOException {
    BatchStore batches = new BatchStore(server.jdbi(), new BatchTaskStore());
    RetryBatch retries =
        new RetryBatch(
            server.jdbi(), batches, new BatchFileStore(server.jdbi()), IDS, clock, () -> {});
    AppendToUpload append =
        new AppendToUpload(
            uploads,
            parts,
            new CompleteUpload(
                server.jdbi(), uploads, parts, batches, retries, files, IDS, clock, () -> {}),
            files,
            IDS,
            clock);
    ArchiveUpload upload =
        new ArchiveUpload(
            IDS.next(),
            user,
            BatchProvider.OTHER,
            "a.zip",
            "",
            archive.length(),
            0,
            Optional.empty(),
            clock.instant(),
            clock.instant().plus(AppendToUpload.KEPT));
    uploads.insert(owner, upload, new ArchiveUploadStore.Limits(100, 1_000_000));
    ArchiveUpload half = append(append, upload, archive.substring(0, 5));
    return append(append, half, archive.substring(5));
  }

  private static ArchiveUpload append(AppendToUpload append, ArchiveUpload upload, String bytes)
      throws IOException {
    Result result = append.append(owner, upload, temporary(bytes), bytes.length());
    assertThat(result).isInstanceOf(Result.Appended.class);
    return ((Result.Appended) result).upload();
  }

  private static Path temporary(String content) throws IOException {
    return Files.writeString(files.temporaryFile(".part"), content);
  }
}
