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
    assertThat(new ListingPosition(3, from, "x").next(to))
        .contains(new ListingPosition(4, to, "x"));
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
    assertThat(new ListingPosition(3, from, "x").next(to)).isEmpty();
  }

  @Test
  void endsACircleThatHasNoOffsets() {
    var position = new ListingPosition(ListingPosition.LAST_PAGE, "/organizations?page=a", "");

    assertThat(position.next("/organizations?page=b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "250-0123456789abcdef"})
  void survivesBeingKeptAsText(String luggage) {
    String link = "/organizations;start=110;count=10?orgName=a%20b";
    var position = new ListingPosition(12, link, luggage);

    assertThat(ListingPosition.parse(position.toText())).isEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({
    "/f?embed=a&pageOffset=0&itemLimit=100, /f?embed=a&pageOffset=0&itemLimit=10",
    "/f?pageOffset=200&itemLimit=100&embed=a, /f?embed=a&pageOffset=200&itemLimit=10",
    "/f;start=30;count=10?embed=a, /f?embed=a&pageOffset=30&itemLimit=1"
  })
  void asksForATenthFromTheSamePlace(String from, String to) {
    assertThat(new ListingPosition(3, from, "x").smaller("/f?embed=a"))
        .contains(new ListingPosition(4, to, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/f?pageOffset=30&itemLimit=1", "/f?page=a"})
  void cannotAskForLessThanOne(String from) {
    assertThat(ListingPosition.first(from).smaller("/f")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/organizations", "1 https://evil.test/", "x /organizations"})
  void readsNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ListingPosition.parse(text));
  }
}
