package io.headland.simulator.johndeere.platform;

import io.headland.simulator.http.Json;
import io.headland.simulator.johndeere.events.EventTypes;
import io.headland.simulator.johndeere.events.Subscription;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads a subscription in a request.
final class SubscriptionBody {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=]{0,256}");
  private static final Set<String> FILTERS =
      Set.of("orgId", "fieldId", "fieldOperationType", "cropSeason");

  private SubscriptionBody() {}

  /// The result of reading a body.
  sealed interface Reading {
    record Valid(Subscription subscription) implements Reading {}

    record Invalid(String field, String reason) implements Reading {}
  }

  static Reading read(Call call, String id, String user) {
    try {
      return read(Json.read(call.request().body().text()), call, id, user);
    } catch (JacksonException _) {
      return new Reading.Invalid("", "The body is not JSON.");
    }
  }

  private static Reading read(JsonNode body, Call call, String id, String user) {
    String type = body.path("eventTypeId").asString("");
    if (!EventTypes.isSubscribable(type)) {
      return new Reading.Invalid("eventTypeId", "There is no such event type.");
    }
    JsonNode endpoint = body.path("targetEndpoint");
    Optional<URI> target = target(endpoint.path("uri").asString(""));
    if (!endpoint.path("targetType").asString("").equals("https") || target.isEmpty()) {
      return new Reading.Invalid("targetEndpoint", "The target is not of type https with a URI.");
    }
    Optional<Subscription.Status> status = status(body.path("status").asString("Active"));
    if (status.isEmpty()) {
      return new Reading.Invalid("status", "The status is not Active or Terminated.");
    }
    String token = body.path("token").asString("");
    if (!TOKEN.matcher(token).matches()) {
      return new Reading.Invalid("token", "The token is not of the pattern " + TOKEN.pattern());
    }
    Optional<Map<String, List<String>>> filters = filters(body.path("filters"));
    if (filters.isEmpty()) {
      return new Reading.Invalid("filters", "A filter is not a known key with values.");
    }
    return new Reading.Valid(
        new Subscription(
            id,
            call.clientKey(),
            user,
            type,
            filters.get(),
            target.get(),
            status.get(),
            body.path("displayName").asString(""),
            token,
            false));
  }

  /// John Deere posts only to https; here http is accepted as well, for servers of tests.
  private static Optional<URI> target(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// The status Expired can be set only by the service.
  private static Optional<Subscription.Status> status(String word) {
    return switch (word) {
      case "Active" -> Optional.of(Subscription.Status.ACTIVE);
      case "Terminated" -> Optional.of(Subscription.Status.TERMINATED);
      default -> Optional.empty();
    };
  }

  private static Optional<Map<String, List<String>>> filters(JsonNode filters) {
    Map<String, List<String>> read = new TreeMap<>();
    for (JsonNode filter : filters) {
      String key = filter.path("key").asString("");
      List<String> values = new ArrayList<>();
      filter.path("values").forEach(value -> values.add(value.asString("")));
      if (!FILTERS.contains(key) || values.isEmpty()) {
        return Optional.empty();
      }
      read.put(key, List.copyOf(values));
    }
    return Optional.of(read);
  }
}
