package io.headland.server.provider;

/// What a provider says about a subscription.
public sealed interface SubscriptionResponse {
  /// It tells, or will once it has seen that somebody is there.
  ///
  /// @param subscriptionId the provider's; blank where no single one is meant
  record Active(String subscriptionId) implements SubscriptionResponse {}

  /// It tells no more, because it was not answered; it can be renewed.
  record Expired() implements SubscriptionResponse {}

  /// It has ended for ever, or never was.
  record Ended() implements SubscriptionResponse {}

  record Failed(ProviderFailure failure) implements SubscriptionResponse {}
}
