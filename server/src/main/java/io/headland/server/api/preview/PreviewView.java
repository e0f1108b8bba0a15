package io.headland.server.api.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.preview.StoredScopeStore.StoredScope;
import io.headland.server.engine.preview.ScopeReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The field data of an organization, and the effect of another status.
record PreviewView(
    String providerOrgId,
    String providerOrgName,
    OrganizationStatus status,
    Amounts atProvider,
    boolean complete,
    List<String> notPermitted,
    Stored stored,
    Selecting selecting,
    Amounts deselecting,
    int providerCalls) {

  /// The stored records.
  record Stored(
      long growers,
      long farms,
      long fields,
      double hectares,
      long previews,
      long operations,
      boolean visible) {}

  /// The effect of selecting.
  ///
  /// @param missing stored fields that were removed at the provider; null when that is unknown
  /// @param fieldsArriveAs the status of new fields
  /// @param startsImmediately whether the sync starts with the selection; otherwise it has to be
  ///   requested
  record Selecting(
      long growers,
      long farms,
      long fields,
      double hectares,
      @Nullable Long missing,
      FieldStatus fieldsArriveAs,
      boolean startsImmediately) {}

  static PreviewView of(
      ProviderOrganization organization,
      StoredScope stored,
      ScopeReading.Counted counted,
      FieldStatus fieldsArriveAs,
      boolean startsImmediately) {
    Amounts storedAmounts = stored.amounts();
    Amounts toCome = counted.toCome();
    return new PreviewView(
        organization.providerOrgId(),
        organization.name(),
        organization.status(),
        counted.shown(),
        counted.complete(),
        counted.notPermitted().stream().map(Enum::name).sorted().toList(),
        new Stored(
            storedAmounts.growers(),
            storedAmounts.farms(),
            storedAmounts.fields(),
            storedAmounts.hectares(),
            stored.previews(),
            stored.operations(),
            stored.visible()),
        new Selecting(
            toCome.growers(),
            toCome.farms(),
            toCome.fields(),
            toCome.hectares(),
            counted.knowsRemovedFields() ? counted.fieldsNotShown() : null,
            fieldsArriveAs,
            startsImmediately),
        stored.shown(),
        counted.providerCalls());
  }
}
