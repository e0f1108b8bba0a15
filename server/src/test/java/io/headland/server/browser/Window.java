package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page as somebody has it before her, with what the browser complained of while it was shown.
///
/// @param complaints errors of scripts, and what the Content-Security-Policy refused
public record Window(Page page, List<String> complaints) {
  /// Names the environment variable that asks for pictures. They take a quarter of the time of
  /// these tests.
  private static final String PICTURES_WANTED = "HEADLAND_PICTURES";

  private static final Path PICTURES = Path.of("target", "pictures");

  static Window in(BrowserContext context) {
    Page page = context.newPage();
    List<String> complaints = new ArrayList<>();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // An answer that a page expects, such as a refused password, is no mistake of the page.
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
          }
        });
    return new Window(page, complaints);
  }

  /// Nothing that somebody who cannot see, or use a mouse, would stumble over, as far as axe finds
  /// it, and nothing that a script or a policy tripped over.
  public void isSound() {
    isSound("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice");
  }

  /// The contrast of colours alone, which is all that depends on the colour scheme.
  public void hasContrast() {
    isSound("cat.color");
  }

  private void isSound(String... tags) {
    AxeRunOptions options = new AxeRunOptions();
    // Otherwise selectors are made for everything that is sound as well, which takes longer.
    options.setResultTypes(List.of("violations"));
    assertThat(
            new AxeBuilder(page)
                .options(options)
                // Without a second page, which assembles the results of frames: there are none.
                .setLegacyMode(true)
                .withTags(List.of(tags))
                .analyze()
                .getViolations())
        .extracting(
            rule ->
                rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList())
        .isEmpty();
    assertThat(complaints).isEmpty();
  }

  /// Nothing is wider than the window: who holds a phone need not push the page about.
  public void fitsItsWidth() {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("The page fits the width of the window")
        .isEqualTo(true);
    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('.sheet')].filter(sheet => sheet.scrollWidth >"
                    + " sheet.clientWidth).map(sheet => sheet.innerText.slice(0, 80))"))
        .as("Tables that are wider than what is around them, so that columns are cut off")
        .isEqualTo(List.of());
  }

  /// Keeps a picture of what the window shows of the page, for pages that are very long.
  public void view(String name) {
    keep(name, new Page.ScreenshotOptions());
  }

  /// Keeps a picture of the whole page in `target/pictures`, for people to look at.
  public void picture(String name) {
    keep(name, new Page.ScreenshotOptions().setFullPage(true));
  }

  private void keep(String name, Page.ScreenshotOptions options) {
    if (System.getenv(PICTURES_WANTED) != null) {
      page.screenshot(options.setPath(PICTURES.resolve(name + ".png")));
    }
  }
}
