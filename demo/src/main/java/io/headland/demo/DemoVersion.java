package io.headland.demo;

import io.headland.server.platform.config.Version;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the demo is as old as its server.
final class DemoVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Headland " + Version.number()};
  }
}
