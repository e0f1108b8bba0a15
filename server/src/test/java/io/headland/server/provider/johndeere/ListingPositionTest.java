package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingPositionTest {
  @ParameterizedTest
  @CsvSource({
    "/organizations, /organizations;start=10;count=10",
    "/organizations;start=10;count=10, /organizations;start=20;count=10",
    "/organizations?pageOffset=10&itemLimit=10, /organizations?itemLimit=10&pageOffset=20",
    "/organizations?page=a, /organizations?page=b"
  })
  void goesForward(String from, String to) {
    assertThat(new ListingPosition(3, from).next(to)).contains(new ListingPosition(4, to));
  }

  @ParameterizedTest
  @CsvSource({
    "/organizations, /organizations",
    "/organizations, /organizations;start=0;count=10",
    "/organizations;start=20;count=10, /organizations;start=10;count=10",
    "/organizations?pageOffset=20, /organizations;start=20",
    "/organizations?page=a, /organizations?page=a"
  })
  void neverGoesBack(String from, String to) {
    assertThat(new ListingPosition(3, from).next(to)).isEmpty();
  }

  @Test
  void endsACircleThatHasNoOffsets() {
    var position = new ListingPosition(ListingPosition.LAST_PAGE, "/organizations?page=a");

    assertThat(position.next("/organizations?page=b")).isEmpty();
  }

  @Test
  void survivesBeingKeptAsText() {
    var position = new ListingPosition(12, "/organizations;start=110;count=10?orgName=a%20b");

    assertThat(ListingPosition.parse(position.toText())).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/organizations", "1 https://evil.test/", "x /organizations"})
  void readsNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ListingPosition.parse(text));
  }
}
