package io.headland.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real server processes: started, stopped, killed and started again.
class ServeProcessIT {
  private static final Pattern PASSWORD =
      Pattern.compile("Created the first API owner, (\\S+)\\. Its password, .*: (\\S+)");

  @TempDir Path folder;

  @Test
  void startsWithNothingStopsCleanlyAndShowsThePasswordOnce() throws Exception {
    try (var first = serve()) {
      String address = first.awaitReady();
      assertThat(first.output()).hasSize(2).first().asString().matches(PASSWORD);
      assertThat(first.nextLine()).isEqualTo("Console: " + address + "/console");
      assertThat(login(address, first)).isEqualTo(200);
      assertThat(folder.resolve("data/postgres/postmaster.pid")).exists();

      assertThat(first.stop()).isZero();

      assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
      assertThat(first.errors()).isEmpty();
      try (var second = serve()) {
        assertThat(login(second.awaitReady(), first)).isEqualTo(200);
        assertThat(second.output()).hasSize(1);
        assertThat(second.stop()).isZero();
      }
    }
  }

  /// The process has written its first file and is starting its database.
  @Test
  void stopsCleanlyWhenItIsStoppedDuringItsFirstStart() throws Exception {
    try (var first = serve()) {
      Concurrency.await(() -> Files.exists(folder.resolve("data/postgres")));

      int exitCode = first.stop();
      assertThat(exitCode).as(first.errors()).isZero();

      assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
      assertThat(first.errors()).isEmpty();
    }
    try (var second = serve()) {
      second.awaitReady();
      assertThat(second.stop()).isZero();
    }
  }

  @Test
  void isBackAfterItWasKilledWhileItsDatabaseLivedOn() throws Exception {
    try (var first = serve()) {
      first.awaitReady();
      first.kill();
      String orphan = Files.readString(folder.resolve("data/postgres/postmaster.pid"));

      try (var second = serve()) {
        assertThat(login(second.awaitReady(), first)).isEqualTo(200);
        assertThat(folder.resolve("data/postgres/postmaster.pid")).hasContent(orphan);
        assertThat(second.stop()).isZero();
      }
      assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void refusesAFolderThatAnotherServerHas() throws Exception {
    try (var first = serve()) {
      first.awaitReady();
      try (var second = serve()) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.errors())
            .startsWith("headland: The data folder " + folder.resolve("data") + " is in use")
            .contains("(process " + first.pid() + ")")
            .hasLineCount(1);
      }
      assertThat(first.stop()).isZero();
    }
  }

  @Test
  void ownerCreateWorksWhileTheServerRunsAndWhileItDoesNot() throws Exception {
    String password = "a password that was chosen";
    try (var create = ownerCreate(password + " 1")) {
      assertThat(create.awaitExit()).as(create.errors()).isZero();
      assertThat(create.output()).containsExactly("Created the API owner grower@example.com.");
    }
    try (var server = serve()) {
      String address = server.awaitReady();
      assertThat(server.output()).hasSize(1);
      assertThat(login(address, "grower@example.com", password + " 1")).isEqualTo(200);

      try (var create = ownerCreate(password + " 2")) {
        assertThat(create.awaitExit()).as(create.errors()).isZero();
        assertThat(create.output())
            .containsExactly("Set a new password for the API owner grower@example.com.");
      }
      assertThat(login(address, "grower@example.com", password + " 2")).isEqualTo(200);
      assertThat(login(address, "grower@example.com", password + " 1")).isEqualTo(401);
    }
  }

  @Test
  void endsWithTwoWhenTheConfigurationIsWrong() throws Exception {
    try (var server = ServerProcess.run(folder, "serve", "--port", "high")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.errors()).contains("port (option --port) must be an integer");
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void endsWithOneAndASentenceWhenTheDatabaseIsNotThere() throws Exception {
    try (var server =
        ServerProcess.run(
            folder, "serve", "--port", "0", "--database-url", "jdbc:postgresql://127.0.0.1:1/x")) {
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.errors())
          .startsWith("headland: The database at jdbc:postgresql://127.0.0.1:1/x is not reachable")
          .doesNotContain("\tat ");
    }
  }

  private ServerProcess serve() {
    return ServerProcess.run(folder, "serve", "--port", "0");
  }

  private ServerProcess ownerCreate(String password) {
    return ServerProcess.runWithInput(
        folder, password + "\n", "owner", "create", "--email", "grower@example.com");
  }

  /// Logs in with the password that a first start printed.
  private static int login(String address, ServerProcess first) throws Exception {
    Matcher printed = PASSWORD.matcher(first.output().getFirst());
    assertThat(printed.matches()).isTrue();
    return login(address, printed.group(1), printed.group(2));
  }

  private static int login(String address, String email, String password)
      throws IOException, InterruptedException {
    String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address).resolve("/api/authenticate"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
