package io.headland.server.api.batch;

import io.headland.server.core.machinefile.store.BatchFileStore.BatchFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The machine files of a batch by their results, with Leaf's keys.
///
/// @param failed by the name of the step that failed
record BatchStatusView(LeafFiles converted, LeafFiles processing, Map<String, FailedStep> failed) {
  private static final int MAX_MESSAGES = 20;

  /// @param leafFiles ids of machine files
  record LeafFiles(List<String> leafFiles) {}

  /// The files that failed in one step.
  ///
  /// @param message their messages, each of them once
  record FailedStep(List<String> leafFiles, String status, String message) {
    static FailedStep of(List<BatchFile> files) {
      return new FailedStep(
          ids(files),
          "failed",
          files.stream()
              .map(BatchFile::message)
              .distinct()
              .limit(MAX_MESSAGES)
              .collect(Collectors.joining("\n")));
    }
  }

  static BatchStatusView of(List<BatchFile> files) {
    Map<String, List<BatchFile>> failed = new LinkedHashMap<>();
    for (BatchFile file : files) {
      if (file.status() == BatchFile.Status.FAILED) {
        failed.computeIfAbsent(file.failedStep(), _ -> new ArrayList<>()).add(file);
      }
    }
    Map<String, FailedStep> steps = new LinkedHashMap<>();
    failed.forEach((step, ofStep) -> steps.put(step, FailedStep.of(ofStep)));
    return new BatchStatusView(
        with(files, BatchFile.Status.PROCESSED), with(files, BatchFile.Status.PROCESSING), steps);
  }

  private static LeafFiles with(List<BatchFile> files, BatchFile.Status status) {
    return new LeafFiles(ids(files.stream().filter(file -> file.status() == status).toList()));
  }

  private static List<String> ids(List<BatchFile> files) {
    return files.stream().map(file -> file.id().toString()).toList();
  }
}
