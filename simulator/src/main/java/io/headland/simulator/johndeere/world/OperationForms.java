package io.headland.simulator.johndeere.world;

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
/// @param seasons the number of seasons in which each generated field has operations
/// @param points the number of samples of each generated operation
public record OperationForms(
    Ids ids,
    Switches.FieldSignatures signatures,
    DateRange dateRange,
    Target target,
    EquipmentList equipmentList,
    Scopes scopes,
    Subscriptions subscriptions,
    NotificationIds notificationIds,
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
  public enum Subscriptions {
    ACCEPT(0),
    FORBIDDEN(403),
    UNAUTHORIZED(401),
    NOT_FOUND(404);

    private final int status;

    Subscriptions(int status) {
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

  public static OperationForms defaults() {
    return new OperationForms(
        Ids.UUID,
        Switches.FieldSignatures.PRESENT,
        DateRange.ANY,
        Target.ADDRESS,
        EquipmentList.ARRAY,
        Scopes.GRANTED,
        Subscriptions.ACCEPT,
        NotificationIds.PRESENT,
        2,
        1_000);
  }

  public static OperationForms alternatives() {
    return new OperationForms(
        Ids.BASE64,
        Switches.FieldSignatures.ABSENT,
        DateRange.SEVEN_DAYS,
        Target.PATH,
        EquipmentList.OBJECT,
        Scopes.GRANTED,
        Subscriptions.ACCEPT,
        NotificationIds.ABSENT,
        2,
        1_000);
  }

  public OperationForms withIds(Ids other) {
    return new OperationForms(
        other,
        signatures,
        dateRange,
        target,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withSignatures(Switches.FieldSignatures other) {
    return new OperationForms(
        ids,
        other,
        dateRange,
        target,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withDateRange(DateRange other) {
    return new OperationForms(
        ids,
        signatures,
        other,
        target,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withTarget(Target other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        other,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withEquipmentList(EquipmentList other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        other,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withScopes(Scopes other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        equipmentList,
        other,
        subscriptions,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withSubscriptions(Subscriptions other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        equipmentList,
        scopes,
        other,
        notificationIds,
        seasons,
        points);
  }

  public OperationForms withNotificationIds(NotificationIds other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        equipmentList,
        scopes,
        subscriptions,
        other,
        seasons,
        points);
  }

  public OperationForms withSeasons(int other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        other,
        points);
  }

  public OperationForms withPoints(int other) {
    return new OperationForms(
        ids,
        signatures,
        dateRange,
        target,
        equipmentList,
        scopes,
        subscriptions,
        notificationIds,
        seasons,
        other);
  }
}
