package io.headland.server.provider.johndeere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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
    assertThat(at(from).leadsForward(to)).isTrue();
    assertThat(at(from).after(page(10), to)).isEqualTo(new ListingPosition(4, to, "x", 30, "f00d"));
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
    assertThat(at(from).leadsForward(to)).isFalse();
  }

  @Test
  void endsACircleThatHasNoOffsets() {
    var position =
        new ListingPosition(ListingPosition.LAST_PAGE, "/organizations?page=a", "", 0, "");

    assertThat(position.leadsForward("/organizations?page=b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "250-0123456789abcdef"})
  void survivesBeingKeptAsText(String cursorState) {
    String link = "/organizations;start=110;count=10?orgName=a%20b";
    var position = new ListingPosition(12, link, cursorState, 110, "0badf00d");

    assertThat(ListingPosition.parse(position.toText())).isEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({
    "/f?embed=a&pageOffset=0&itemLimit=100, /f?embed=a&pageOffset=0&itemLimit=10",
    "/f?pageOffset=200&itemLimit=100&embed=a, /f?embed=a&pageOffset=200&itemLimit=10",
    "/f;start=30;count=10?embed=a, /f?embed=a&pageOffset=30&itemLimit=1"
  })
  void requestsATenthFromTheSameAddress(String from, String to) {
    assertThat(at(from).smaller("/f?embed=a"))
        .contains(new ListingPosition(4, to, "x", 20, "beef"));
  }

  /// One that a server of an earlier version has stored.
  @Test
  void readsAPositionThatCountsNothing() {
    assertThat(ListingPosition.parse("12 /organizations;start=110;count=10 x"))
        .isEqualTo(
            new ListingPosition(
                12, "/organizations;start=110;count=10", "x", ListingPosition.UNKNOWN, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "/f;start=20;count=10?embed=a, 20, /f?embed=a&pageOffset=20&itemLimit=100",
    "/f;start=20;count=10?embed=a, -1, /f?embed=a&pageOffset=20&itemLimit=100",
    "/f?page=b, 30, /f?embed=a&pageOffset=30&itemLimit=100"
  })
  void goesOnFromTheSamePlaceInThePlainForm(String from, int received, String to) {
    var position = new ListingPosition(3, from, "x", received, "beef");

    assertThat(position.isPlain()).isFalse();
    assertThat(position.plain("/f?embed=a"))
        .isEqualTo(new ListingPosition(4, to, "x", received, "beef"))
        .matches(ListingPosition::isPlain);
  }

  private static ListingPosition at(String link) {
    return new ListingPosition(3, link, "x", 20, "beef");
  }

  private static ListingPage<String> page(int received) {
    return new ListingPage<>(List.of(), "", received, null, "f00d");
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
