package io.headland.server.platform.config;

import io.headland.server.platform.config.GivenValues.GivenValue;
import io.headland.server.platform.config.Loading.ConfigProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The environment variables that are settings.
final class EnvironmentVariables {
  static final String CONFIG_FILE = "HEADLAND_CONFIG";

  private static final String PREFIX = "HEADLAND_";
  private static final Set<String> NOT_SETTINGS = Set.of(CONFIG_FILE, "HEADLAND_JAVA_OPTS");

  /// Kubernetes sets these variables in every container for a service named `headland`.
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HEADLAND_(SERVICE_(HOST|PORT)(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private EnvironmentVariables() {}

  static Map<String, GivenValue> read(
      Map<String, String> environment, List<ConfigProblem> problems) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (!name.startsWith(PREFIX) || isForOthers(name, text)) {
                return;
              }
              String origin = "environment variable " + name;
              settingOf(name)
                  .ifPresentOrElse(
                      setting -> given.put(setting.path(), new GivenValue(text, origin)),
                      () ->
                          problems.add(
                              new ConfigProblem(name, "environment", "matches no setting")));
            });
    return given;
  }

  private static boolean isForOthers(String name, String text) {
    return NOT_SETTINGS.contains(name)
        || SERVICE_LINK.matcher(name).matches()
        || (name.equals(Settings.PORT.variable()) && SERVICE_ADDRESS.matcher(text).matches());
  }

  private static Optional<Setting<?>> settingOf(String name) {
    return Settings.ALL.stream().filter(setting -> setting.variable().equals(name)).findFirst();
  }
}
