package io.headland.server.provider;

import io.headland.server.platform.providerhttp.ProviderError;

/// Creates growers, farms, fields and boundaries in an organization of a provider.
///
/// A creation is not safe to repeat: after [Creation.Failed] the record may nevertheless have been
/// created, unless [Creation.Failed#hadNoEffect] states otherwise. Search for it by name first. A
/// lookup is safe to repeat.
public interface FieldDataWrites {
  /// The result of a search for a record.
  sealed interface Finding {
    record Found(String providerId) implements Finding {}

    record Absent() implements Finding {}

    record Failed(ProviderFailure failure) implements Finding {}
  }

  /// The result of the creation of a record.
  sealed interface Creation {
    /// The record was created.
    ///
    /// @param providerId blank when the response does not contain it
    record Created(String providerId) implements Creation {}

    /// The provider rejected the content of the request; nothing was created.
    ///
    /// @param error with its code and its message, without secrets
    record Refused(int statusCode, ProviderError error) implements Creation {}

    record Failed(ProviderFailure failure) implements Creation {
      /// Whether it is certain that nothing was created.
      public boolean hadNoEffect() {
        return switch (failure) {
          case ProviderFailure.Unauthorized _,
              ProviderFailure.ApplicationRefused _,
              ProviderFailure.Forbidden _,
              ProviderFailure.ActionRequired _,
              ProviderFailure.NotFound _,
              ProviderFailure.Throttled _,
              ProviderFailure.RateLimited _,
              ProviderFailure.RefreshPending _ ->
              true;
          case ProviderFailure.Unavailable _, ProviderFailure.InvalidResponse _ -> false;
        };
      }
    }
  }

  Finding findGrower(ProviderSession session, String providerOrgId, String name)
      throws InterruptedException;

  /// Finds a farm of a grower.
  Finding findFarm(
      ProviderSession session, String providerOrgId, String providerGrowerId, String name)
      throws InterruptedException;

  /// Finds a field of a farm.
  Finding findField(
      ProviderSession session, String providerOrgId, String providerFarmId, String name)
      throws InterruptedException;

  /// Finds the active boundary of a field. [ProviderFailure.NotFound] when there is no such field.
  Finding findBoundary(ProviderSession session, String providerOrgId, String providerFieldId)
      throws InterruptedException;

  Creation createGrower(ProviderSession session, String providerOrgId, String name)
      throws InterruptedException;

  Creation createFarm(
      ProviderSession session, String providerOrgId, String providerGrowerId, String name)
      throws InterruptedException;

  Creation createField(
      ProviderSession session,
      String providerOrgId,
      String providerGrowerId,
      String providerFarmId,
      String name)
      throws InterruptedException;

  /// Creates the active boundary of a field.
  ///
  /// @param name may be shortened to the provider's maximum length
  Creation createBoundary(
      ProviderSession session,
      String providerOrgId,
      String providerFieldId,
      String name,
      Shape shape)
      throws InterruptedException;
}
