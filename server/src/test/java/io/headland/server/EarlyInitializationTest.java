package io.headland.server;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class EarlyInitializationTest {
  @Test
  void theClassesExist() {
    for (String name : EarlyInitialization.CLASSES) {
      assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException();
    }
  }
}
