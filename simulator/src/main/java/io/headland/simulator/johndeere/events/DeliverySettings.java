package io.headland.simulator.johndeere.events;

/// The delivery settings of one application.
///
/// @param authorizationHeaderValue sent unchanged with every post; blank for none
public record DeliverySettings(
    String authorizationHeaderValue, int concurrentDeliveries, int maxBatchSize, boolean paused) {

  static final DeliverySettings DEFAULTS = new DeliverySettings("", 1, 10, false);

  public DeliverySettings withAuthorization(String value) {
    return new DeliverySettings(value, concurrentDeliveries, maxBatchSize, paused);
  }

  public DeliverySettings withConcurrentDeliveries(int most) {
    return new DeliverySettings(authorizationHeaderValue, most, maxBatchSize, paused);
  }

  public DeliverySettings withMaxBatchSize(int most) {
    return new DeliverySettings(authorizationHeaderValue, concurrentDeliveries, most, paused);
  }

  public DeliverySettings paused(boolean on) {
    return new DeliverySettings(authorizationHeaderValue, concurrentDeliveries, maxBatchSize, on);
  }
}
