package io.headland.server.api.connect;

import io.headland.server.core.connect.LinkToken;
import io.headland.server.platform.config.Secret;
import io.headland.server.platform.http.Form;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/// A browser, identified by a cookie for the pages only.
record BrowserSession(Secret secret) {
  private static final String COOKIE = "headland_connect";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  static Optional<BrowserSession> of(Request request) {
    return request
        .cookie(COOKIE)
        .filter(text -> TOKEN.matcher(text).matches())
        .map(text -> new BrowserSession(Secret.of(text)));
  }

  byte[] hash() {
    return LinkToken.hash(secret);
  }

  /// The token of this browser's forms, which other senders do not have.
  String formToken() {
    return LinkToken.challenge("form|" + secret.reveal());
  }

  boolean isFormOfThis(Form form) {
    return form.find("form").filter(formToken()::equals).isPresent();
  }

  /// Lax, and not Strict: the redirect from a provider is cross-site.
  Response setCookie(Response response, boolean secure) {
    return response.header(
        "Set-Cookie",
        COOKIE
            + "="
            + secret.reveal()
            + "; Path="
            + ConnectAddress.PATH
            + "; HttpOnly; SameSite=Lax"
            + (secure ? "; Secure" : ""));
  }
}
