package io.headland.simulator;

import picocli.CommandLine.IVersionProvider;

/// The version in the manifest of the jar.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"Headland simulator " + (version == null ? "(not packaged)" : version)};
  }
}
