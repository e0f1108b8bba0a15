package io.headland.demo.scenario;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The grower on the provider's pages: opens a link, signs in if required, completes the form.
final class GrowersBrowser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Login grower;
  private final HttpClient client;

  /// A value of a form.
  private record Entry(String name, String value) {
    String encoded() {
      return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  GrowersBrowser(Login grower) {
    this.grower = grower;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
  }

  /// The page at a link, after the sign-in form if there is one.
  Page open(String link) throws InterruptedException {
    Page page = fetch(HttpRequest.newBuilder(URI.create(link)).GET());
    if (page.isSignInPage()) {
      page =
          submit(
              page,
              List.of(
                  new Entry("userName", grower.name()), new Entry("password", grower.password())));
    }
    StepFailed.unless(
        page.status() == 200 && !page.isSignInPage(),
        "the page at %s returned %d".formatted(page.uri(), page.status()));
    return page;
  }

  /// From the page at a link to the list of organizations: signs in at the provider, allows access,
  /// and connects no further organizations.
  Page allow(String link) throws InterruptedException {
    Page consent = open(open(link).mainLink().toString());
    StepFailed.unless(
        consent.hasButton("decision", "allow"), "the provider does not ask for consent");
    Page page = submit(consent, List.of(new Entry("decision", "allow")));
    return page.hasButton("action", "connect")
        ? submit(page, List.of(new Entry("action", "cancel")))
        : page;
  }

  /// Switches some organizations on, the others off, and presses Save.
  Page share(Page page, List<String> orgIds) throws InterruptedException {
    List<Entry> entries =
        page.hidden().stream()
            .map(hidden -> new Entry(hidden.name(), hidden.value()))
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    orgIds.forEach(id -> entries.add(new Entry("share", id)));
    return submit(page, entries);
  }

  /// Ticks organizations and presses Connect.
  void connect(Page page, List<String> orgIds) throws InterruptedException {
    StepFailed.unless(page.hasButton("action", "connect"), "the page has no Connect button");
    List<String> offered = page.checkboxes().stream().map(Page.Checkbox::value).toList();
    StepFailed.unless(offered.containsAll(orgIds), "the page offers only " + offered);
    List<Entry> entries =
        orgIds.stream()
            .map(id -> new Entry("organizations", id))
            .collect(Collectors.toCollection(java.util.ArrayList::new));
    entries.add(new Entry("action", "connect"));
    requireDone(submit(page, entries));
  }

  /// Presses Disconnect.
  void disconnect(Page page) throws InterruptedException {
    StepFailed.unless(page.hasButton("action", "disconnect"), "the page has no Disconnect button");
    requireDone(submit(page, List.of(new Entry("action", "disconnect"))));
  }

  private static void requireDone(Page page) {
    StepFailed.unless(
        page.status() == 200 && page.html().contains("Done"),
        "the form returned %d".formatted(page.status()));
  }

  private Page submit(Page page, List<Entry> entries) throws InterruptedException {
    String form = entries.stream().map(Entry::encoded).collect(Collectors.joining("&"));
    return fetch(
        HttpRequest.newBuilder(page.formTarget())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private Page fetch(HttpRequest.Builder request) throws InterruptedException {
    HttpRequest requested = request.timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = client.send(requested, BodyHandlers.ofString());
      return new Page(response.uri(), response.statusCode(), response.body());
    } catch (IOException e) {
      throw new StepFailed("the page at %s did not respond: %s".formatted(requested.uri(), e));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
