package io.headland.demo;

import io.headland.demo.scenario.DemoEnvironment;
import java.io.PrintWriter;

/// The text that a demo prints when it keeps running.
final class StartMessage {
  private final DemoEnvironment environment;
  private final String token;
  private final String link;

  /// The text.
  ///
  /// @param token valid for immediate use
  /// @param link for a grower
  StartMessage(DemoEnvironment environment, String token, String link) {
    this.environment = environment;
    this.token = token;
    this.link = link;
  }

  void print(PrintWriter out) {
    out.printf(
        """
        Headland   %s
        Console    %s/console
        API docs   %s/docs
        Simulator  %s   (simulates John Deere and Trimble; control API: %s/_simulator)

        API owner, for Headland
          email          %s
          password       %s
          token          %s

        A link that you would send a grower: open it in a browser, on a phone's width too
          %s

        Grower, for the simulator's pages to which such a link, or any managementUri, leads
          user name      %s   (at Trimble %s)
          password       %s

        John Deere credential of that grower
          clientKey      %s
          clientSecret   %s
          refreshToken   %s

        Trimble credential of a grower; its refreshToken can be used once
          clientId       %s
          clientSecret   %s
          refreshToken   %s

        Lines to paste into a shell, one after the other or all at once:

        """,
        environment.server(),
        environment.server(),
        environment.server(),
        environment.simulator(),
        environment.simulator(),
        environment.owner().name(),
        environment.owner().password(),
        token,
        link,
        environment.grower().name(),
        environment.trimbleUserName(),
        environment.grower().password(),
        environment.credential().clientKey(),
        environment.credential().clientSecret(),
        environment.credential().refreshToken(),
        environment.trimble().clientKey(),
        environment.trimble().clientSecret(),
        environment.trimble().refreshToken());
    new CurlTour(environment).lines().forEach(out::println);
    out.println();
    out.println("Ready. Ctrl-C stops the demo.");
    out.flush();
  }
}
