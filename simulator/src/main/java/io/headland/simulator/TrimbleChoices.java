package io.headland.simulator;

import io.headland.simulator.trimble.TrimbleSeed;
import picocli.CommandLine.Option;

/// The options of the command line about Trimble.
final class TrimbleChoices {
  @Option(
      names = "--trimble-orgs",
      defaultValue = "3",
      description = "Organizations that each user of Trimble has.")
  int organizations;

  @Option(
      names = "--trimble-users",
      defaultValue = "1",
      description = "Users of Trimble, each with a refresh token of its own.")
  int users;

  @Option(
      names = "--trimble-fields",
      defaultValue = "4",
      description = "Fields of an organization at Trimble.")
  int fields;

  @Option(
      names = "--trimble-page-size",
      defaultValue = "1000",
      description = "Most records in one answer of Trimble.")
  int pageSize;

  /// Refuses a number that is out of its range.
  interface Check {
    void within(String option, int value, int least, int most);
  }

  TrimbleSeed seed(Check check) {
    check.within("--trimble-orgs", organizations, 0, 100_000);
    check.within("--trimble-users", users, 1, 100_000);
    check.within("--trimble-fields", fields, 0, 10_000_000);
    check.within("--trimble-page-size", pageSize, 1, 1_000);
    return new TrimbleSeed(organizations, users, fields);
  }
}
