package io.headland.server.platform.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Configures logging. Until `apply` warnings are logged as text; logback finds this class as a
/// service, so that no file is searched.
public final class Logging extends ContextAwareBase implements Configurator {
  private static final LogConfig UNTIL_CONFIGURED = new LogConfig("text", "warn");

  /// Levels of libraries whose logs are too detailed for operators.
  private static final Map<String, Level> QUIET =
      Map.of(
          "com.github.kagkarlsson.scheduler", Level.WARN,
          "com.password4j", Level.ERROR,
          "com.zaxxer.hikari", Level.ERROR,
          "org.eclipse.jetty", Level.WARN,
          "org.flywaydb", Level.WARN,
          "org.jdbi", Level.WARN,
          "org.postgresql", Level.ERROR);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    install(context, UNTIL_CONFIGURED);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Applies the settings to this program and its libraries.
  public static void apply(LogConfig config) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    // Records below this level need not pass the bridge.
    Logger.getLogger("").setLevel(java.util.logging.Level.INFO);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      install(context, config);
    }
  }

  private static void install(LoggerContext context, LogConfig config) {
    var encoder = new LineEncoder("json".equals(config.format()) ? new JsonLine() : new TextLine());
    encoder.setContext(context);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setTarget(ConsoleTarget.SystemErr.getName());
    console.setEncoder(encoder);
    console.start();
    var outages = new OutageFilter();
    outages.setContext(context);
    outages.start();
    context.resetTurboFilterList();
    context.addTurboFilter(outages);
    Level level = Level.toLevel(config.level());
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(console);
    QUIET.forEach(
        (name, floor) ->
            context.getLogger(name).setLevel(level.isGreaterOrEqual(floor) ? level : floor));
  }
}
