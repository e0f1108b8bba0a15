package io.headland.server.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an operator gives: a file, variables, options.
final class ConfigInput {
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();

  ConfigInput(Path folder) {
    this.folder = folder;
  }

  ConfigInput file(String text) {
    try {
      Files.writeString(folder.resolve(ConfigLoader.FILE), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConfigInput variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  ConfigInput option(String key, String value) {
    options.put(key, value);
    return this;
  }

  Loading load() {
    return new ConfigLoader(variables, folder).load(Optional.empty(), options);
  }

  Loading.Accepted accepted() {
    return switch (load()) {
      case Loading.Accepted accepted -> accepted;
      case Loading.Rejected(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  HeadlandConfig config() {
    return accepted().config();
  }

  List<String> problems() {
    return switch (load()) {
      case Loading.Accepted _ -> List.of();
      case Loading.Rejected(var problems) -> problems.stream().map(Object::toString).toList();
    };
  }
}
