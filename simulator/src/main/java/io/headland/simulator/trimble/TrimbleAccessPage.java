package io.headland.simulator.trimble;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.util.List;
import java.util.Optional;

/// `/ThirdPartyAccess/ThirdPartyAuthorizationRedirect`: a user ticks organizations for the
/// application, and is sent back.
final class TrimbleAccessPage {
  private final LiveTrimble live;
  private final TrimbleSessions sessions;

  TrimbleAccessPage(LiveTrimble live, TrimbleSessions sessions) {
    this.live = live;
    this.sessions = sessions;
  }

  static boolean owns(Request request) {
    return request.parsedPath().startsWith("ThirdPartyAccess");
  }

  Response respond(Request request) {
    TrimbleApplication application = live.world().application();
    Optional<String> back = request.parameters().findText("redirectionUrl");
    if (!request.path().equals("/ThirdPartyAccess/ThirdPartyAuthorizationRedirect")) {
      return notice(404, "There is no such page.");
    }
    if (!request.parameters().find("clientid").equals(Optional.of(application.clientId()))) {
      return notice(400, "The clientid is not that of an application.");
    }
    if (back.isEmpty() || !application.redirectUris().contains(back.get())) {
      return notice(400, "The redirectionUrl is not registered for the application.");
    }
    return sessions.respond(
        request,
        userName ->
            switch (request.form().find("action").orElse("")) {
              case "save" -> save(request, userName, back.get());
              case "cancel" -> Response.seeOther(back.get());
              default -> page(request, application, userName);
            });
  }

  private Response save(Request request, String userName, String back) {
    List<String> ticked = request.form().list("organizations");
    for (TrimbleOrganization organization : live.world().organizationsOf(userName)) {
      if (ticked.contains(organization.id())) {
        live.authorize(organization.id());
      } else {
        live.unauthorize(organization.id());
      }
    }
    return Response.seeOther(back);
  }

  private Response page(Request request, TrimbleApplication application, String userName) {
    StringBuilder rows = new StringBuilder();
    for (TrimbleOrganization organization : live.world().organizationsOf(userName)) {
      rows.append(
          "<label><input type=\"checkbox\" name=\"organizations\" value=\"%s\"%s> %s</label>%n"
              .formatted(
                  Html.text(organization.id()),
                  organization.authorized() ? " checked" : "",
                  Html.text(organization.name())));
    }
    String body =
        """
        <p>Which organizations may <strong>%s</strong> see?</p>
        <form method="post" action="%s">%s
        <button name="action" value="save" type="submit">Authorize</button>
        <button name="action" value="cancel" type="submit">Not now</button>
        </form>
        """
            .formatted(Html.text(application.name()), Html.text(request.target()), rows.toString());
    return Response.html(200, Html.page("Third-party access", body));
  }

  private static Response notice(int status, String reason) {
    return Response.html(status, Html.page("Third-party access", "<p>" + reason + "</p>"));
  }
}
