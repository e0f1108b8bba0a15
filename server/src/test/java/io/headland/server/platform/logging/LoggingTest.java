package io.headland.server.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream standardError = System.err;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(standardError);
    Logging.apply(new LogConfig("text", "error"));
  }

  @Test
  void jsonHoldsOneObjectALineWithTheContextBesideTheMessage() {
    Logging.apply(new LogConfig("json", "info"));

    try (var _ = MDC.putCloseable("requestId", "r-1");
        var _ = MDC.putCloseable("message", "an impostor")) {
      LoggerFactory.getLogger("field").warn("A \"quoted\" {}\nand more", "word");
    }

    JsonNode line = JSON.readTree(onlyLine());
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("logger").asString()).isEqualTo("field");
    assertThat(line.get("message").asString()).isEqualTo("A \"quoted\" word\nand more");
    assertThat(line.get("requestId").asString()).isEqualTo("r-1");
    assertThat(Instant.parse(line.get("timestamp").asString())).isNotNull();
  }

  @Test
  void anOutageOfTheDatabaseIsOneLineForEachKindWithoutStackTraces() {
    Logging.apply(new LogConfig("text", "info"));

    for (int i = 0; i < 50; i++) {
      LoggerFactory.getLogger("field").error("No work", outage("25006"));
      LoggerFactory.getLogger("com.github.kagkarlsson.scheduler.Scheduler")
          .error("Failed {}", "task", outage("53100"));
    }
    LoggerFactory.getLogger("field").error("A defect", outage("42P01"));

    assertThat(lines().subList(0, 3))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("WARN  DatabaseOutage: The database is read-only (SQLSTATE 25006).")
                    .contains("since the last such line: 1; the latest: No work"),
            line -> assertThat(line).contains("The database has no disk space (SQLSTATE 53100)."),
            line -> assertThat(line).contains("ERROR field: A defect"));
  }

  private static Exception outage(String state) {
    return new IllegalStateException(new java.sql.SQLException("wrong", state));
  }

  @Test
  void jsonKeepsAnExceptionOnTheSameLine() {
    Logging.apply(new LogConfig("json", "info"));

    LoggerFactory.getLogger("field").error("Broken", new IllegalStateException("why"));

    assertThat(JSON.readTree(onlyLine()).get("exception").asString())
        .startsWith("java.lang.IllegalStateException: why");
  }

  @Test
  void textKeepsAMessageOnOneLineWhateverIsInIt() {
    Logging.apply(new LogConfig("text", "info"));

    try (var _ = MDC.putCloseable("requestId", "r\n1")) {
      LoggerFactory.getLogger("a.b.Field").info("first\r\nERROR forged");
    }

    assertThat(onlyLine())
        .endsWith("INFO  Field: first\\r\\nERROR forged requestId=r\\n1")
        .matches("\\d{4}-\\d\\d-\\d\\dT.*");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    Logging.apply(new LogConfig("text", "warn"));

    LoggerFactory.getLogger("field").info("quiet");

    assertThat(lines()).isEmpty();
  }

  @Test
  void logsOtherLoggingApisWithoutTheInfoLevelOfTwoLibraries() {
    Logging.apply(new LogConfig("text", "info"));

    java.util.logging.Logger.getLogger("some.library").info("a message");
    java.util.logging.Logger.getLogger("org.eclipse.jetty.server").info("chatter");
    LoggerFactory.getLogger("org.flywaydb.core").info("chatter");

    assertThat(lines()).singleElement().asString().endsWith("library: a message");
  }

  private String onlyLine() {
    assertThat(lines()).hasSize(1);
    return lines().getFirst();
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
