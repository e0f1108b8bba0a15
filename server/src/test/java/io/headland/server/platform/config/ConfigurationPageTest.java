package io.headland.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page that describes the settings and the code that reads them say the same.
class ConfigurationPageTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([a-z0-9.-]+)` \\| `(HEADLAND_\\w+)` \\| (?:`([^`]*)` )?\\| ([^|]+) \\|$",
          Pattern.MULTILINE);

  @Test
  void thePageListsEverySettingWithItsVariableAndDefaultAndNoOther() throws IOException {
    List<String> documented =
        ROW.matcher(Files.readString(page())).results().map(ConfigurationPageTest::row).toList();
    List<String> known =
        Settings.ALL.stream()
            .map(setting -> row(setting.path(), setting.variable(), setting.fallback()))
            .toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void noTwoSettingsShareAVariable() {
    assertThat(Settings.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
  }

  @Test
  void everySettingSaysWhatItIs() {
    assertThat(Settings.ALL).extracting(Setting::meaning).noneMatch(String::isBlank);
  }

  private static String row(MatchResult match) {
    String fallback = match.group(3);
    return row(match.group(1), match.group(2), fallback == null ? "" : fallback);
  }

  private static String row(String path, String variable, String fallback) {
    return path + " " + variable + " " + fallback;
  }

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.exists(here.resolve("docs")) ? here : here.resolveSibling(".");
    return root.resolve("docs/configuration.md");
  }
}
