package io.headland.server.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTypeTest {

  @Test
  void everyTypeIsFoundByItsName() {
    for (EventType type : EventType.values()) {
      assertThat(EventType.ofWireName(type.wireName())).contains(type);
      assertThat(EventType.matching(type.wireName())).containsExactly(type);
    }
  }

  @Test
  void aPatternNamesAKindOrEverything() {
    assertThat(EventType.matching("field.*"))
        .containsExactly(EventType.FIELD_CREATED, EventType.FIELD_UPDATED, EventType.FIELD_REMOVED);
    assertThat(EventType.matching("*")).containsExactly(EventType.values());
  }

  @Test
  void whatNamesNothingMatchesNothing() {
    for (String pattern : new String[] {"", "field", "field.", "f*", "*.created", "Field.*"}) {
      assertThat(EventType.matching(pattern)).as(pattern).isEmpty();
    }
  }
}
