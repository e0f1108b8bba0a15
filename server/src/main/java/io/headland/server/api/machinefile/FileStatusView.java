package io.headland.server.api.machinefile;

import io.headland.server.core.machinefile.store.MachineFileRecord;
import io.headland.server.engine.machinefile.ConversionStep;
import io.headland.server.platform.json.Added;
import io.headland.server.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The steps of a conversion, with Leaf's keys: the step that failed has the reason, and those
/// after it are skipped.
final class FileStatusView {
  private FileStatusView() {}

  /// A step.
  ///
  /// @param status `processed`, `failed`, `skipped` or `processing`
  /// @param points the numbers of points that were kept, and rejected by reason
  record StepView(String status, String message, @Added @Nullable JsonNode points) {}

  static Map<String, StepView> of(MachineFileRecord file) {
    Map<String, StepView> steps = new LinkedHashMap<>();
    MachineFileRecord.Content content = file.content();
    JsonNode points = content == null ? null : Json.MAPPER.readTree(content.rejectedPoints());
    boolean skipped = false;
    for (ConversionStep step : ConversionStep.values()) {
      String name = step.leafName();
      if (file.status() == MachineFileRecord.Status.FAILED && name.equals(file.failedStep())) {
        steps.put(name, new StepView("failed", file.message(), null));
        skipped = true;
      } else if (skipped) {
        steps.put(name, new StepView("skipped", "skipped", null));
      } else if (file.status() == MachineFileRecord.Status.PROCESSING
          && step != ConversionStep.ORIGINAL_FILE) {
        String message = file.message().isEmpty() ? "processing" : file.message();
        steps.put(name, new StepView("processing", message, null));
      } else {
        JsonNode counts = points == null ? null : points.get(name);
        steps.put(name, new StepView("processed", "ok", counts));
      }
    }
    return steps;
  }
}
