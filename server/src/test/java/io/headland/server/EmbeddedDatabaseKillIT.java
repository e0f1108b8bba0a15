package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded PostgreSQL of a real server process is killed, and a data folder is copied.
class EmbeddedDatabaseKillIT {
  private static final String USERS = "/services/usermanagement/api/users";
  private static final String USER = "{\"name\": \"A grower\", \"email\": \"g@example.com\"}";

  @TempDir Path folder;

  @BeforeEach
  void settings() throws IOException {
    ServerSettings.in(folder)
        .owner()
        .set("database.connection-timeout", "1s")
        .set("database.restart-limit", "5s")
        .write();
  }

  @Test
  void itIsRestartedAfterEachKillAndTheServerEndsWithOneMessageWhenItCannotBe() throws Exception {
    try (ServerProcess server = ServerProcess.run(folder, "serve")) {
      ApiClient api = ServerSettings.signIn(server);
      Queue<ApiResponse> answers = new ConcurrentLinkedQueue<>();
      AtomicBoolean goOn = new AtomicBoolean(true);
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 4; i++) {
          callers.execute(() -> createWhile(goOn, api, answers));
        }
        Concurrency.await(() -> count(answers, 201) > 10);
        kill(postmaster("data").orElseThrow());
        awaitServiceAfterOutage(answers);
        // Kills one process that serves connections: PostgreSQL ends all of them and recovers.
        kill(postmaster("data").orElseThrow().children().max(this::byStart).orElseThrow());
        awaitServiceAfterOutage(answers);
        goOn.set(false);
      }

      assertThat(answers).allMatch(response -> List.of(201, 503).contains(response.status()));
      assertThat(answers)
          .filteredOn(response -> response.status() == 503)
          .allMatch(response -> response.header("Retry-After").isPresent());
      for (ApiResponse created : answers) {
        if (created.status() == 201) {
          assertThat(api.get(USERS + "/" + created.id()).status()).isEqualTo(200);
        }
      }
      assertThat(server.errors())
          .contains("The embedded PostgreSQL ended unexpectedly and is restarted")
          .contains("The embedded PostgreSQL is running again")
          .doesNotContain("\tat ");
      assertThat(server.errors().lines()).hasSizeLessThan(20);

      // Prevents the next start.
      Files.move(folder.resolve("data/postgres/global"), folder.resolve("data/postgres/gone"));
      kill(postmaster("data").orElseThrow());

      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.errors())
          .containsOnlyOnce(
              "headland: The embedded PostgreSQL ended and could not be restarted for 5 s: ")
          .contains("postgres.log")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aCopyOfTheDataFolderHasADatabaseOfItsOwn() throws Exception {
    try (ServerProcess original = ServerProcess.run(folder, "serve")) {
      ApiClient api = ServerSettings.signIn(original);
      ProcessHandle database = postmaster("data").orElseThrow();
      copy(folder.resolve("data"), folder.resolve("copy"));

      try (ServerProcess copy = ServerProcess.run(folder, "serve", "--data-dir", "copy")) {
        ApiClient ofCopy = ServerSettings.signIn(copy);
        assertThat(ofCopy.post(USERS, USER).status()).isEqualTo(201);
        assertThat(postmaster("copy").orElseThrow().pid()).isNotEqualTo(database.pid());
        assertThat(copy.stop()).isZero();
      }
      assertThat(database.isAlive()).isTrue();
      assertThat(api.get(USERS).total()).isZero();
      assertThat(original.stop()).isZero();
    }
  }

  private static void createWhile(AtomicBoolean goOn, ApiClient api, Queue<ApiResponse> answers) {
    while (goOn.get()) {
      answers.add(api.post(USERS, USER));
    }
  }

  private static void awaitServiceAfterOutage(Queue<ApiResponse> answers) {
    int failed = count(answers, 503);
    int served = count(answers, 201);
    Concurrency.await(() -> count(answers, 503) > failed);
    Concurrency.await(() -> count(answers, 201) > served + 20);
  }

  private static int count(Queue<ApiResponse> answers, int status) {
    return (int) answers.stream().filter(response -> response.status() == status).count();
  }

  private int byStart(ProcessHandle one, ProcessHandle other) {
    return one.info()
        .startInstant()
        .orElseThrow()
        .compareTo(other.info().startInstant().orElseThrow());
  }

  private Optional<ProcessHandle> postmaster(String dataDir) throws IOException {
    String pid =
        Files.readAllLines(folder.resolve(dataDir).resolve("postgres/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid));
  }

  /// SIGKILL. The end is not awaited: the time at which the process is reaped depends on the
  /// system.
  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file).toString()),
                  StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
