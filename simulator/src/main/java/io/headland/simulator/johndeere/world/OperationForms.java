package io.headland.simulator.johndeere.world;

import java.util.function.Consumer;

/// Properties of field operations, equipment and their notifications that no recorded traffic
/// decides, and the number of generated operations.
///
/// @param ids the form of ids of operations
/// @param signatures whether the list of operations supports signatures
/// @param dateRange the longest accepted range of `startDate` and `endDate`
/// @param target the `targetResource` of a notification
/// @param equipmentList the form of `values` in the equipment API
/// @param scopes which scopes of operations and equipment a consent grants
/// @param subscriptions the response to a subscription to notifications of operations
/// @param notificationIds whether a notification has `orgId` and `fieldId`
/// @param rounding when totals are rounded
/// @param seasons the number of seasons in which each generated field has operations
/// @param points the number of samples of each generated operation
public record OperationForms(
    Ids ids,
    Switches.FieldSignatures signatures,
    DateRange dateRange,
    Target target,
    EquipmentList equipmentList,
    Scopes scopes,
    SubscriptionForm subscriptions,
    NotificationIds notificationIds,
    Rounding rounding,
    int seasons,
    int points) {
  private static final int MOST_SEASONS = 25;

  private static final int MOST_POINTS = 10_000_000;

  public OperationForms {
    if (seasons < 0 || seasons > MOST_SEASONS) {
      throw new IllegalArgumentException("operationSeasons: must be from 0 to " + MOST_SEASONS);
    }
    if (points < 0 || points > MOST_POINTS) {
      throw new IllegalArgumentException("operationPoints: must be from 0 to " + MOST_POINTS);
    }
  }

  /// The form of ids of operations.
  public enum Ids {
    /// As recorded in 2026.
    UUID,
    /// Base64 of `<organization>_<24 hexadecimal digits>`, as in the samples of 2019.
    BASE64
  }

  /// The longest accepted range of `startDate` and `endDate`.
  public enum DateRange {
    ANY,
    /// A longer range is rejected with 400.
    SEVEN_DAYS
  }

  /// The `targetResource` of a notification of an operation.
  public enum Target {
    /// An absolute address, as for fields.
    ADDRESS,
    /// `/fieldOperations/{id}`, as John Deere's document writes it.
    PATH
  }

  /// The form of `values` in lists of the equipment API.
  public enum EquipmentList {
    ARRAY,
    /// An object that contains an item under its id.
    OBJECT
  }

  /// Which scopes of operations and equipment a consent grants.
  public enum Scopes {
    /// Those that were requested.
    GRANTED,
    /// `ag2`, `ag3`, `eq1` and `eq2` are never granted.
    WITHHELD,
    /// They are not granted, and responses with tokens have no `scope`.
    UNNAMED
  }

  /// The response to a subscription to notifications of operations.
  public enum SubscriptionForm {
    ACCEPT(0),
    FORBIDDEN(403),
    UNAUTHORIZED(401),
    NOT_FOUND(404);

    private final int status;

    SubscriptionForm(int status) {
      this.status = status;
    }

    /// The status of the refusal; 0 for none.
    public int status() {
      return status;
    }
  }

  /// Whether the metadata of a notification of an operation have `orgId` and `fieldId`.
  public enum NotificationIds {
    PRESENT,
    ABSENT
  }

  /// When the totals in `measurementTypes` are rounded.
  public enum Rounding {
    /// Unless a request has the header `Round-Measurements: false`, as documented.
    ON_REQUEST,
    /// In every response.
    ALWAYS
  }

  public static OperationForms defaults() {
    return new Draft().toForms();
  }

  public static OperationForms alternatives() {
    Draft draft = new Draft();
    draft.ids = Ids.BASE64;
    draft.signatures = Switches.FieldSignatures.ABSENT;
    draft.dateRange = DateRange.SEVEN_DAYS;
    draft.target = Target.PATH;
    draft.equipmentList = EquipmentList.OBJECT;
    draft.notificationIds = NotificationIds.ABSENT;
    draft.rounding = Rounding.ALWAYS;
    return draft.toForms();
  }

  public OperationForms withIds(Ids other) {
    return with(draft -> draft.ids = other);
  }

  public OperationForms withSignatures(Switches.FieldSignatures other) {
    return with(draft -> draft.signatures = other);
  }

  public OperationForms withDateRange(DateRange other) {
    return with(draft -> draft.dateRange = other);
  }

  public OperationForms withTarget(Target other) {
    return with(draft -> draft.target = other);
  }

  public OperationForms withEquipmentList(EquipmentList other) {
    return with(draft -> draft.equipmentList = other);
  }

  public OperationForms withScopes(Scopes other) {
    return with(draft -> draft.scopes = other);
  }

  public OperationForms withSubscriptions(SubscriptionForm other) {
    return with(draft -> draft.subscriptions = other);
  }

  public OperationForms withNotificationIds(NotificationIds other) {
    return with(draft -> draft.notificationIds = other);
  }

  public OperationForms withRounding(Rounding other) {
    return with(draft -> draft.rounding = other);
  }

  public OperationForms withSeasons(int other) {
    return with(draft -> draft.seasons = other);
  }

  public OperationForms withPoints(int other) {
    return with(draft -> draft.points = other);
  }

  private OperationForms with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toForms();
  }

  /// The one place, beside the components, that names every component and its default.
  private static final class Draft {
    private Ids ids = Ids.UUID;
    private Switches.FieldSignatures signatures = Switches.FieldSignatures.PRESENT;
    private DateRange dateRange = DateRange.ANY;
    private Target target = Target.ADDRESS;
    private EquipmentList equipmentList = EquipmentList.ARRAY;
    private Scopes scopes = Scopes.GRANTED;
    private SubscriptionForm subscriptions = SubscriptionForm.ACCEPT;
    private NotificationIds notificationIds = NotificationIds.PRESENT;
    private Rounding rounding = Rounding.ON_REQUEST;
    private int seasons = 2;
    private int points = 1_000;

    Draft() {}

    Draft(OperationForms forms) {
      ids = forms.ids;
      signatures = forms.signatures;
      dateRange = forms.dateRange;
      target = forms.target;
      equipmentList = forms.equipmentList;
      scopes = forms.scopes;
      subscriptions = forms.subscriptions;
      notificationIds = forms.notificationIds;
      rounding = forms.rounding;
      seasons = forms.seasons;
      points = forms.points;
    }

    OperationForms toForms() {
      return new OperationForms(
          ids,
          signatures,
          dateRange,
          target,
          equipmentList,
          scopes,
          subscriptions,
          notificationIds,
          rounding,
          seasons,
          points);
    }
  }
}
