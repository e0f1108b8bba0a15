package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ResponseBody;
import java.util.List;
import java.util.Set;

/// Subscriptions to changes at a provider: the provider posts notifications of the kinds in a
/// [SubscriptionRequest] to its address.
///
/// As in [ProviderAdapter], no method throws because of a response of the provider.
public interface ChangeNotifications {
  /// What there are notifications of, each by a separate subscription.
  Set<SubscriptionKind> kinds();

  /// Sets the `Authorization` of the application's posts. Safe to repeat; there is one for each
  /// application, regardless of the credential with which it is set.
  SubscriptionResponse deliverWith(ProviderSession session, Secret authorization)
      throws InterruptedException;

  /// Subscribes, unless there is a subscription for the address. Safe to repeat. The provider may
  /// post to the address before this method returns.
  SubscriptionResponse subscribe(ProviderSession session, SubscriptionRequest order)
      throws InterruptedException;

  /// Reads the state of a subscription. Safe to repeat.
  SubscriptionResponse check(ProviderSession session, String subscriptionId)
      throws InterruptedException;

  /// Changes the request of a subscription, and makes it active again if necessary.
  SubscriptionResponse renew(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException;

  /// Ends a subscription permanently. Safe to repeat.
  SubscriptionResponse end(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException;

  /// Reads a post.
  Reading<List<ChangeNotification>> read(ResponseBody posted);

  /// Requests a field that a notification contained, with its parents and its boundary. Safe to
  /// repeat.
  ///
  /// @param denied kinds that the organization does not permit the credential to read
  FieldLookup lookUpField(
      ProviderSession session, String providerOrgId, String providerFieldId, Set<RecordKind> denied)
      throws InterruptedException;
}
