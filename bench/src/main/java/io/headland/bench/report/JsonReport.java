package io.headland.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Findings as JSON, for a build that archives or plots them.
public final class JsonReport {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /// Writes one document.
  ///
  /// @param conditions machine, versions and scale
  public static void write(Path file, Map<String, Object> conditions, List<Finding> findings)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
    Files.write(file, bytes(conditions, findings));
  }

  static byte[] bytes(Map<String, Object> conditions, List<Finding> findings) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("circumstances", conditions);
    document.put("findings", findings.stream().map(Finding::json).toList());
    return MAPPER.writeValueAsBytes(document);
  }
}
