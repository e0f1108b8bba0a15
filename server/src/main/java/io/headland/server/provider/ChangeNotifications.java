package io.headland.server.provider;

import io.headland.server.platform.config.Secret;
import io.headland.server.platform.providerhttp.ResponseBody;
import java.util.List;
import java.util.Set;

/// What a provider can do that tells of changes by itself: it posts to an address that it was
/// given, and is told what of and where to with a [SubscriptionRequest].
///
/// Like those of [ProviderAdapter] no method throws for anything that a provider does.
public interface ChangeNotifications {
  /// The kinds of records that it tells of, each by a subscription of its own.
  Set<RecordKind> kinds();

  /// Sets what the application's posts carry as their `Authorization`. Safe to repeat; there is one
  /// for each application, whoever's credential it is set with.
  SubscriptionResponse deliverWith(ProviderSession session, Secret authorization)
      throws InterruptedException;

  /// Subscribes, unless the order's address is subscribed already. Safe to repeat. The provider may
  /// post to the address before this returns.
  SubscriptionResponse subscribe(ProviderSession session, SubscriptionRequest order)
      throws InterruptedException;

  /// Asks how a subscription is. Safe to repeat.
  SubscriptionResponse look(ProviderSession session, String subscriptionId)
      throws InterruptedException;

  /// Has a subscription follow another order, and makes it active again if it is not.
  SubscriptionResponse renew(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException;

  /// Ends a subscription for ever. Safe to repeat.
  SubscriptionResponse end(
      ProviderSession session, String subscriptionId, SubscriptionRequest order)
      throws InterruptedException;

  /// Reads what was posted.
  Reading<List<ChangeNotification>> read(ResponseBody posted);

  /// Asks for a field that a notification named, with what it lies beneath and with its boundary.
  /// Safe to repeat.
  ///
  /// @param withheld kinds that the organization does not give to the credential
  FieldLookup lookUpField(
      ProviderSession session,
      String providerOrgId,
      String providerFieldId,
      Set<RecordKind> withheld)
      throws InterruptedException;
}
