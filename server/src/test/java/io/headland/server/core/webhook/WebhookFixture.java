package io.headland.server.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.headland.server.ServerFixture;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.EventType;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.json.Json;
import io.headland.server.platform.safehttp.Receiver;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Endpoints and events of a test.
public final class WebhookFixture {
  public static final String WEBHOOKS = "/services/headland/api/webhooks";

  private WebhookFixture() {}

  /// A created endpoint.
  public record Made(String id, String secret) {
    public String path() {
      return WEBHOOKS + "/" + id;
    }
  }

  public static Made create(ApiClient api, Receiver receiver, String... types) {
    ApiResponse response =
        api.post(
            WEBHOOKS,
            "{\"name\": \"A\", \"url\": \"%s\", \"types\": %s}"
                .formatted(receiver.uri("/hook"), Json.MAPPER.writeValueAsString(types)));
    assertThat(response.status()).isEqualTo(201);
    return new Made(response.id(), response.json().path("secret").stringValue());
  }

  /// Events of some entities, in alternating order, in one transaction.
  public static void write(ServerFixture server, EventType type, String entity, int count) {
    write(
        server.jdbi(),
        server.ownerId(ServerFixture.OWNER_EMAIL),
        IntStream.range(0, count).mapToObj(i -> event(type, entity, i)).toList());
  }

  public static void write(Jdbi jdbi, ApiOwnerId owner, List<NewEvent> events) {
    jdbi.useTransaction(
        handle -> EventStore.write(handle, owner, events, Clock.systemUTC().instant()));
  }

  public static NewEvent event(EventType type, String entity, int number) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("number", number);
    return new NewEvent(type, null, "JohnDeere", entity, data);
  }

  /// Whether a receiver with this secret accepts the signature of the request.
  public static boolean isGenuine(Receiver.Received call, String secret) {
    Map<String, List<String>> headers = new HashMap<>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    try {
      new Webhook(secret).verify(call.body(), headers);
      return true;
    } catch (WebhookVerificationException _) {
      return false;
    } catch (com.standardwebhooks.exceptions.EmptyWebhookSecretException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static JsonNode body(Receiver.Received call) {
    return Json.MAPPER.readTree(call.body());
  }
}
