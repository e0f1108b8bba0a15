package io.headland.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What was given for each key, the stronger source over the weaker. Parsing notes a problem and
/// goes on, so that all of them come to light together.
final class GivenValues {
  private static final String REFERENCE = "file:";

  private final Map<String, GivenValue> given = new LinkedHashMap<>();
  private final List<ConfigProblem> problems;

  GivenValues(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  /// Adds a source that is stronger than all before it.
  void override(Map<String, GivenValue> source) {
    Map<String, GivenValue> unknown = new HashMap<>(source);
    Settings.ALL.forEach(setting -> unknown.remove(setting.path()));
    unknown.forEach(
        (key, value) -> problems.add(new ConfigProblem(key, value.origin(), "is not a setting")));
    given.putAll(source);
  }

  GivenValue of(Setting<?> setting) {
    return given.getOrDefault(setting.path(), GivenValue.fallback(setting));
  }

  <T> T parse(Setting<T> setting) {
    GivenValue value = of(setting);
    try {
      return setting.parser().parse(setting.secret() ? dereference(value) : value.text().strip());
    } catch (IllegalArgumentException e) {
      reject(setting, String.valueOf(e.getMessage()));
      return setting.parser().parse(setting.fallback());
    }
  }

  void reject(Setting<?> setting, String reason) {
    problems.add(new ConfigProblem(setting.path(), of(setting).origin(), reason));
  }

  /// `file:/run/secrets/x` stands for the first line of that file.
  private static String dereference(GivenValue value) {
    if (!value.text().startsWith(REFERENCE)) {
      return value.text();
    }
    Path file = Path.of(value.text().substring(REFERENCE.length()));
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("names a file that cannot be read: " + file, e);
    }
  }
}
