package io.headland.server.api.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.headland.server.core.connect.MagicLink;
import io.headland.server.core.connect.MagicLinkKind;
import io.headland.server.core.connect.MagicLinkSettings;
import io.headland.server.platform.id.LeafUserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageThemeTest {
  @Test
  void canBeReadOnEveryBackground() {
    IntStream.range(0, 16 * 16 * 16)
        .mapToObj(color -> String.format("#%03x", color))
        .forEach(
            color ->
                assertThat(PageTheme.contrast(theme(color, null, null).textColor(), color))
                    .as(color)
                    .isGreaterThanOrEqualTo(4.5));
  }

  @Test
  void knowsBlackFromWhite() {
    assertThat(PageTheme.contrast("#000000", "#fff")).isEqualTo(21.0);
    assertThat(theme("#000", null, null).textColor()).isEqualTo("#ffffff");
    assertThat(theme("#F5F5F5", null, null).textColor()).isEqualTo("#1c2420");
  }

  @Test
  void namesTheOriginsOfItsImagesOnce() {
    assertThat(theme("#fff", "https://a.example/x.png", "https://a.example/y.png").imageSources())
        .isEqualTo("https://a.example");
    assertThat(theme("#fff", null, "https://b.example:444/y;script-src").imageSources())
        .isEqualTo("https://b.example:444");
    assertThat(theme("#fff", "http://c.example/x.png", null).imageSources())
        .isEqualTo("http://c.example");
  }

  private static PageTheme theme(String color, @Nullable String header, @Nullable String logo) {
    return PageTheme.of(
        new MagicLink(
            new UUID(1, 1),
            MagicLinkKind.PROVIDER,
            new LeafUserId(new UUID(1, 2)),
            List.of(),
            new MagicLinkSettings(color, header, logo, null, false, false),
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            3,
            0));
  }
}
