package io.headland.server.provider;

/// The state of a subscription at a provider.
public sealed interface SubscriptionResponse {
  /// It is active, or will be after the verification of its target.
  ///
  /// @param subscriptionId the provider's; blank if the result is not about a single one
  record Active(String subscriptionId) implements SubscriptionResponse {}

  /// It is not active any more, because posts were not acknowledged; it can be renewed.
  record Expired() implements SubscriptionResponse {}

  /// It has ended permanently, or does not exist.
  record Ended() implements SubscriptionResponse {}

  record Failed(ProviderFailure failure) implements SubscriptionResponse {}
}
