package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Application;
import java.util.List;
import java.util.Optional;

/// `/v1/authorize`: sign in, consent, and back to the application with a code or an error.
final class AuthorizePage {
  private final GrantBook book;
  private final CodeBook codes;
  private final Sessions sessions;

  AuthorizePage(GrantBook book, CodeBook codes, Sessions sessions) {
    this.book = book;
    this.codes = codes;
    this.sessions = sessions;
  }

  Response answer(Request request) {
    Parameters asked = request.parameters();
    Optional<Application> application =
        asked.find("client_id").flatMap(book.live().world()::findApplication);
    if (application.isEmpty()) {
      return dead("The 'client_id' is not the key of an application.");
    }
    String redirectUri = asked.find("redirect_uri").orElse("");
    if (!application.get().redirectUris().contains(redirectUri)) {
      return dead(
          "The 'redirect_uri' must be identical to a registered one:  "
              + String.join(", ", application.get().redirectUris()));
    }
    Optional<Issue.Refused> objection = objection(application.get(), asked);
    if (objection.isPresent()) {
      return back(asked, objection.get());
    }
    return sessions
        .find(request)
        .map(signedIn -> signedIn.keep(decide(request, application.get(), signedIn)))
        .orElseGet(() -> Sessions.signInPage(request));
  }

  private static Optional<Issue.Refused> objection(Application application, Parameters asked) {
    if (!asked.find("response_type").orElse("").equals("code")) {
      return Optional.of(
          new Issue.Refused(
              400, "unsupported_response_type", "Only the response type 'code' is supported."));
    }
    List<String> scopes = TokenEndpoint.scopes(asked);
    if (scopes.isEmpty()) {
      return Optional.of(new Issue.Refused(400, "invalid_scope", "The scope is missing."));
    }
    for (String scope : scopes) {
      if (!application.scopes().contains(scope)) {
        return Optional.of(Issue.badScope(scope, application));
      }
    }
    boolean plain = !asked.find("code_challenge_method").orElse("S256").equals("S256");
    return plain
        ? Optional.of(Issue.badRequest("The only PKCE method is S256."))
        : Optional.empty();
  }

  private Response decide(Request request, Application application, Sessions.SignedIn signedIn) {
    String decision =
        request.method().equals("POST") ? request.form().find("decision").orElse("") : "";
    Parameters asked = request.parameters();
    return switch (decision) {
      case "allow" -> allow(asked, application, signedIn);
      case "deny" ->
          back(asked, new Issue.Refused(400, "access_denied", "The user denied the request."));
      default -> consentPage(request, application, signedIn);
    };
  }

  private Response allow(Parameters asked, Application application, Sessions.SignedIn signedIn) {
    String redirectUri = asked.find("redirect_uri").orElse("");
    String code =
        codes.issue(
            new Code(
                application.clientKey(),
                signedIn.grower().userName(),
                TokenEndpoint.scopes(asked),
                redirectUri,
                asked.findText("code_challenge").orElse(null),
                book.now().plus(CodeBook.LIFETIME)));
    return Response.seeOther(
        extend(redirectUri, withState(Parameters.NONE.with("code", code), asked)));
  }

  private static Response back(Parameters asked, Issue.Refused refused) {
    Parameters answer =
        Parameters.NONE
            .with("error", refused.error())
            .with("error_description", refused.description());
    return Response.seeOther(
        extend(asked.find("redirect_uri").orElse(""), withState(answer, asked)));
  }

  private static Parameters withState(Parameters answer, Parameters asked) {
    return asked.find("state").map(state -> answer.with("state", state)).orElse(answer);
  }

  private static String extend(String uri, Parameters more) {
    return uri + (uri.contains("?") ? "&" : "?") + more.encoded();
  }

  private static Response consentPage(
      Request request, Application application, Sessions.SignedIn signedIn) {
    StringBuilder scopes = new StringBuilder();
    for (String scope : TokenEndpoint.scopes(request.parameters())) {
      scopes.append("<li>").append(Html.text(scope)).append("</li>");
    }
    String body =
        """
        <p>Signed in as <strong>%s</strong>. <strong>%s</strong> asks for:</p>
        <ul>%s</ul>
        <form method="post" action="%s">
        <button name="decision" value="allow" type="submit">Allow access</button>
        <button name="decision" value="deny" type="submit">Refuse</button>
        </form>
        """
            .formatted(
                Html.text(signedIn.grower().userName()),
                Html.text(application.name()),
                scopes,
                Html.text(request.target()));
    return Response.html(200, Html.page("Allow access?", body));
  }

  /// Without a registered redirect address, the error is shown to the user.
  private static Response dead(String why) {
    return Response.html(
        400, Html.page("This request cannot be served", "<p>" + Html.text(why) + "</p>"));
  }
}
