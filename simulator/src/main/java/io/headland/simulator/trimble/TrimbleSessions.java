package io.headland.simulator.trimble;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Html;
import io.headland.simulator.http.Parameters;
import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Who is signed in, in which browser. A form that carries `userName` and `password` signs in on
/// the spot.
final class TrimbleSessions {
  private static final String COOKIE = "simulator_trimble_session";

  private final LiveTrimble live;
  private final IdGenerator idGenerator;
  private final Map<String, String> userNames = new ConcurrentHashMap<>();

  TrimbleSessions(LiveTrimble live, IdGenerator idGenerator) {
    this.live = live;
    this.idGenerator = idGenerator;
  }

  /// Returns the page for the signed-in user, or the sign-in page.
  Response respond(Request request, Function<String, Response> page) {
    Optional<String> byForm = signIn(request.form());
    if (byForm.isPresent()) {
      String session = idGenerator.next("trimble-session", 32);
      userNames.put(session, byForm.get());
      return page.apply(byForm.get())
          .with("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
    }
    return request
        .cookie(COOKIE)
        .flatMap(session -> Optional.ofNullable(userNames.get(session)))
        .map(page)
        .orElseGet(() -> signInPage(request));
  }

  private Optional<String> signIn(Parameters form) {
    return form.find("userName")
        .filter(name -> live.world().users().stream().anyMatch(u -> u.userName().equals(name)))
        .filter(_ -> form.find("password").equals(Optional.of(TrimbleUser.PASSWORD)));
  }

  private static Response signInPage(Request request) {
    boolean wrong = request.form().find("password").isPresent();
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
    return Response.html(wrong ? 401 : 200, Html.page("Sign in to Trimble", body));
  }
}
