package io.headland.server.provider.johndeere;

import io.headland.server.platform.config.Secret;
import io.headland.server.provider.SubscriptionKind;
import io.headland.server.provider.SubscriptionRequest;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// A request body of the Data Subscription Service. Its names are those of the JSON.
///
/// @param status `Active` or `Terminated`
record SubscriptionOrder(
    String eventTypeId,
    List<Filter> filters,
    Endpoint targetEndpoint,
    String status,
    String displayName,
    String token) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The number of events that are stored in one transaction.
  private static final int LARGEST_BATCH = 100;

  record Filter(String key, List<String> values) {}

  record Endpoint(String targetType, String uri) {}

  record DeliveryOptions(String authorizationHeaderValue, int maxBatchSize, String status) {}

  static Secret active(SubscriptionRequest order) {
    return of(order, "Active");
  }

  static Secret terminated(SubscriptionRequest order) {
    return of(order, "Terminated");
  }

  static Secret delivery(Secret authorization) {
    return json(new DeliveryOptions(authorization.reveal(), LARGEST_BATCH, "Active"));
  }

  private static Secret of(SubscriptionRequest order, String status) {
    return json(
        new SubscriptionOrder(
            type(order.kind()),
            List.of(new Filter("orgId", order.providerOrgIds())),
            new Endpoint("https", order.target().toString()),
            status,
            "Headland",
            order.token().reveal()));
  }

  private static String type(SubscriptionKind kind) {
    return switch (kind) {
      case FIELD -> "field";
      case BOUNDARY -> "boundary";
      case FIELD_OPERATION -> "fieldOperation";
    };
  }

  private static Secret json(Object body) {
    return Secret.of(JSON.writeValueAsString(body));
  }
}
