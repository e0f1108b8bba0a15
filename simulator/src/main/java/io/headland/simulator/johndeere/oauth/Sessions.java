package io.headland.simulator.johndeere.oauth;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Grower;
import io.headland.simulator.johndeere.world.LiveWorld;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The signed-in users by browser session. A form with `userName` and `password` signs in
/// immediately, so that a page can be driven with one POST.
public final class Sessions {
  private static final String COOKIE = "simulator_session";

  /// The user of a request.
  ///
  /// @param session the session, to be set as a cookie when it is new
  public record SignedIn(Grower grower, String session, boolean isNew) {
    public Response keep(Response response) {
      return isNew
          ? response.with("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax")
          : response;
    }
  }

  private final LiveWorld live;
  private final IdGenerator idGenerator;
  private final Map<String, String> userNames = new ConcurrentHashMap<>();

  public Sessions(LiveWorld live, IdGenerator idGenerator) {
    this.live = live;
    this.idGenerator = idGenerator;
  }

  public Optional<SignedIn> find(Request request) {
    Optional<SignedIn> byForm =
        request.method().equals("POST") ? signIn(request) : Optional.empty();
    return byForm.or(() -> byCookie(request));
  }

  /// Whether the form contains credentials; if so and [#find] is empty, the password was wrong.
  public static boolean isAttempt(Request request) {
    return request.method().equals("POST") && request.form().find("password").isPresent();
  }

  private Optional<SignedIn> signIn(Request request) {
    Parameters form = request.form();
    return form.find("userName")
        .flatMap(live.world()::findGrower)
        .filter(grower -> form.find("password").equals(Optional.of(grower.password())))
        .map(
            grower -> {
              String session = idGenerator.next("session", 32);
              userNames.put(session, grower.userName());
              return new SignedIn(grower, session, true);
            });
  }

  private Optional<SignedIn> byCookie(Request request) {
    return request
        .cookie(COOKIE)
        .flatMap(
            session ->
                Optional.ofNullable(userNames.get(session))
                    .flatMap(live.world()::findGrower)
                    .map(grower -> new SignedIn(grower, session, false)));
  }

  /// The sign-in form, which posts to the address of the page that it replaces.
  public static Response signInPage(Request request) {
    boolean wrong = isAttempt(request);
    String body =
        """
        %s<form method="post" action="%s">
        <label>User name <input name="userName" autocomplete="username" required></label>
        <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
        <button type="submit">Sign in</button>
        </form>
        """
            .formatted(
                wrong ? "<p class=\"error\">Unknown user name or wrong password.</p>\n" : "",
                Html.text(request.target()));
    return Response.html(wrong ? 401 : 200, Html.page("Sign in", body));
  }
}
