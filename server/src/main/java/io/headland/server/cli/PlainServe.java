package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.Setting;
import io.headland.server.platform.config.Settings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `serve` in its simplest form, `serve --port 80 --data-dir=/x`, parsed without the library for
/// command lines: loading it takes a sixth of the start time, because its classes are too old for
/// the JVM's AOT cache. Other forms are parsed by the library.
public final class PlainServe {
  private static final String CONFIG = "--config";

  /// The separator of `--port=80`, not one in a value.
  private static final String VALUE_FOLLOWS = "(?<=^--[a-z-]{1,20})=";

  private static final Map<String, Setting<?>> OPTIONS =
      Map.of(
          "--port", Settings.PORT,
          "--data-dir", Settings.DATA_DIR,
          "--database-url", Settings.DATABASE_URL);

  private final Optional<Path> file;
  private final Map<String, String> settings;

  private PlainServe(Optional<Path> file, Map<String, String> settings) {
    this.file = file;
    this.settings = settings;
  }

  /// Empty when the arguments are anything but `serve` and pairs of its options, each with a value.
  public static Optional<PlainServe> read(String[] arguments) {
    String[] words =
        Arrays.stream(arguments)
            .flatMap(argument -> Arrays.stream(argument.split(VALUE_FOLLOWS, 2)))
            .toArray(String[]::new);
    if (words.length % 2 == 0 || !words[0].equals("serve")) {
      return Optional.empty();
    }
    Optional<Path> file = Optional.empty();
    Map<String, String> settings = new HashMap<>();
    for (int word = 1; word < words.length; word += 2) {
      @Nullable Setting<?> setting = OPTIONS.get(words[word]);
      String value = words[word + 1];
      if (value.isEmpty() || value.startsWith("-")) {
        return Optional.empty();
      }
      if (setting != null) {
        settings.put(setting.path(), value);
      } else if (words[word].equals(CONFIG)) {
        file = Optional.of(Path.of(value));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new PlainServe(file, settings));
  }

  /// Runs the server and returns the exit code.
  public int run(ConfigLoader loader, RunningServer.Starter starter) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try {
      return new Serve(starter, out, err).run(loader.load(file, settings));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    } catch (RuntimeException e) {
      return Problems.explain(e, err); // last handler: prints a sentence, or logs
    }
  }
}
