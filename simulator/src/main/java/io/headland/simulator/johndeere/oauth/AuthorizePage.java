package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Application;
import java.util.List;
import java.util.Optional;

/// `/v1/authorize`: sign-in, consent, and the redirect to the application with a code or an error.
final class AuthorizePage {
  private final GrantRegistry registry;
  private final CodeRegistry codes;
  private final Sessions sessions;

  AuthorizePage(GrantRegistry registry, CodeRegistry codes, Sessions sessions) {
    this.registry = registry;
    this.codes = codes;
    this.sessions = sessions;
  }

  Response respond(Request request) {
    Parameters authorizationRequest = request.parameters();
    Optional<Application> application =
        authorizationRequest.find("client_id").flatMap(registry.live().world()::findApplication);
    if (application.isEmpty()) {
      return errorPage("The 'client_id' is not the key of an application.");
    }
    String redirectUri = authorizationRequest.find("redirect_uri").orElse("");
    if (!application.get().redirectUris().contains(redirectUri)) {
      return errorPage(
          "The 'redirect_uri' must be identical to a registered one:  "
              + String.join(", ", application.get().redirectUris()));
    }
    Optional<TokenResult.Refused> rejection = rejection(application.get(), authorizationRequest);
    if (rejection.isPresent()) {
      return back(authorizationRequest, rejection.get());
    }
    return sessions
        .find(request)
        .map(signedIn -> signedIn.keep(decide(request, application.get(), signedIn)))
        .orElseGet(() -> Sessions.signInPage(request));
  }

  private static Optional<TokenResult.Refused> rejection(
      Application application, Parameters authorizationRequest) {
    if (!authorizationRequest.find("response_type").orElse("").equals("code")) {
      return Optional.of(
          new TokenResult.Refused(
              400, "unsupported_response_type", "Only the response type 'code' is supported."));
    }
    List<String> scopes = TokenEndpoint.scopes(authorizationRequest);
    if (scopes.isEmpty()) {
      return Optional.of(new TokenResult.Refused(400, "invalid_scope", "The scope is missing."));
    }
    for (String scope : scopes) {
      if (!application.scopes().contains(scope)) {
        return Optional.of(TokenResult.invalidScope(scope, application));
      }
    }
    boolean plain =
        !authorizationRequest.find("code_challenge_method").orElse("S256").equals("S256");
    return plain
        ? Optional.of(TokenResult.invalidRequest("The only PKCE method is S256."))
        : Optional.empty();
  }

  private Response decide(Request request, Application application, Sessions.SignedIn signedIn) {
    String decision =
        request.method().equals("POST") ? request.form().find("decision").orElse("") : "";
    Parameters authorizationRequest = request.parameters();
    return switch (decision) {
      case "allow" -> allow(authorizationRequest, application, signedIn);
      case "deny" ->
          back(
              authorizationRequest,
              new TokenResult.Refused(400, "access_denied", "The user denied the request."));
      default -> consentPage(request, application, signedIn);
    };
  }

  private Response allow(
      Parameters authorizationRequest, Application application, Sessions.SignedIn signedIn) {
    String redirectUri = authorizationRequest.find("redirect_uri").orElse("");
    String code =
        codes.issue(
            new Code(
                application.clientKey(),
                signedIn.grower().userName(),
                TokenEndpoint.scopes(authorizationRequest),
                redirectUri,
                authorizationRequest.findText("code_challenge").orElse(null),
                registry.now().plus(CodeRegistry.LIFETIME)));
    return Response.seeOther(
        extend(redirectUri, withState(Parameters.NONE.with("code", code), authorizationRequest)));
  }

  private static Response back(Parameters authorizationRequest, TokenResult.Refused refused) {
    Parameters response =
        Parameters.NONE
            .with("error", refused.error())
            .with("error_description", refused.description());
    return Response.seeOther(
        extend(
            authorizationRequest.find("redirect_uri").orElse(""),
            withState(response, authorizationRequest)));
  }

  private static Parameters withState(Parameters response, Parameters authorizationRequest) {
    return authorizationRequest
        .find("state")
        .map(state -> response.with("state", state))
        .orElse(response);
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
        <p>Signed in as <strong>%s</strong>. <strong>%s</strong> requests:</p>
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
  private static Response errorPage(String reason) {
    return Response.html(
        400, Html.page("This request cannot be served", "<p>" + Html.text(reason) + "</p>"));
  }
}
