package io.headland.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.headland.server.browser.BrowserFixture.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A page and the errors that the browser reported while it was shown.
///
/// @param complaints errors of scripts, and violations of the Content-Security-Policy
public record BrowserPage(Page page, List<String> complaints) {
  /// Names the environment variable that enables pictures. They take a quarter of the time of these
  /// tests.
  private static final String PICTURES_WANTED = "HEADLAND_PICTURES";

  private static final Path PICTURES = Path.of("target", "pictures");

  /// Only violations are requested: otherwise axe also computes selectors for all passed checks,
  /// which takes longer.
  private static final String VIOLATIONS =
      """
      tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
        .then(results => results.violations.map(
          rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' ')))
      """;

  static BrowserPage in(BrowserContext context) {
    Page page = context.newPage();
    List<String> complaints = new ArrayList<>();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // An error response that a page expects, such as a refused password, is not a defect of
          // the page.
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
          }
        });
    return new BrowserPage(page, complaints);
  }

  /// The page has no accessibility defect that axe detects, no error of a script and no violation
  /// of a policy.
  public void isSound() {
    isSound("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice");
  }

  /// The contrast of colours alone, the only check that depends on the colour scheme.
  public void hasContrast() {
    isSound("cat.color");
  }

  private void isSound(String... tags) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(AxeBuilder.getAxeScript());
    }
    assertThat(page.evaluate(VIOLATIONS, List.of(tags))).isEqualTo(List.of());
    assertThat(complaints).isEmpty();
  }

  /// Changes the size of the window and the colour scheme of the page.
  void become(Size size, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    resize(size.width(), size.height());
  }

  /// Changes the size of the window, and waits until charts and maps have adapted, which takes more
  /// than one frame.
  void resize(int width, int height) {
    page.setViewportSize(width, height);
    page.evaluate(
        "async () => { for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame); }");
  }

  /// No element is wider than the window, so a phone does not scroll horizontally.
  public void fitsItsWidth() {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("the page fits the width of the window")
        .isEqualTo(true);
    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('.sheet')].filter(sheet => sheet.scrollWidth >"
                    + " sheet.clientWidth).map(sheet => sheet.innerText.slice(0, 80))"))
        .as("tables that are wider than their container")
        .isEqualTo(List.of());
    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('.tabs a')].filter(tab =>"
                    + " tab.getBoundingClientRect().right > window.innerWidth)"
                    + ".map(tab => tab.textContent)"))
        .as("tabs that are outside of the window")
        .isEqualTo(List.of());
  }

  /// Stores a picture of the visible section of the page, for very long pages.
  public void view(String name) {
    keep(name, new Page.ScreenshotOptions());
  }

  /// Stores a picture of the complete page in `target/pictures`.
  public void picture(String name) {
    keep(name, new Page.ScreenshotOptions().setFullPage(true));
  }

  private void keep(String name, Page.ScreenshotOptions options) {
    if (picturesWanted()) {
      page.screenshot(options.setPath(PICTURES.resolve(name + ".png")));
    }
  }

  static boolean picturesWanted() {
    return System.getenv(PICTURES_WANTED) != null;
  }
}
