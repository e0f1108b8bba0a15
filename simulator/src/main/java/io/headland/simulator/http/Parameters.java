package io.headland.simulator.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Named values in their original order: a query string, a form body or the matrix parameters of a
/// path.
public record Parameters(List<Parameter> all) {
  /// One name and its decoded value.
  public record Parameter(String name, String value) {}

  public static final Parameters NONE = new Parameters(List.of());

  public Parameters {
    all = List.copyOf(all);
  }

  /// Parses `a=1&b=2` for the separator `&`; invalid escapes are kept unchanged.
  public static Parameters parse(String text, char separator) {
    if (text.isEmpty()) {
      return NONE;
    }
    List<Parameter> found = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int end = text.indexOf(separator, from);
      String pair = text.substring(from, end < 0 ? text.length() : end);
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        found.add(
            equals < 0
                ? new Parameter(decode(pair), "")
                : new Parameter(
                    decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
      }
      if (end < 0) {
        break;
      }
      from = end + 1;
    }
    return new Parameters(found);
  }

  public Optional<String> find(String name) {
    return all.stream().filter(p -> p.name().equals(name)).map(Parameter::value).findFirst();
  }

  /// Like [#find], but a blank value counts as absent.
  public Optional<String> findText(String name) {
    return find(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  public List<String> list(String name) {
    return all.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  public Parameters without(Predicate<String> names) {
    return new Parameters(all.stream().filter(p -> !names.test(p.name())).toList());
  }

  public Parameters with(String name, String value) {
    List<Parameter> more = new ArrayList<>(all);
    more.add(new Parameter(name, value));
    return new Parameters(more);
  }

  /// As a query string, without the question mark.
  public String encoded() {
    return all.stream()
        .map(p -> encode(p.name()) + "=" + encode(p.value()))
        .collect(Collectors.joining("&"));
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Decodes one segment of a URL or form.
  public static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
