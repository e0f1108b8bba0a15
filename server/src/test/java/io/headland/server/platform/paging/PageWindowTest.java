package io.headland.server.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageWindowTest {
  @Test
  void eachPageHasTheRowsOfItsNumberFromEitherEnd() {
    for (int total = 0; total < 30; total++) {
      List<Integer> rows = IntStream.range(0, total).boxed().toList();
      List<Integer> pages = new ArrayList<>();
      for (int page = 0; page < 8; page++) {
        pages.addAll(page(rows, page, 4));
      }
      assertThat(pages).isEqualTo(rows);
    }
  }

  @Test
  void theLastPageSkipsNoRows() {
    PageWindow window = PageWindow.of(new PageRequest(7, 4, Optional.empty()), 30);

    assertThat(window).isEqualTo(new PageWindow(true, 0, 2));
    assertThat(window.ascending()).isEqualTo("desc");
    assertThat(window.descending()).isEqualTo("asc");
  }

  @Test
  void aPageBeyondTheEndHasNoRows() {
    PageRequest request = new PageRequest(Integer.MAX_VALUE, 100, Optional.empty());

    assertThat(PageWindow.of(request, 30)).isEqualTo(new PageWindow(true, 0, 0));
  }

  /// As a statement with `order by`, `limit` and `offset` reads them.
  private static List<Integer> page(List<Integer> rows, int number, int size) {
    PageWindow window = PageWindow.of(new PageRequest(number, size, Optional.empty()), rows.size());
    List<Integer> read =
        (window.fromTheEnd() ? rows.reversed() : rows)
            .stream().skip(window.skip()).limit(window.size()).toList();
    return window.ordered(read);
  }
}
