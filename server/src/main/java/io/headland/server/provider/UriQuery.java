package io.headland.server.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/// Parameters for the query of an address that may have a query already.
public record UriQuery(String text) {
  public static final UriQuery NONE = new UriQuery("");

  public UriQuery with(String name, String value) {
    String pair = encode(name) + "=" + encode(value);
    return new UriQuery(text.isEmpty() ? pair : text + "&" + pair);
  }

  public URI on(URI address) {
    String mark = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + mark + text);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
