package io.headland.simulator.johndeere.connections;

import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Routes;
import io.headland.simulator.johndeere.oauth.Sessions;
import io.headland.simulator.johndeere.world.Application;
import io.headland.simulator.johndeere.world.Grower;
import io.headland.simulator.johndeere.world.LiveWorld;
import io.headland.simulator.johndeere.world.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of connections.deere.com: the selection of organizations, and the dialog of one
/// organization. Both are plain forms and redirect the browser to a registered `redirect_uri`.
public final class ConnectionPages {
  private final LiveWorld live;
  private final Sessions sessions;
  private final Connections connections;
  private final Routes<Page> routes =
      new Routes<Page>()
          .on("GET", "{appKey}/select-organizations", this::choose)
          .on("POST", "{appKey}/select-organizations", this::connectChosen)
          .on("GET", "{appKey}/organizations", this::choose)
          .on("POST", "{appKey}/organizations", this::connectChosen)
          .on("GET", "{appKey}/connections-dialog", this::dialog)
          .on("POST", "{appKey}/connections-dialog", this::change);

  /// One page for a signed-in user of one application.
  @FunctionalInterface
  private interface Page {
    Response respond(Request request, Application application, Grower grower);
  }

  public ConnectionPages(LiveWorld live, Sessions sessions, Connections connections) {
    this.live = live;
    this.sessions = sessions;
    this.connections = connections;
  }

  public static boolean owns(Request request) {
    return request.path().startsWith("/connections/");
  }

  public Response respond(Request request) {
    List<String> segments = request.parsedPath().segments();
    return switch (routes.find(request.method(), segments.subList(1, segments.size()))) {
      case Routes.Match.Unknown<Page> _ -> notice(404, "Not found", "There is no such page.");
      case Routes.Match.WrongMethod<Page> _ ->
          notice(405, "Not allowed", "This page takes GET and POST.");
      case Routes.Match.Found<Page>(Page page, Map<String, String> variables) ->
          open(request, page, variables.getOrDefault("appKey", ""));
    };
  }

  private Response open(Request request, Page page, String appKey) {
    Optional<Application> application = live.world().findApplication(appKey);
    if (application.isEmpty()) {
      return notice(404, "Unknown application", "No application has this key.");
    }
    Optional<String> redirect = request.parameters().findText("redirect_uri");
    if (redirect.isPresent() && !application.get().redirectUris().contains(redirect.get())) {
      return notice(
          400, "Unknown redirect_uri", "The redirect_uri is not registered for the application.");
    }
    return sessions
        .find(request)
        .map(signedIn -> signedIn.keep(page.respond(request, application.get(), signedIn.grower())))
        .orElseGet(() -> Sessions.signInPage(request));
  }

  private Response choose(Request request, Application application, Grower grower) {
    StringBuilder rows = new StringBuilder();
    for (Organization organization : organizationsWith(grower)) {
      rows.append(row(organization, application));
    }
    String body =
        """
        <p><strong>%s</strong> would like to work with your organizations.</p>
        <form method="post" action="%s">%s
        <button name="action" value="connect" type="submit">Connect</button>
        <button name="action" value="cancel" type="submit">Not now</button>
        </form>
        """
            .formatted(Html.text(application.name()), Html.text(request.target()), rows.toString());
    return Response.html(200, Html.page("Select organizations", body));
  }

  private static String row(Organization organization, Application application) {
    boolean connected = organization.isConnectedTo(application.clientKey());
    return "<label><input type=\"checkbox\" name=\"organizations\" value=\"%s\"%s> %s (%s)%s</label>%n"
        .formatted(
            Html.text(organization.id()),
            connected ? " checked disabled" : "",
            Html.text(organization.name()),
            Html.text(organization.id()),
            connected ? " &ndash; connected" : "");
  }

  private Response connectChosen(Request request, Application application, Grower grower) {
    Parameters form = request.form();
    String action = form.find("action").orElse("");
    List<String> chosen = form.list("organizations");
    if (chosen.isEmpty() && action.isEmpty()) {
      // So far only the sign-in form was sent.
      return Response.seeOther(request.target());
    }
    if (!action.equals("cancel")) {
      organizationsWith(grower).stream()
          .map(Organization::id)
          .filter(chosen::contains)
          .forEach(id -> connections.connect(id, application.clientKey()));
    }
    return back(request);
  }

  private Response dialog(Request request, Application application, Grower grower) {
    Optional<Organization> found = named(request, grower);
    if (found.isEmpty()) {
      return notice(404, "Unknown organization", "You are not a member of this organization.");
    }
    boolean connected = found.get().isConnectedTo(application.clientKey());
    String body =
        """
        <p><strong>%s</strong> (%s) is %s to <strong>%s</strong>.</p>
        <form method="post" action="%s">
        <button name="action" value="%s" type="submit">%s</button>
        <button name="action" value="keep" type="submit">Cancel</button>
        </form>
        """
            .formatted(
                Html.text(found.get().name()),
                Html.text(found.get().id()),
                connected ? "connected" : "not connected",
                Html.text(application.name()),
                Html.text(request.target()),
                connected ? "disconnect" : "connect",
                connected ? "Disconnect" : "Connect");
    return Response.html(200, Html.page("Manage connection", body));
  }

  private Response change(Request request, Application application, Grower grower) {
    Optional<Organization> found = named(request, grower);
    if (found.isEmpty()) {
      return notice(404, "Unknown organization", "You are not a member of this organization.");
    }
    String id = found.get().id();
    switch (request.form().find("action").orElse("")) {
      case "disconnect" -> connections.disconnect(id, application.clientKey());
      case "connect" -> connections.connect(id, application.clientKey());
      case "" -> {
        return Response.seeOther(request.target());
      }
      default -> {
        // The grower cancelled.
      }
    }
    return back(request);
  }

  private Optional<Organization> named(Request request, Grower grower) {
    String id = request.parameters().find("orgId").orElse("");
    return organizationsWith(grower).stream().filter(o -> o.id().equals(id)).findFirst();
  }

  private List<Organization> organizationsWith(Grower grower) {
    return live.world().organizationsVisibleTo(grower.userName()).stream()
        .filter(o -> o.hasMember(grower.userName()))
        .toList();
  }

  private static Response back(Request request) {
    return request
        .parameters()
        .findText("redirect_uri")
        .map(Response::seeOther)
        .orElseGet(() -> notice(200, "Done", "You may close this page."));
  }

  private static Response notice(int status, String title, String text) {
    return Response.html(status, Html.page(title, "<p>" + Html.text(text) + "</p>"));
  }
}
