package io.headland.server.core.organization;

import io.headland.server.core.credential.AccountKey;
import io.headland.server.core.event.EventStore;
import io.headland.server.core.event.NewEvent;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// Writes the events of organizations, within the transaction that changes them.
public final class OrganizationEventStore {
  private OrganizationEventStore() {}

  /// Writes events for the differences of locked organizations from their earlier state.
  ///
  /// @param before may contain unchanged ones
  public static void changed(
      Handle handle,
      AccountKey account,
      Collection<ProviderOrganization> before,
      Collection<ProviderOrganization> after,
      Instant now) {
    insertion(handle, account, before, after, now).ifPresent(Update::execute);
  }

  /// The statement of [#changed]; empty if nothing differs.
  public static Optional<Update> insertion(
      Handle handle,
      AccountKey account,
      Collection<ProviderOrganization> before,
      Collection<ProviderOrganization> after,
      Instant now) {
    Map<String, ProviderOrganization> known = new HashMap<>();
    before.forEach(organization -> known.put(organization.providerOrgId(), organization));
    List<NewEvent> events = new ArrayList<>();
    for (ProviderOrganization organization : after) {
      ProviderOrganization earlier = known.get(organization.providerOrgId());
      events.addAll(
          earlier == null
              ? OrganizationEvents.firstSeen(account, organization)
              : OrganizationEvents.changed(account, earlier, organization));
    }
    return EventStore.insertion(handle, account.owner(), events, now);
  }

  /// Writes the events before all organizations of an account are deleted.
  public static void removed(Handle handle, AccountKey account, Instant now) {
    List<NewEvent> events =
        lockAll(handle, account).stream()
            .map(organization -> OrganizationEvents.removed(account, organization))
            .toList();
    EventStore.write(handle, account.owner(), events, now);
  }

  /// Writes the events before all organizations of an account are moved to another Leaf user:
  /// removed from one, and first seen for the other.
  public static void moved(Handle handle, AccountKey account, LeafUserId target, Instant now) {
    AccountKey after = new AccountKey(account.owner(), target, account.provider());
    List<NewEvent> events = new ArrayList<>();
    for (ProviderOrganization organization : lockAll(handle, account)) {
      events.add(OrganizationEvents.removed(account, organization));
      events.addAll(OrganizationEvents.firstSeen(after, organization));
    }
    EventStore.write(handle, account.owner(), events, now);
  }

  private static List<ProviderOrganization> lockAll(Handle handle, AccountKey account) {
    return handle
        .createQuery(
            """
            select <columns>
              from provider_organization
             where api_owner_id = :owner
               and leaf_user_id = :leafUser
               and provider = :provider
             order by provider_org_id
               for no key update
            """)
        .bindMethods(account)
        .define("columns", ProviderOrganizationStore.COLUMNS)
        .map(ProviderOrganizationStore.ROW)
        .list();
  }
}
