package io.headland.simulator.johndeere.events;

import java.util.List;

/// The types of events, as in John Deere's own code and on the pages of its portal. Events of
/// clients, farms, fields, boundaries and field operations are sent when one of them changes; the
/// simulator never sends the others.
public final class EventTypes {
  public static final String FIELD = "field";
  public static final String BOUNDARY = "boundary";
  public static final String CLIENT = "client";
  public static final String FARM = "farm";
  public static final String FIELD_OPERATION = "fieldOperation";
  static final String VERIFICATION = "subscriptionVerification";

  /// Every type, in the order in which they are listed.
  public static final List<String> ALL =
      List.of(
          CLIENT,
          FARM,
          FIELD,
          "fieldSync",
          BOUNDARY,
          FIELD_OPERATION,
          "guidanceLine",
          "flag",
          "flagCategory",
          "operator",
          "workPlan",
          "notification",
          "contributedMapLayer",
          "heartbeat",
          VERIFICATION);

  private EventTypes() {}

  /// Verification events are sent without a subscription.
  public static boolean isSubscribable(String type) {
    return ALL.contains(type) && !type.equals(VERIFICATION);
  }
}
