package io.headland.server;

import io.headland.server.platform.config.Settings;
import io.headland.server.platform.crypto.MasterKey;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.jdbc.JdbcTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The settings file of a [ServerProcess], with a free port.
public final class ServerSettings {
  private static final String OWNER = "owner@example.com";
  private static final String PASSWORD = "correct horse battery staple";

  private final Path folder;
  private final StringBuilder lines = new StringBuilder("port=0\n");

  private ServerSettings(Path folder) {
    this.folder = folder;
  }

  /// The settings of a process that runs in this folder.
  public static ServerSettings in(Path folder) {
    return new ServerSettings(folder);
  }

  /// Signs in as the owner of these settings, once the server is ready.
  static ApiClient signIn(ServerProcess server) {
    return signIn(URI.create(server.awaitReady()));
  }

  static ApiClient signIn(URI server) {
    return ApiClient.of(server).signIn(OWNER, PASSWORD);
  }

  public ServerSettings set(String key, String value) {
    lines.append(key).append('=').append(value).append('\n');
    return this;
  }

  /// The first API owner, see [#signIn(ServerProcess)].
  ServerSettings owner() {
    return set("owner.email", OWNER).set("owner.password", PASSWORD);
  }

  public ServerSettings database(JdbcTarget target) {
    return set("database.url", target.url())
        .set("database.user", target.user())
        .set("database.password", target.password().reveal());
  }

  /// @param simulator of both environments
  ServerSettings johnDeere(URI simulator) {
    return johnDeere(simulator, simulator);
  }

  public ServerSettings johnDeere(URI stage, URI production) {
    return set("john-deere.stage-url", stage.resolve("/platform").toString())
        .set("john-deere.production-url", production.resolve("/platform").toString())
        .set(
            "john-deere.token-url",
            stage.resolve("/oauth2/aus78tnlaysMraFhC1t7/v1/token").toString());
  }

  /// The same database and the same master key as another node. It reads field operations only if
  /// that one does: their calls begin some time after a run, and tests count calls.
  ServerSettings nodeOf(ServerFixture other) {
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      Files.copy(
          other.config().data().dir().resolve(MasterKey.FILE),
          data.resolve(MasterKey.FILE),
          StandardCopyOption.COPY_ATTRIBUTES);
      return set("data-dir", data.toString())
          .database(other.target())
          .set(
              Settings.MACHINE_FILES_READ_OPERATIONS.path(),
              Boolean.toString(other.config().machineFiles().readOperations()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write() throws IOException {
    Files.writeString(folder.resolve("headland.properties"), lines);
  }
}
