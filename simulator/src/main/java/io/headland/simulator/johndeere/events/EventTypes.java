package io.headland.simulator.johndeere.events;

import java.util.List;

/// The types of events, as John Deere's own code and its portal's pages name them. Events of
/// clients, farms, fields and boundaries are sent when one of them changes; nothing here causes the
/// others.
public final class EventTypes {
  public static final String FIELD = "field";
  public static final String BOUNDARY = "boundary";
  public static final String CLIENT = "client";
  public static final String FARM = "farm";
  static final String VERIFICATION = "subscriptionVerification";

  /// Every type, in the order in which they are listed.
  public static final List<String> ALL =
      List.of(
          CLIENT,
          FARM,
          FIELD,
          "fieldSync",
          BOUNDARY,
          "fieldOperation",
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

  /// Verifications are sent without being subscribed to.
  public static boolean isSubscribable(String type) {
    return ALL.contains(type) && !type.equals(VERIFICATION);
  }
}
