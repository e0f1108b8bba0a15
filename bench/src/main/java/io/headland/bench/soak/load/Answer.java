package io.headland.bench.soak.load;

import io.headland.bench.soak.check.Outcome;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The response to a request, or the reason for its absence.
///
/// @param status 0 when there is no response
/// @param failure absent when there is a response
public record Answer(int status, String body, Optional<Exception> failure) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String UNKNOWN = "Whether the change was made is unknown";

  static Answer of(int status, String body) {
    return new Answer(status, body, Optional.empty());
  }

  static Answer none(Exception failure) {
    return new Answer(0, "", Optional.of(failure));
  }

  /// A status of 200 to 299.
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /// The body; a missing node when it is not JSON.
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.missingNode();
    }
  }

  /// The outcome of a write with this response.
  public Outcome outcome() {
    if (isSuccess()) {
      return Outcome.ACKNOWLEDGED;
    }
    boolean refused =
        failure
            .map(f -> f instanceof ConnectException || f instanceof HttpConnectTimeoutException)
            .orElse(status == 503 ? !body.contains(UNKNOWN) : status / 100 == 4);
    return refused ? Outcome.REFUSED : Outcome.UNCERTAIN;
  }
}
