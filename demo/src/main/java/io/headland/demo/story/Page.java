package io.headland.demo.story;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of the provider as a browser shows it: its address and its one form.
record Page(URI uri, int status, String html) {
  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");
  private static final Pattern CHECKBOX =
      Pattern.compile("<input type=\"checkbox\" name=\"([^\"]*)\" value=\"([^\"]*)\"([^>]*)>");
  private static final Pattern BUTTON =
      Pattern.compile("<button name=\"([^\"]*)\" value=\"([^\"]*)\"");

  /// A box beside an organization.
  record Checkbox(String name, String value, boolean ticked) {}

  boolean asksToSignIn() {
    return html.contains("type=\"password\"");
  }

  /// Where the form is sent.
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
        .replace("&amp;", "&");
  }
}
