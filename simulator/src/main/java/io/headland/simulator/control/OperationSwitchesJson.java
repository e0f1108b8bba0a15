package io.headland.simulator.control;

import io.headland.simulator.johndeere.world.ExportForms;
import io.headland.simulator.johndeere.world.OperationForms;
import io.headland.simulator.johndeere.world.Switches;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The switches of field operations and their exports as JSON.
final class OperationSwitchesJson {
  private OperationSwitchesJson() {}

  static void write(Switches switches, ObjectNode json) {
    OperationForms operations = switches.operationForms();
    json.put("operationIds", SwitchesJson.word(operations.ids()))
        .put("operationSignatures", SwitchesJson.word(operations.signatures()))
        .put("operationDateRange", SwitchesJson.word(operations.dateRange()))
        .put("operationTarget", SwitchesJson.word(operations.target()))
        .put("equipmentList", SwitchesJson.word(operations.equipmentList()))
        .put("operationScopes", SwitchesJson.word(operations.scopes()))
        .put("operationSubscriptions", SwitchesJson.word(operations.subscriptions()))
        .put("operationNotificationIds", SwitchesJson.word(operations.notificationIds()))
        .put("operationRounding", SwitchesJson.word(operations.rounding()))
        .put("operationSeasons", operations.seasons())
        .put("operationPoints", operations.points());
    ExportForms exports = switches.exportForms();
    json.put("exportBuilding", SwitchesJson.word(exports.building()))
        .put("exportUnavailable", SwitchesJson.word(exports.unavailable()))
        .put("exportPendingCalls", exports.pendingCalls())
        .put("exportDefect", SwitchesJson.word(exports.defect()))
        .put("exportLayout", SwitchesJson.word(exports.layout()))
        .put("exportUnits", SwitchesJson.word(exports.units()))
        .put("exportProducts", SwitchesJson.word(exports.products()))
        .put("exportMachineColumn", exports.machineColumn())
        .put("exportDefaultResolution", SwitchesJson.word(exports.defaultResolution()))
        .put("exportLinkLifetime", exports.linkLifetime().toString());
  }

  /// The switches with one changed.
  ///
  /// @throws IllegalArgumentException when there is no such switch, or the value is not valid
  static Switches change(Switches switches, String key, JsonNode value) {
    return key.startsWith("export")
        ? switches.withExportForms(change(switches.exportForms(), key, value))
        : switches.withOperationForms(change(switches.operationForms(), key, value));
  }

  private static OperationForms change(OperationForms forms, String key, JsonNode value) {
    return switch (key) {
      case "operationIds" ->
          forms.withIds(SwitchesJson.choice(key, value.asString(), OperationForms.Ids.values()));
      case "operationSignatures" ->
          forms.withSignatures(
              SwitchesJson.choice(key, value.asString(), Switches.FieldSignatures.values()));
      case "operationDateRange" ->
          forms.withDateRange(
              SwitchesJson.choice(key, value.asString(), OperationForms.DateRange.values()));
      case "operationTarget" ->
          forms.withTarget(
              SwitchesJson.choice(key, value.asString(), OperationForms.Target.values()));
      case "equipmentList" ->
          forms.withEquipmentList(
              SwitchesJson.choice(key, value.asString(), OperationForms.EquipmentList.values()));
      case "operationScopes" ->
          forms.withScopes(
              SwitchesJson.choice(key, value.asString(), OperationForms.Scopes.values()));
      case "operationSubscriptions" ->
          forms.withSubscriptions(
              SwitchesJson.choice(key, value.asString(), OperationForms.SubscriptionForm.values()));
      case "operationNotificationIds" ->
          forms.withNotificationIds(
              SwitchesJson.choice(key, value.asString(), OperationForms.NotificationIds.values()));
      case "operationRounding" ->
          forms.withRounding(
              SwitchesJson.choice(key, value.asString(), OperationForms.Rounding.values()));
      case "operationSeasons" -> forms.withSeasons((int) SwitchesJson.number(key, value));
      case "operationPoints" -> forms.withPoints((int) SwitchesJson.number(key, value));
      default -> throw new IllegalArgumentException(key + ": is not a switch");
    };
  }

  private static ExportForms change(ExportForms forms, String key, JsonNode value) {
    return switch (key) {
      case "exportBuilding" ->
          forms.withBuilding(
              SwitchesJson.choice(key, value.asString(), ExportForms.Building.values()));
      case "exportUnavailable" ->
          forms.withUnavailable(
              SwitchesJson.choice(key, value.asString(), ExportForms.Unavailable.values()));
      case "exportPendingCalls" -> forms.withPendingCalls((int) SwitchesJson.number(key, value));
      case "exportDefect" ->
          forms.withDefect(SwitchesJson.choice(key, value.asString(), ExportForms.Defect.values()));
      case "exportLayout" ->
          forms.withLayout(SwitchesJson.choice(key, value.asString(), ExportForms.Layout.values()));
      case "exportUnits" ->
          forms.withUnits(SwitchesJson.choice(key, value.asString(), ExportForms.Units.values()));
      case "exportProducts" ->
          forms.withProducts(
              SwitchesJson.choice(key, value.asString(), ExportForms.ProductForm.values()));
      case "exportMachineColumn" -> forms.withMachineColumn(SwitchesJson.flag(key, value));
      case "exportDefaultResolution" ->
          forms.withDefaultResolution(
              SwitchesJson.choice(key, value.asString(), ExportForms.Detail.values()));
      case "exportLinkLifetime" -> forms.withLinkLifetime(Duration.parse(value.asString()));
      default -> throw new IllegalArgumentException(key + ": is not a switch");
    };
  }
}
