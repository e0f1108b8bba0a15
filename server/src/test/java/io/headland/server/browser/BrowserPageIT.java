package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.browser.BrowserFixture.Size;
import org.junit.jupiter.api.Test;

/// The checks of pages detect the defects that they check for.
class BrowserPageIT {
  private static final String PAGE =
      """
      <!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1>%s</main></html>
      """;

  @Test
  void namesWhatIsNotAccessibleAndWhatIsTooWide() {
    try (BrowserFixture browser = BrowserFixture.start()) {
      BrowserPage window = browser.open(Size.PHONE);
      window.page().setContent(PAGE.formatted("<p>Text</p>"));
      window.isSound();
      window.fitsItsWidth();

      window
          .page()
          .setContent(
              PAGE.formatted(
                  "<img src='data:,'><p style='color: #ccc; background: #fff'>Text</p>"));
      assertThatThrownBy(window::isSound)
          .hasMessageContaining("image-alt")
          .hasMessageContaining("color-contrast");
      window.page().setContent(PAGE.formatted("<div style='width: 900px'>Text</div>"));
      assertThatThrownBy(window::fitsItsWidth).hasMessageContaining("fits the width");
    }
  }
}
