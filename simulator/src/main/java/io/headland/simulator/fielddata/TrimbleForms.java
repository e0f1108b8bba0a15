package io.headland.simulator.fielddata;

/// Properties of Trimble's responses that no public document states.
///
/// @param parents the response of the lists of clients and farms
/// @param clientLink where the client of a farm is given
/// @param retired how lists treat retired records when these are not requested
public record TrimbleForms(ParentForm parents, ClientLink clientLink, Retired retired) {
  /// The lists of clients and farms: documented for FarmENGAGE, whose paths are those of Trimble.
  public enum ParentForm {
    PRESENT,
    /// 404, as on a host that does not have them.
    NOT_FOUND,
    /// 403.
    FORBIDDEN
  }

  /// Where the client of a farm is given.
  public enum ClientLink {
    /// `clientId` in the farm.
    FARM,
    /// `clientId` beside `farmId` in the field.
    FIELD,
    /// `client` in the farm, an object with `id`.
    NESTED,
    ABSENT
  }

  /// Retired records in lists that do not request them.
  public enum Retired {
    OMITTED,
    /// They are listed with `retired: true`.
    MARKED
  }

  public static TrimbleForms defaults() {
    return new TrimbleForms(ParentForm.PRESENT, ClientLink.FARM, Retired.OMITTED);
  }

  public static TrimbleForms alternatives() {
    return new TrimbleForms(ParentForm.NOT_FOUND, ClientLink.FIELD, Retired.MARKED);
  }

  public TrimbleForms withParents(ParentForm other) {
    return new TrimbleForms(other, clientLink, retired);
  }

  public TrimbleForms withClientLink(ClientLink other) {
    return new TrimbleForms(parents, other, retired);
  }

  public TrimbleForms withRetired(Retired other) {
    return new TrimbleForms(parents, clientLink, other);
  }
}
