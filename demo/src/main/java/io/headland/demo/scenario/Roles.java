package io.headland.demo.scenario;

import java.util.List;

/// The organization for each role of the scenario, by id. All but the first are taken from the
/// grower's page, which lists those that the grower may connect and disconnect.
///
/// @param unconnected not connected at the start
/// @param selected set to `PREVIEW` and back to `SELECTED` by the caller
/// @param previewed set to `PREVIEW` by the caller
record Roles(
    String unconnected,
    String selected,
    String previewed,
    String renamed,
    String removable,
    String restricted) {
  private static final int CONNECTED_ROLES = 5;

  static Roles assign(List<Page.Checkbox> boxes) {
    List<String> connected =
        boxes.stream().filter(Page.Checkbox::ticked).map(Page.Checkbox::value).toList();
    List<String> others =
        boxes.stream().filter(box -> !box.ticked()).map(Page.Checkbox::value).toList();
    StepFailed.unless(
        connected.size() >= CONNECTED_ROLES && !others.isEmpty(),
        "%d connected and %d other organizations are too few for the scenario"
            .formatted(connected.size(), others.size()));
    return new Roles(
        others.getFirst(),
        connected.get(0),
        connected.get(1),
        connected.get(2),
        connected.get(3),
        connected.get(4));
  }
}
