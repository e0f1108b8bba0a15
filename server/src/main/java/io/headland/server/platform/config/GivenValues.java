package io.headland.server.platform.config;

import io.headland.server.platform.config.Loading.ConfigProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The given values by key, with the precedence of their sources. Errors are collected while
/// parsing, so that they are reported together.
final class GivenValues {
  private static final String REFERENCE = "file:";
  private static final Pattern LINE_END = Pattern.compile("[\\r\\n]+\\z");

  private final Map<String, GivenValue> given = new LinkedHashMap<>();
  private final List<ConfigProblem> problems;

  GivenValues(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  /// Adds a source with a higher precedence.
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
      return setting.parser().parse(setting.secret() ? dereference(value) : plain(value));
    } catch (IllegalArgumentException e) {
      reject(setting, String.valueOf(e.getMessage()));
      return setting.parser().parse(setting.fallback());
    }
  }

  void reject(Setting<?> setting, String reason) {
    problems.add(new ConfigProblem(setting.path(), of(setting).origin(), reason));
  }

  /// Secrets that begin and end with quotation marks, which some formats remove and these do not.
  List<String> secretsInQuotationMarks() {
    return Settings.ALL.stream()
        .filter(Setting::secret)
        .filter(setting -> isQuoted(of(setting).text()))
        .map(Setting::path)
        .toList();
  }

  private static String plain(GivenValue value) {
    String text = value.text().strip();
    if (isQuoted(text)) {
      throw new IllegalArgumentException("is in quotation marks: remove them");
    }
    return text;
  }

  private static boolean isQuoted(String text) {
    String value = text.strip();
    return value.length() > 1
        && value.charAt(0) == value.charAt(value.length() - 1)
        && (value.charAt(0) == '"' || value.charAt(0) == '\'');
  }

  /// `file:/run/secrets/x` refers to the first line of that file, without its line end.
  private static String dereference(GivenValue value) {
    String text = LINE_END.matcher(value.text()).replaceFirst("");
    if (!text.startsWith(REFERENCE)) {
      return text;
    }
    Path file = Path.of(text.strip().substring(REFERENCE.length()));
    try {
      return TextFile.firstLine(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("refers to a file that cannot be read: " + file, e);
    }
  }

  /// The text of one setting and a description of its source.
  record GivenValue(String text, String origin) {
    static final String DEFAULT = "default";

    static GivenValue fallback(Setting<?> setting) {
      return new GivenValue(setting.fallback(), DEFAULT);
    }

    boolean isDefault() {
      return origin.equals(DEFAULT);
    }
  }
}
