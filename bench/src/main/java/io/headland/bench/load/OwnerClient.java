package io.headland.bench.load;

import io.headland.bench.server.ServerProcess;
import io.headland.bench.server.SimulatorProcess.Grant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The requests of an API owner to the server before and after a sync.
public final class OwnerClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String USERS = "/services/usermanagement/api/users";

  private final String base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public OwnerClient(ServerProcess server) throws IOException, InterruptedException {
    this(server, server.token());
  }

  /// A client with a token that another server of the same database issued.
  public OwnerClient(ServerProcess server, String token) {
    this.base = "http://127.0.0.1:" + server.port();
    this.token = token;
  }

  /// Has fields read with their boundaries, without previews.
  public void readEverything() throws IOException, InterruptedException {
    send("PATCH", "/services/config/api/configs", "{\"customDataSync\": false}");
  }

  /// Has the points of field operations read.
  ///
  /// @param months the age of the oldest ones
  public void readOperations(int months) throws IOException, InterruptedException {
    send(
        "PATCH",
        "/services/config/api/configs",
        "{\"operationsProcessingRange\": %d}".formatted(months));
  }

  /// Creates a Leaf user and returns its id.
  public String createLeafUser(String name) throws IOException, InterruptedException {
    String body = "{\"name\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name);
    return send("POST", USERS, body).path("id").asString();
  }

  /// Stores a credential, which starts the first sync; returns when the list of organizations is
  /// stored.
  public void attachJohnDeere(String leafUser, Grant grant)
      throws IOException, InterruptedException {
    attach(leafUser, "john-deere-credentials", "clientKey", grant);
  }

  public void attachTrimble(String leafUser, Grant grant) throws IOException, InterruptedException {
    attach(leafUser, "trimble-credentials", "clientId", grant);
  }

  private void attach(String leafUser, String kind, String key, Grant grant)
      throws IOException, InterruptedException {
    String body =
        "{\"%s\": \"%s\", \"clientSecret\": \"%s\", \"refreshToken\": \"%s\"}"
            .formatted(key, grant.key(), grant.secret(), grant.refreshToken());
    String status =
        send("POST", USERS + "/" + leafUser + "/" + kind, body).path("status").asString();
    if (!status.equals("OK")) {
      throw new IOException("A credential is " + status);
    }
  }

  /// Creates a webhook for all events of fields.
  public void createWebhook(String name, URI url) throws IOException, InterruptedException {
    String body =
        "{\"name\": \"%s\", \"url\": \"%s\", \"types\": [\"field.*\"]}".formatted(name, url);
    send("POST", "/services/headland/api/webhooks", body);
  }

  /// The status of the response to a request for the organizations at the provider.
  public int listOrganizations(String leafUser) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(base + USERS + "/" + leafUser + "/organizations/JohnDeere"))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.ofString()).statusCode();
  }

  /// Syncs an account; returns when the list of organizations is stored.
  public void sync(String leafUser, String provider) throws IOException, InterruptedException {
    send("POST", USERS + "/" + leafUser + "/" + provider + "/organizations/sync", "");
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s returned %d: %s".formatted(method, path, response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }
}
