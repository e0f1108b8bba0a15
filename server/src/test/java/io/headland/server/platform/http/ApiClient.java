package io.headland.server.platform.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A client of the API that holds every answer against the contract, so that any test fails when an
/// answer departs from `openapi.yaml`.
///
/// ```java
/// var api = ApiClient.of(server.baseUri()).as(token);
/// var user = api.post("/services/usermanagement/api/users", """
///     {"name": "Jane Smith", "email": "jane@example.com"}
///     """);
/// assertThat(user.status()).isEqualTo(201);
/// ```
public final class ApiClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final OpenApiContract CONTRACT = OpenApiContract.load();
  private static final OpenApiContract STRICT =
      new OpenApiContract(OpenApiDocument.load().withoutAddedKeys());
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final URI baseUri;
  private final String token;
  private final OpenApiContract contract;

  private ApiClient(URI baseUri, String token, OpenApiContract contract) {
    this.baseUri = baseUri;
    this.token = token;
    this.contract = contract;
  }

  /// A client without a token.
  public static ApiClient of(URI baseUri) {
    return new ApiClient(baseUri, "", CONTRACT);
  }

  public String token() {
    return token;
  }

  /// The same client with a token.
  public ApiClient as(String token) {
    return new ApiClient(baseUri, token, contract);
  }

  /// The same client, for which a key that the contract marks as added is a departure.
  ApiClient strictly() {
    return new ApiClient(baseUri, token, STRICT);
  }

  /// The same client with the token that email and password give.
  public ApiClient signIn(String email, String password) {
    String login = ("{\"username\":\"" + email + "\",\"password\":\"" + password + "\"}");
    ApiResponse answer = of(baseUri).post("/api/authenticate", login);
    if (answer.status() != 200) {
      throw new AssertionError(email + " was not let in: " + answer.status());
    }
    return as(answer.json().path("id_token").stringValue());
  }

  public ApiResponse get(String target) {
    return send("GET", target, BodyPublishers.noBody());
  }

  public ApiResponse post(String target) {
    return send("POST", target, BodyPublishers.noBody());
  }

  public ApiResponse post(String target, String json) {
    return sendJson("POST", target, json);
  }

  public ApiResponse put(String target, String json) {
    return sendJson("PUT", target, json);
  }

  public ApiResponse patch(String target) {
    return send("PATCH", target, BodyPublishers.noBody());
  }

  public ApiResponse patch(String target, String json) {
    return sendJson("PATCH", target, json);
  }

  public ApiResponse delete(String target) {
    return send("DELETE", target, BodyPublishers.noBody());
  }

  /// Any method with a JSON body.
  public ApiResponse sendJson(String method, String target, String json) {
    return send(method, target, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  /// Any request.
  ///
  /// @param headers names and values in turn
  public ApiResponse send(String method, String target, BodyPublisher body, String... headers) {
    return send(method, target, body, StandardCharsets.UTF_8, headers);
  }

  /// The target of a request to an address that a response contains.
  private static String pathAndQuery(String target) {
    return target.startsWith("http://") ? target.substring(target.indexOf('/', 7)) : target;
  }

  /// The bytes of a file.
  public byte[] download(String target) {
    ApiResponse answer = send("GET", target, BodyPublishers.noBody(), StandardCharsets.ISO_8859_1);
    if (answer.status() != 200) {
      throw new AssertionError(target + " returns " + answer.status() + ": " + answer.body());
    }
    return answer.body().getBytes(StandardCharsets.ISO_8859_1);
  }

  private ApiResponse send(
      String method, String target, BodyPublisher body, Charset charset, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(baseUri.resolve(target)).timeout(MAX_WAIT).method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    ApiResponse answer = answer(request.build(), charset);
    contract.check(method, pathAndQuery(target), answer);
    return answer;
  }

  private static ApiResponse answer(HttpRequest request, Charset charset) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString(charset));
      return new ApiResponse(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for an answer", e);
    }
  }
}
