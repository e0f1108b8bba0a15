package io.headland.demo.scenario;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the provider: its address and its form.
record Page(URI uri, int status, String html) {
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");
  private static final Pattern CHECKBOX =
      Pattern.compile("<input type=\"checkbox\" name=\"([^\"]*)\" value=\"([^\"]*)\"([^>]*)>");
  private static final Pattern BUTTON =
      Pattern.compile("<button name=\"([^\"]*)\" value=\"([^\"]*)\"");

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Pattern SWITCH =
      Pattern.compile("<input type=\"checkbox\" role=\"switch\" name=\"share\" value=\"([^\"]*)\"");
  private static final Pattern MAIN_LINK = Pattern.compile("<a class=\"button\" href=\"([^\"]*)\"");
  private static final Pattern HEADING = Pattern.compile("<h1>([^<]*)</h1>");

  /// A hidden value of a form.
  record Hidden(String name, String value) {}

  /// The check box of an organization.
  record Checkbox(String name, String value, boolean ticked) {}

  boolean isSignInPage() {
    return html.contains("type=\"password\"");
  }

  /// The address to which the form is sent.
  URI formTarget() {
    Matcher form = FORM.matcher(html);
    StepFailed.unless(form.find(), "the page at %s has no form".formatted(uri));
    return uri.resolve(unescape(form.group(1)));
  }

  List<Checkbox> checkboxes() {
    List<Checkbox> boxes = new ArrayList<>();
    Matcher box = CHECKBOX.matcher(html);
    while (box.find()) {
      boxes.add(
          new Checkbox(
              unescape(box.group(1)), unescape(box.group(2)), box.group(3).contains("checked")));
    }
    return boxes;
  }

  List<Hidden> hidden() {
    return HIDDEN
        .matcher(html)
        .results()
        .map(input -> new Hidden(unescape(input.group(1)), unescape(input.group(2))))
        .toList();
  }

  /// Organizations that can be switched on or off.
  List<String> switches() {
    return SWITCH.matcher(html).results().map(input -> unescape(input.group(1))).toList();
  }

  String heading() {
    return HEADING.matcher(html).results().map(h -> unescape(h.group(1))).findFirst().orElse("");
  }

  /// The target of the main link of the page.
  URI mainLink() {
    Matcher link = MAIN_LINK.matcher(html);
    StepFailed.unless(link.find(), "the page '%s' has no link".formatted(heading()));
    return uri.resolve(unescape(link.group(1)));
  }

  boolean hasButton(String name, String value) {
    return BUTTON
        .matcher(html)
        .results()
        .anyMatch(button -> button.group(1).equals(name) && button.group(2).equals(value));
  }

  private static String unescape(String markup) {
    return markup
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x3D;", "=")
        .replace("&amp;", "&");
  }
}
