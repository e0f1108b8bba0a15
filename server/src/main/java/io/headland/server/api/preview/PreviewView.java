package io.headland.server.api.preview;

import io.headland.server.core.explain.Amounts;
import io.headland.server.core.field.FieldStatus;
import io.headland.server.core.organization.OrganizationStatus;
import io.headland.server.core.organization.ProviderOrganization;
import io.headland.server.core.preview.StoredScope;
import io.headland.server.engine.preview.ScopeReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies beneath an organization, and what another status would change.
record PreviewView(
    String providerOrgId,
    String providerOrgName,
    OrganizationStatus status,
    Amounts upstream,
    boolean complete,
    List<String> notPermitted,
    Stored stored,
    Selecting selecting,
    Amounts deselecting,
    int providerCalls) {

  /// What is stored now.
  record Stored(
      long growers, long farms, long fields, double hectares, long previews, boolean visible) {}

  /// What selecting would bring.
  ///
  /// @param missing fields that are stored and gone at the provider; null when that is not known
  /// @param fieldsArriveAs what becomes of fields that are new
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
    Amounts kept = stored.amounts();
    Amounts toCome = counted.toCome();
    return new PreviewView(
        organization.providerOrgId(),
        organization.name(),
        organization.status(),
        counted.shown(),
        counted.complete(),
        counted.notPermitted().stream().map(Enum::name).sorted().toList(),
        new Stored(
            kept.growers(),
            kept.farms(),
            kept.fields(),
            kept.hectares(),
            stored.previews(),
            stored.visible()),
        new Selecting(
            toCome.growers(),
            toCome.farms(),
            toCome.fields(),
            toCome.hectares(),
            counted.knowsWhatIsGone() ? counted.fieldsNotShown() : null,
            fieldsArriveAs,
            startsImmediately),
        stored.shown(),
        counted.providerCalls());
  }
}
