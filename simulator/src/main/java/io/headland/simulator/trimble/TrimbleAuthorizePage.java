package io.headland.simulator.trimble;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.util.List;
import java.util.Optional;

/// `/oauth/authorize`: sign in, consent, and back to the application with a code or an error.
final class TrimbleAuthorizePage {
  private final LiveTrimble live;
  private final TrimbleCodes codes;
  private final TrimbleSessions sessions;

  TrimbleAuthorizePage(LiveTrimble live, TrimbleCodes codes, TrimbleSessions sessions) {
    this.live = live;
    this.codes = codes;
    this.sessions = sessions;
  }

  Response respond(Request request) {
    Parameters authorizationRequest = request.parameters();
    TrimbleApplication application = live.world().application();
    if (!authorizationRequest.find("client_id").equals(Optional.of(application.clientId()))) {
      return errorPage("The client_id is not that of an application.");
    }
    String redirectUri = authorizationRequest.find("redirect_uri").orElse("");
    if (!application.redirectUris().contains(redirectUri)) {
      return errorPage(
          "The redirect_uri is not registered for the application, letter for letter.");
    }
    Optional<String> error = error(application, authorizationRequest);
    return error.isPresent()
        ? back(authorizationRequest, Parameters.NONE.with("error", error.get()))
        : sessions.respond(request, userName -> decide(request, application, userName));
  }

  private static Optional<String> error(
      TrimbleApplication application, Parameters authorizationRequest) {
    List<String> scopes = List.of(authorizationRequest.find("scope").orElse("").split("\\s+"));
    if (!authorizationRequest.find("response_type").equals(Optional.of("code"))) {
      return Optional.of("unsupported_response_type");
    }
    if (!scopes.contains("openid") || !scopes.contains(application.name())) {
      return Optional.of("invalid_scope");
    }
    return authorizationRequest.find("code_challenge_method").orElse("S256").equals("S256")
        ? Optional.empty()
        : Optional.of("invalid_request");
  }

  private Response decide(Request request, TrimbleApplication application, String userName) {
    Parameters authorizationRequest = request.parameters();
    return switch (request.form().find("decision").orElse("")) {
      case "allow" ->
          back(
              authorizationRequest,
              Parameters.NONE.with("code", codes.issue(userName, authorizationRequest)));
      case "deny" -> back(authorizationRequest, Parameters.NONE.with("error", "access_denied"));
      default -> consentPage(request, application, userName);
    };
  }

  private static Response back(Parameters authorizationRequest, Parameters response) {
    String uri = authorizationRequest.find("redirect_uri").orElse("");
    Parameters parameters =
        authorizationRequest
            .find("state")
            .map(state -> response.with("state", state))
            .orElse(response);
    return Response.seeOther(uri + (uri.contains("?") ? "&" : "?") + parameters.encoded());
  }

  private static Response consentPage(
      Request request, TrimbleApplication application, String userName) {
    String body =
        """
        <p>Signed in as <strong>%s</strong>. <strong>%s</strong> requests access to your account.</p>
        <form method="post" action="%s">
        <button name="decision" value="allow" type="submit">Allow access</button>
        <button name="decision" value="deny" type="submit">Refuse</button>
        </form>
        """
            .formatted(
                Html.text(userName), Html.text(application.name()), Html.text(request.target()));
    return Response.html(200, Html.page("Allow access?", body));
  }

  private static Response errorPage(String reason) {
    return Response.html(
        400, Html.page("This request cannot be served", "<p>" + Html.text(reason) + "</p>"));
  }
}
