package io.headland.simulator.johndeere.events;

import java.util.List;

/// The types of events. Those of fields and boundaries are known from integrators only.
public final class EventTypes {
  public static final String FIELD = "field";
  public static final String BOUNDARY = "boundary";
  public static final String CLIENT = "client";
  public static final String FARM = "farm";
  static final String VERIFICATION = "subscriptionVerification";

  /// Those that can be subscribed to; nothing here makes the first two happen.
  public static final List<String> ALL =
      List.of("fieldOperation", "heartbeat", CLIENT, FARM, FIELD, BOUNDARY);

  private EventTypes() {}
}
