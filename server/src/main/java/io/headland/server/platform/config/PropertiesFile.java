package io.headland.server.platform.config;

import io.headland.server.platform.config.GivenValues.GivenValue;
import io.headland.server.platform.config.Loading.ConfigProblem;
import java.io.IOException;
import java.io.Serial;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The settings in one file, in UTF-8.
final class PropertiesFile {
  private PropertiesFile() {}

  static Map<String, GivenValue> read(Path file, List<ConfigProblem> problems) {
    String origin = file.toString();
    var lines = new NotingRepeats(origin, problems);
    try {
      lines.load(new StringReader(TextFile.read(file)));
    } catch (IOException e) {
      problems.add(new ConfigProblem("config", origin, "cannot be read: " + e));
    } catch (IllegalArgumentException _) {
      problems.add(new ConfigProblem("config", origin, "contains an invalid \\u escape"));
    }
    Map<String, GivenValue> given = new LinkedHashMap<>();
    lines.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> given.put(key, new GivenValue(lines.getProperty(key), origin)));
    return given;
  }

  /// `Properties` ignores repeated keys without an error.
  private static final class NotingRepeats extends Properties {
    @Serial private static final long serialVersionUID = 1L;

    private final transient String origin;
    private final transient List<ConfigProblem> problems;

    NotingRepeats(String origin, List<ConfigProblem> problems) {
      this.origin = origin;
      this.problems = problems;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      Object earlier = super.put(key, value);
      if (earlier != null) {
        problems.add(new ConfigProblem(key.toString(), origin, "is given more than once"));
      }
      return earlier;
    }
  }
}
