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
  /// Leaf's steps of images, which Headland makes when they are requested.
  private static final String IMAGES = "propertiesPNGs";

  /// Leaf's step of an archive of the images, which Headland does not make.
  private static final String ARCHIVE_OF_IMAGES = "zippedPNGs";

  private static final String SKIPPED = "skipped";

  private FileStatusView() {}

  /// A step.
  ///
  /// @param status `processed`, `failed`, `skipped` or `processing`
  /// @param points the numbers of points that were kept, and rejected by reason
  record StepView(String status, String message, @Added @Nullable JsonNode points) {}

  /// The steps of a file.
  ///
  /// @param pictures whether there are images (`operationsImageCreation`)
  static Map<String, StepView> of(MachineFileRecord file, boolean pictures) {
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
        steps.put(name, skippedStep());
      } else if (file.status() == MachineFileRecord.Status.PROCESSING
          && step != ConversionStep.ORIGINAL_FILE) {
        steps.put(name, processing(file));
      } else {
        JsonNode counts = points == null ? null : points.get(name);
        steps.put(name, new StepView("processed", "ok", counts));
      }
    }
    steps.put(IMAGES, images(file, pictures));
    steps.put(ARCHIVE_OF_IMAGES, skippedStep());
    return steps;
  }

  private static StepView images(MachineFileRecord file, boolean pictures) {
    return pictures
        ? switch (file.status()) {
          case PROCESSED -> new StepView("processed", "ok", null);
          case PROCESSING -> processing(file);
          case FAILED -> skippedStep();
        }
        : skippedStep();
  }

  private static StepView processing(MachineFileRecord file) {
    String message = file.message().isEmpty() ? "processing" : file.message();
    return new StepView("processing", message, null);
  }

  private static StepView skippedStep() {
    return new StepView(SKIPPED, SKIPPED, null);
  }
}
