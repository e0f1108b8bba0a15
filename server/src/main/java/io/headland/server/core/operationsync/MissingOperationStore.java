package io.headland.server.core.operationsync;

import io.headland.server.core.field.OrganizationKey;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The operations of a provider that its listings lack.
public final class MissingOperationStore {
  private MissingOperationStore() {}

  /// The operations of a field that a complete listing lacks.
  ///
  /// @param deleted those that an earlier listing lacked as well
  /// @param marked the number of the others, which the next listing confirms
  public record Missing(List<String> deleted, int marked) {
    public Missing {
      deleted = List.copyOf(deleted);
    }
  }

  /// Marks the operations of a field that a complete listing lacks, and deletes those that were
  /// marked before.
  public static Missing mark(
      Handle handle,
      OrganizationKey organization,
      String providerFieldId,
      List<String> listed,
      Instant now) {
    List<String> gone =
        handle
            .createQuery(
                """
                delete from provider_operation
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :organization
                   and provider_field_id = :field
                   and missing_since < :now
                   and provider_operation_id <> all(:listed)
                returning provider_operation_id
                """)
            .bindMethods(organization.account())
            .bind("organization", organization.providerOrgId())
            .bind("field", providerFieldId)
            .bind("listed", listed.toArray(String[]::new))
            .bind("now", now)
            .mapTo(String.class)
            .list();
    int marked =
        handle
            .createUpdate(
                """
                update provider_operation
                   set missing_since = :now
                     , due_at = null
                 where api_owner_id = :owner
                   and leaf_user_id = :leafUser
                   and provider = :provider
                   and provider_org_id = :organization
                   and provider_field_id = :field
                   and missing_since is null
                   and provider_operation_id <> all(:listed)
                """)
            .bindMethods(organization.account())
            .bind("organization", organization.providerOrgId())
            .bind("field", providerFieldId)
            .bind("listed", listed.toArray(String[]::new))
            .bind("now", now)
            .execute();
    return new Missing(gone, marked);
  }
}
