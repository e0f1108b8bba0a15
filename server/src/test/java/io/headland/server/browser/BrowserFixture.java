package io.headland.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Chromium of the machine, headless, controlled by Playwright. Playwright requires that it is
/// used by the thread that started it: there is one for each test class.
public final class BrowserFixture implements AutoCloseable {
  /// Selects a different browser. Debian's headless shell is Chromium without its windows, and uses
  /// a fifth less processor time.
  static final String VARIABLE = "HEADLAND_BROWSER";

  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/bin/chromium-headless-shell",
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/usr/bin/google-chrome-stable",
          "/snap/bin/chromium",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /// Time limit for conditions on a page, in milliseconds. It only ends a test that would wait for
  /// ever: the page of the documentation takes 5 seconds on an idle machine with two cores, and a
  /// multiple of it beside other processes.
  private static final int MAX_WAIT = 120_000;

  /// The size of the window.
  public enum Size {
    PHONE(390, 844),
    DESK(1280, 800);

    private final int width;
    private final int height;

    Size(int width, int height) {
      this.width = width;
      this.height = height;
    }

    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  private final Playwright playwright;
  private final Browser browser;
  private final List<BrowserContext> contexts = new ArrayList<>();

  private BrowserFixture(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static BrowserFixture start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(MAX_WAIT);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    // The sandbox does not run for root, the user of tests in containers and in CI.
                    .setChromiumSandbox(false)
                    .setArgs(List.of("--disable-gpu", "--disable-dev-shm-usage")));
    return new BrowserFixture(playwright, browser);
  }

  /// A separate window without cookies or storage of other tests.
  public BrowserPage open(Size size) {
    return open(size, ColorScheme.LIGHT);
  }

  public BrowserPage open(Size size, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(size.width, size.height)
                .setDeviceScaleFactor(BrowserPage.picturesWanted() ? 2 : 1)
                .setHasTouch(size == Size.PHONE)
                .setLocale("en-US")
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(scheme));
    context.setDefaultTimeout(MAX_WAIT);
    contexts.add(context);
    return BrowserPage.in(context);
  }

  @Override
  public void close() {
    contexts.forEach(BrowserContext::close);
    browser.close();
    playwright.close();
  }

  private static Path executable() {
    String named = System.getenv(VARIABLE);
    return Stream.concat(Stream.ofNullable(named), USUAL_PLACES.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No Chromium was found for the tests: install it, or name it in " + VARIABLE));
  }
}
