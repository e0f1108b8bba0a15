package io.headland.simulator.control;

import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.Grant;
import io.headland.simulator.johndeere.world.Grower;
import io.headland.simulator.johndeere.world.World;
import io.headland.simulator.trimble.TrimbleApplication;
import io.headland.simulator.trimble.TrimbleUser;
import io.headland.simulator.trimble.TrimbleWorld;
import java.util.List;
import java.util.stream.Stream;

/// The credentials for the users of the simulated providers, in the order of the users.
public record Credentials(List<DemoCredentials> johnDeere, List<TrimbleCredentials> trimble) {
  public static Credentials of(World world, TrimbleWorld trimble) {
    TrimbleApplication application = trimble.application();
    return new Credentials(
        world.grants().stream().flatMap(grant -> of(world, grant)).toList(),
        trimble.users().stream()
            .map(
                user ->
                    new TrimbleCredentials(
                        application.clientId(),
                        application.clientSecret(),
                        user.refreshToken(),
                        user.userName(),
                        TrimbleUser.PASSWORD))
            .toList());
  }

  private static Stream<DemoCredentials> of(World world, Grant grant) {
    return world.findApplication(grant.clientKey()).stream()
        .flatMap(
            application ->
                world.findGrower(grant.userName()).stream()
                    .map(grower -> of(application, grant, grower)));
  }

  private static DemoCredentials of(Application application, Grant grant, Grower grower) {
    return new DemoCredentials(
        application.clientKey(),
        application.clientSecret(),
        grant.refreshToken(),
        grower.userName(),
        grower.password());
  }
}
