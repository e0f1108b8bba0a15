package io.headland.server;

import io.headland.server.cli.HeadlandCommand;
import io.headland.server.cli.OwnerAdministration;
import io.headland.server.cli.PlainServe;
import io.headland.server.cli.RunningServer;
import io.headland.server.core.apiowner.ApiOwnerStore;
import io.headland.server.core.apiowner.ApiOwners;
import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.config.Version;
import io.headland.server.platform.id.UuidGenerator;
import io.headland.server.platform.postgres.DatabaseAccess;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.TimeZone;
import picocli.CommandLine;

/// Entry point: passes the command line to the commands, with their implementations.
public final class Main {
  private static final Clock CLOCK = Clock.systemUTC();

  private Main() {}

  public static void main(String[] args) {
    // HTTP dates are in GMT by definition; the web server writes them in the time zone of the JVM.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    var loader = new ConfigLoader(System.getenv(), Path.of(""));
    System.exit(
        PlainServe.read(args)
            .map(serve -> serve.run(loader, Main::start))
            .orElseGet(() -> commandLine(loader).execute(args)));
  }

  private static CommandLine commandLine(ConfigLoader loader) {
    String version = "Headland %s on Java %s".formatted(Version.number(), Runtime.version());
    return HeadlandCommand.commandLine(loader, Main::start, new Owners(), System.in, version);
  }

  private static RunningServer start(HeadlandConfig config) throws InterruptedException {
    EarlyInitialization.start();
    return new Running(App.start(config, CLOCK));
  }

  /// Implements the administration of API owners for the commands.
  private static final class Owners implements OwnerAdministration {
    private final SecureRandom random = new SecureRandom();

    @Override
    public boolean createOrReset(HeadlandConfig config, String email, Secret password)
        throws InterruptedException {
      try (var access = DatabaseAccess.open(config.data(), config.database(), random)) {
        return owners(access).createOrReset(email, password);
      }
    }

    @Override
    public boolean revokeTokens(HeadlandConfig config, String email) throws InterruptedException {
      try (var access = DatabaseAccess.open(config.data(), config.database(), random)) {
        return owners(access).revokeTokens(email);
      }
    }

    private ApiOwners owners(DatabaseAccess access) {
      var store = new ApiOwnerStore(access.database().jdbi());
      return new ApiOwners(store, new UuidGenerator(CLOCK, random), CLOCK, random);
    }
  }

  /// Implements the server for the commands.
  private record Running(App app) implements RunningServer {
    @Override
    public URI baseUri() {
      return app.baseUri();
    }

    @Override
    public Optional<NewOwner> newOwner() {
      return app.firstOwner().map(Running::newOwner);
    }

    @Override
    public String awaitFailure() {
      return app.databaseFailure().join();
    }

    @Override
    public void close() {
      app.close();
    }

    private static NewOwner newOwner(ApiOwners.FirstOwner owner) {
      return new NewOwner(owner.email(), owner.madeUpPassword());
    }
  }
}
