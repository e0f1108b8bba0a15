package io.headland.server.core.send;

import io.headland.server.provider.Provider;
import java.util.UUID;

/// The link between a field that was created through the API and the field at a provider.
///
/// @param names by which the records are searched at the provider
/// @param providerGrowerId blank while it is not known, as are the other ids
/// @param posted whether the creation of the field was requested and may have succeeded
public record FieldLink(
    Key key,
    Names names,
    String providerGrowerId,
    String providerFarmId,
    String providerFieldId,
    String providerBoundaryId,
    boolean posted,
    boolean sent) {

  /// The key of a link, within an API owner. `bindMethods` of a statement binds `field`, `provider`
  /// and `org`.
  public record Key(UUID fieldId, Provider provider, String providerOrgId) {
    public UUID field() {
      return fieldId;
    }

    /// The id of the organization at the provider.
    public String org() {
      return providerOrgId;
    }
  }

  /// The names of a field and its parents.
  public record Names(String grower, String farm, String field) {}

  public boolean hasField() {
    return !providerFieldId.isEmpty();
  }

  public FieldLink withParents(String growerId, String farmId) {
    return new FieldLink(
        key, names, growerId, farmId, providerFieldId, providerBoundaryId, posted, sent);
  }

  public FieldLink withField(String fieldId) {
    return new FieldLink(
        key,
        names,
        providerGrowerId,
        providerFarmId,
        fieldId,
        providerBoundaryId,
        !fieldId.isEmpty(),
        sent);
  }

  public FieldLink withBoundary(String boundaryId) {
    return new FieldLink(
        key, names, providerGrowerId, providerFarmId, providerFieldId, boundaryId, posted, sent);
  }

  public FieldLink withPosted(boolean other) {
    return new FieldLink(
        key,
        names,
        providerGrowerId,
        providerFarmId,
        providerFieldId,
        providerBoundaryId,
        other,
        sent);
  }
}
