package io.headland.server.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PageTest {
  private static final PageRequest FIRST_THREE = new PageRequest(0, 3, Optional.empty());

  @Test
  void aFullPageLeadsOnWhenTheTotalSaysSo() {
    Page<String> page = Page.cut(List.of("a", "b", "c"), 4, FIRST_THREE, item -> item);
    assertThat(page.after()).isEqualTo(new Page.Adjacent.AtKey("c"));
  }

  @Test
  void aFullPageThatIsTheWholeListLeadsNowhere() {
    Page<String> page = Page.cut(List.of("a", "b", "c"), 3, FIRST_THREE, item -> item);
    assertThat(page.after()).isEqualTo(new Page.Adjacent.None());
  }

  /// An item that came after the page was read and before the total was counted.
  @Test
  void aPageWithRoomLeftLeadsNowhereEvenIfTheTotalGrewMeanwhile() {
    Page<String> cut = Page.cut(List.of("a", "b"), 3, FIRST_THREE, item -> item);
    assertThat(cut.after()).isEqualTo(new Page.Adjacent.None());
    Page<String> numbered = Page.numbered(List.of("a", "b"), 3, FIRST_THREE);
    assertThat(numbered.after()).isEqualTo(new Page.Adjacent.None());
  }
}
