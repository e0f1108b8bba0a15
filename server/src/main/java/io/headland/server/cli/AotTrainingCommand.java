package io.headland.server.cli;

import io.headland.server.platform.config.ConfigLoader;
import io.headland.server.platform.config.HeadlandConfig;
import io.headland.server.platform.config.HeadlandConfig.LogConfig;
import io.headland.server.platform.config.Loading;
import io.headland.server.platform.config.Settings;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.logging.Logging;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `aot-training`: starts a server in an empty folder, sends it a few requests and stops it. The
/// launcher runs it once after a build, with a JVM that records the loaded and linked classes in an
/// AOT cache, so that every later start is faster.
@Command(
    name = "aot-training",
    hidden = true,
    description = "Start a server for the recording of the AOT cache.")
final class AotTrainingCommand implements Callable<Integer> {
  private static final String EMAIL = "aot-training@headland.local";
  private static final String PASSWORD = "aot-training-password";
  private static final String USERS = "/services/usermanagement/api/users";
  private static final Pattern TOKEN = Pattern.compile("\"id_token\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

  private final RunningServer.Starter starter;

  @Parameters(paramLabel = "DIR", description = "An empty folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private Path folder;

  AotTrainingCommand(RunningServer.Starter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Logging.apply(new LogConfig("text", "error"));
    try (RunningServer server = starter.start(config())) {
      sendRequests(server.baseUri());
    }
    return ExitCode.OK;
  }

  /// Ignores the environment, so that it never changes the operator's own database.
  private HeadlandConfig config() {
    Map<String, String> options =
        Map.of(
            Settings.PORT.path(),
            "0",
            Settings.DATA_DIR.path(),
            folder.toString(),
            Settings.OWNER_EMAIL.path(),
            EMAIL,
            Settings.OWNER_PASSWORD.path(),
            PASSWORD);
    return switch (new ConfigLoader(Map.of(), folder).load(Optional.empty(), options)) {
      case Loading.Accepted accepted -> accepted.config();
      case Loading.Rejected rejected -> throw new StartupException(rejected.problems().toString());
    };
  }

  private static void sendRequests(URI server) throws IOException {
    call(server, "GET", "/health/ready", "", "");
    call(server, "GET", "/openapi.yaml", "", "");
    call(server, "GET", "/metrics", "", "");
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(EMAIL, PASSWORD);
    String token = find(TOKEN, call(server, "POST", "/api/authenticate", "", login));
    String user = "{\"name\":\"A grower\",\"email\":\"grower@example.com\"}";
    String id = find(ID, call(server, "POST", USERS, token, user));
    call(server, "GET", USERS + "?page=0&size=20", token, "");
    call(server, "GET", USERS + "/" + id, token, "");
    call(server, "GET", USERS + "/" + id + "/organizations", token, "");
    call(server, "DELETE", USERS + "/" + id, token, "");
  }

  /// The body of any response; error responses are part of the training.
  private static String call(URI server, String method, String path, String token, String body)
      throws IOException {
    var connection = (HttpURLConnection) server.resolve(path).toURL().openConnection();
    connection.setRequestMethod(method);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    @Nullable InputStream response =
        connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream();
    return response == null ? "" : new String(response.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
