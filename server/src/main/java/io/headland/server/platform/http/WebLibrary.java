package io.headland.server.platform.http;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// A library for browsers from a Maven artifact: its files on the class path.
///
/// @param version of the artifact
/// @param folder of its files
public record WebLibrary(String version, String folder) {
  /// A library packaged by WebJars.
  public static WebLibrary webjar(String group, String name) {
    String version = version(group, name);
    return new WebLibrary(version, "/META-INF/resources/webjars/" + name + '/' + version + '/');
  }

  /// A library packaged by mvnpm.
  public static WebLibrary mvnpm(String name) {
    String version = version("org.mvnpm", name);
    return new WebLibrary(version, "/META-INF/resources/_static/" + name + '/' + version + '/');
  }

  public String file(String name) {
    return folder + name;
  }

  private static String version(String group, String name) {
    byte[] properties =
        StaticFile.read("/META-INF/maven/" + group + '/' + name + "/pom.properties");
    Properties read = new Properties();
    try {
      read.load(new StringReader(new String(properties, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = read.getProperty("version");
    if (version == null) {
      throw new IllegalStateException(name + " has no version");
    }
    return version;
  }
}
