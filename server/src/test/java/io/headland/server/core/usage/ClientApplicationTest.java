package io.headland.server.core.usage;

import static io.headland.server.provider.Provider.JOHN_DEERE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientApplicationTest {
  private static final String KEY = "0oa1b2c3d4e5f6g7h8i9";

  @Test
  void isKnownByADigestAndByTheEndsOfItsKey() {
    ClientApplication application = ClientApplication.of(JOHN_DEERE, KEY);

    assertThat(application.shownAs()).isEqualTo("0oa1b2…h8i9");
    assertThat(application.digest()).matches("[0-9a-f]{64}");
    assertThat(application.toString()).doesNotContain(KEY);
    assertThat(application).isEqualTo(ClientApplication.of(JOHN_DEERE, KEY));
    assertThat(application.digest())
        .isNotEqualTo(ClientApplication.of(JOHN_DEERE, KEY + 'x').digest());
  }

  @Test
  void showsLittleOfAShortKey() {
    assertThat(ClientApplication.of(JOHN_DEERE, "0oa1b2c3d4").shownAs()).isEqualTo("0o…");
    assertThat(ClientApplication.of(JOHN_DEERE, "k").shownAs()).isEqualTo("…");
    assertThat(ClientApplication.of(JOHN_DEERE, "").shownAs()).isEqualTo("…");
  }
}
