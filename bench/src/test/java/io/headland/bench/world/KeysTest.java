package io.headland.bench.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final Keys keys = new Keys(Scale.SMALL);

  @Test
  void staysWithinWhatWasLoaded() {
    var random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      Keys.Place place = keys.random(random);
      long user = Long.parseLong(place.leafUser().substring(Keys.LEAF_USER_PREFIX.length()));
      long organization = Long.parseLong(place.organization());

      assertThat(UUID.fromString(place.leafUser())).hasToString(place.leafUser());
      long account = (user - Keys.FIRST_LEAF_USER) / 20;
      assertThat(account).isBetween(0L, 999L);
      assertThat((organization - Keys.FIRST_ORGANIZATION) / Scale.ORGANIZATIONS).isEqualTo(account);
    }
  }
}
