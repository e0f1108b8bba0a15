package io.headland.demo;

import io.headland.server.platform.config.Version;
import picocli.CommandLine.IVersionProvider;

/// The version for `--version`: that of the server.
final class DemoVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Headland " + Version.number()};
  }
}
