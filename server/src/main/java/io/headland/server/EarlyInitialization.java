package io.headland.server;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Initializes what the start needs later, on a thread of its own while the database is opened: the
/// classes below and the trusted certificates of the JVM take a quarter of the start time.
final class EarlyInitialization {
  /// Jdbi registers its event at Java Flight Recorder; Jetty compares the locales of the JVM.
  static final List<String> CLASSES =
      List.of("org.jdbi.v3.core.statement.internal.JfrSupport", "org.eclipse.jetty.http.MimeTypes");

  private static final Logger log = LoggerFactory.getLogger(EarlyInitialization.class);

  private EarlyInitialization() {}

  /// Begins the initialization.
  static void start() {
    Thread.ofPlatform()
        .daemon()
        .name("early-initialization")
        .start(EarlyInitialization::initialize);
  }

  private static void initialize() {
    try {
      for (String name : CLASSES) {
        Class.forName(name);
      }
      SSLContext.getDefault();
    } catch (ClassNotFoundException | NoSuchAlgorithmException e) {
      // The component that needs it fails with its own message.
      log.debug("Not initialized early", e);
    }
  }
}
