package io.headland.simulator;

import io.headland.simulator.control.SwitchesJson;
import io.headland.simulator.fielddata.TrimbleForms;
import io.headland.simulator.johndeere.world.Switches;
import io.headland.simulator.trimble.TrimbleSeed;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/// The command-line options about Trimble.
final class TrimbleOptions {
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
      description = "Largest number of records in one response of Trimble.")
  int pageSize;

  @Option(
      names = "--trimble-parents",
      defaultValue = "present",
      description = "Response of the lists of clients and farms: present, not-found, forbidden.")
  String parents = "";

  @Option(
      names = "--trimble-client-link",
      defaultValue = "farm",
      description = "Where the client of a farm is given: farm, field, nested, absent.")
  String clientLink = "";

  @Option(
      names = "--trimble-retired",
      defaultValue = "omitted",
      description = "Retired records in lists: omitted, marked.")
  String retired = "";

  /// The switches, with those changed that the command line names.
  ///
  /// @throws IllegalArgumentException naming the invalid option
  Switches on(Switches base, Predicate<String> given) {
    TrimbleForms forms = base.trimbleForms();
    if (given.test("--trimble-parents")) {
      forms =
          forms.withParents(
              SwitchesJson.choice("--trimble-parents", parents, TrimbleForms.ParentForm.values()));
    }
    if (given.test("--trimble-client-link")) {
      forms =
          forms.withClientLink(
              SwitchesJson.choice(
                  "--trimble-client-link", clientLink, TrimbleForms.ClientLink.values()));
    }
    if (given.test("--trimble-retired")) {
      forms =
          forms.withRetired(
              SwitchesJson.choice("--trimble-retired", retired, TrimbleForms.Retired.values()));
    }
    int records = given.test("--trimble-page-size") ? pageSize : base.trimblePageSize();
    return base.withTrimblePageSize(records).withTrimbleForms(forms);
  }

  /// Rejects a number that is out of range.
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
