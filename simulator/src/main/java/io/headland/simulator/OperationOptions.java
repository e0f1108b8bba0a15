package io.headland.simulator;

import io.headland.simulator.control.SwitchesJson;
import io.headland.simulator.johndeere.world.Switches;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/// The command-line options that set switches of field operations and their exports. An option that
/// is not given leaves its switch unchanged.
final class OperationOptions {
  @Option(
      names = "--operation-ids",
      defaultValue = "uuid",
      description = "Form of ids of field operations: uuid or base64.")
  String operationIds = "";

  @Option(
      names = "--operation-signatures",
      defaultValue = "present",
      description = "Signatures of lists of operations: present, absent or fail.")
  String operationSignatures = "";

  @Option(
      names = "--operation-date-range",
      defaultValue = "any",
      description = "Longest range of startDate and endDate: any or seven-days.")
  String operationDateRange = "";

  @Option(
      names = "--operation-target",
      defaultValue = "address",
      description = "targetResource of a notification: address or path.")
  String operationTarget = "";

  @Option(
      names = "--equipment-list",
      defaultValue = "array",
      description = "Form of values in the equipment API: array or object.")
  String equipmentList = "";

  @Option(
      names = "--operation-scopes",
      defaultValue = "granted",
      description = "Scopes of operations and equipment: granted, withheld or unnamed.")
  String operationScopes = "";

  @Option(
      names = "--operation-subscriptions",
      defaultValue = "accept",
      description =
          "Subscriptions to notifications of operations: accept, forbidden, unauthorized or"
              + " not-found.")
  String operationSubscriptions = "";

  @Option(
      names = "--operation-notification-ids",
      defaultValue = "present",
      description = "orgId and fieldId in notifications of operations: present or absent.")
  String operationNotificationIds = "";

  @Option(
      names = "--operation-rounding",
      defaultValue = "on-request",
      description =
          "When totals of operations are rounded: on-request (unless a request has"
              + " Round-Measurements: false) or always.")
  String operationRounding = "";

  @Option(
      names = "--operation-seasons",
      defaultValue = "2",
      description = "Seasons in which generated fields have operations.")
  String operationSeasons = "";

  @Option(
      names = "--operation-points",
      defaultValue = "1000",
      description = "Samples of each generated operation, up to 10,000,000.")
  String operationPoints = "";

  @Option(
      names = "--export-building",
      defaultValue = "accepted",
      description = "Response while an export is built: accepted or empty-ok.")
  String exportBuilding = "";

  @Option(
      names = "--export-unavailable",
      defaultValue = "not-acceptable",
      description = "Response if there is no export (tillage): not-acceptable or not-found.")
  String exportUnavailable = "";

  @Option(
      names = "--export-pending-calls",
      defaultValue = "1",
      description = "Calls before an export is complete.")
  String exportPendingCalls = "";

  @Option(
      names = "--export-defect",
      defaultValue = "none",
      description = "Defect of every export, such as never-complete or corrupt.")
  String exportDefect = "";

  @Option(
      names = "--export-layout",
      defaultValue = "root",
      description = "Folder of the files in an export: root or doc.")
  String exportLayout = "";

  @Option(
      names = "--export-units",
      defaultValue = "english",
      description = "Units when a call names none: metric, english or mixed.")
  String exportUnits = "";

  @Option(
      names = "--export-products",
      defaultValue = "single",
      description = "Products in the metadata: single or list.")
  String exportProducts = "";

  @Option(
      names = "--export-machine-column",
      defaultValue = "true",
      description = "Whether the column Machine exists.")
  String exportMachineColumn = "";

  @Option(
      names = "--export-default-resolution",
      defaultValue = "one-hertz",
      description = "Resolution when a call names none: each-section, each-sensor or one-hertz.")
  String exportDefaultResolution = "";

  @Option(
      names = "--export-link-lifetime",
      defaultValue = "PT1H",
      description = "How long the address of an export is valid.")
  String exportLinkLifetime = "";

  /// The switches, with those changed whose options were given.
  ///
  /// @throws IllegalArgumentException naming the invalid option
  Switches on(Switches base, Predicate<String> given) {
    Switches switches = base;
    for (Map.Entry<String, String> entry : values().entrySet()) {
      String option = optionOf(entry.getKey());
      if (given.test(option)) {
        switches = change(switches, option, entry.getKey(), entry.getValue());
      }
    }
    return switches;
  }

  private static Switches change(Switches switches, String option, String key, String value) {
    try {
      return SwitchesJson.changeOperations(switches, key, value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /// The option of a switch, such as `--operation-ids` of `operationIds`.
  private static String optionOf(String key) {
    return "--" + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("operationIds", operationIds);
    values.put("operationSignatures", operationSignatures);
    values.put("operationDateRange", operationDateRange);
    values.put("operationTarget", operationTarget);
    values.put("equipmentList", equipmentList);
    values.put("operationScopes", operationScopes);
    values.put("operationSubscriptions", operationSubscriptions);
    values.put("operationNotificationIds", operationNotificationIds);
    values.put("operationRounding", operationRounding);
    values.put("operationSeasons", operationSeasons);
    values.put("operationPoints", operationPoints);
    values.put("exportBuilding", exportBuilding);
    values.put("exportUnavailable", exportUnavailable);
    values.put("exportPendingCalls", exportPendingCalls);
    values.put("exportDefect", exportDefect);
    values.put("exportLayout", exportLayout);
    values.put("exportUnits", exportUnits);
    values.put("exportProducts", exportProducts);
    values.put("exportMachineColumn", exportMachineColumn);
    values.put("exportDefaultResolution", exportDefaultResolution);
    values.put("exportLinkLifetime", exportLinkLifetime);
    return values;
  }
}
