package io.headland.server.api.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A browser without a screen: stores cookies, loads pages, and follows redirects one at a time, so
/// that a test can stop at each step.
final class HttpBrowser {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  /// A page, or a redirect to one.
  record Stop(URI at, HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    boolean leadsOn() {
      return status() == 303;
    }

    URI next() {
      return at.resolve(header("Location"));
    }

    String title() {
      Matcher title = Pattern.compile("<h1>([^<]*)</h1>").matcher(body());
      return title.find() ? title.group(1).strip() : "";
    }

    /// The address of the link with this text.
    URI link(String text) {
      Matcher link =
          Pattern.compile("href=\"([^\"]+)\"[^>]*>\\s*(?:<[^>]*>)?" + Pattern.quote(text))
              .matcher(body());
      if (!link.find()) {
        throw new AssertionError("There is no link '" + text + "' on this page:\n" + body());
      }
      return at.resolve(link.group(1).replace("&amp;", "&").replace("&#x3D;", "="));
    }

    /// The token in the form of the page.
    String formToken() {
      Matcher form = FORM.matcher(body());
      if (!form.find()) {
        throw new AssertionError("There is no form on this page:\n" + body());
      }
      return form.group(1);
    }
  }

  Stop get(String address) {
    return get(URI.create(address));
  }

  Stop get(URI address) {
    return send(address, HttpRequest.newBuilder(address).GET());
  }

  /// Sends a form.
  ///
  /// @param fields alternating names and values
  Stop post(URI address, String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        address,
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /// Follows redirects until there is a page.
  Stop follow(Stop stop) {
    Stop now = stop;
    for (int i = 0; i < 10 && now.leadsOn(); i++) {
      now = get(now.next());
    }
    return now;
  }

  /// The same browser without its cookies.
  HttpBrowser withoutCookies() {
    return new HttpBrowser();
  }

  /// Copies the cookies of another browser.
  HttpBrowser like(HttpBrowser other) {
    cookies.putAll(other.cookies);
    return this;
  }

  private Stop send(URI address, HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      StringBuilder line = new StringBuilder();
      cookies.forEach((name, value) -> line.append(name).append('=').append(value).append("; "));
      request.header("Cookie", line.substring(0, line.length() - 2));
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      for (String cookie : response.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return new Stop(address, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a page", e);
    }
  }
}
