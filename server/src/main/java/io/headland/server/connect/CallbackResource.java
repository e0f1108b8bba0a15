package io.headland.server.connect;

import io.headland.server.config.Secret;
import io.headland.server.connect.SignInStore.Answered;
import io.headland.server.http.Answer;
import io.headland.server.http.Call;
import io.headland.server.http.Routes;
import io.headland.server.provider.ConsentAnswer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// `/connect/callback`: where providers send browsers back to, from a sign-in with a state and from
/// a connection page with nothing.
final class CallbackResource {
  private final SignInStore signInStore;
  private final SignIns signIns;
  private final OpenVisits openVisits;
  private final GrowerAccount accounts;
  private final GuardedPages guarded;
  private final InstantSource clock;

  CallbackResource(
      SignInStore signInStore,
      SignIns signIns,
      OpenVisits openVisits,
      GrowerAccount accounts,
      GuardedPages guarded,
      InstantSource clock) {
    this.signInStore = signInStore;
    this.signIns = signIns;
    this.openVisits = openVisits;
    this.accounts = accounts;
    this.guarded = guarded;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    guarded.addTo(routes, "GET", ConnectAddress.PATH + "/callback", this::comeBack);
  }

  private Answer comeBack(Call call) throws InterruptedException {
    Optional<ConnectSession> session = ConnectSession.of(call);
    if (session.isEmpty()) {
      return guarded.message(Look.PLAIN, Message.withoutCookies());
    }
    Optional<String> state = call.query("state");
    return state.isEmpty()
        ? fromConnectionPage(call, session.get())
        : fromSignIn(call, session.get(), Secret.of(state.get()));
  }

  private Answer fromConnectionPage(Call call, ConnectSession session) {
    boolean isAnswer = call.query("code").isPresent() || call.query("error").isPresent();
    return openVisits
        .findLatest(session)
        .filter(_ -> !isAnswer)
        .map(visit -> Answer.seeOther(visit.path()))
        .orElseGet(() -> guarded.message(Look.PLAIN, Message.wrongState()));
  }

  private Answer fromSignIn(Call call, ConnectSession session, Secret state)
      throws InterruptedException {
    return switch (signInStore.answerOfSession(
        LinkToken.hash(state), session.hash(), clock.instant())) {
      case Answered.Unknown _ -> guarded.message(Look.PLAIN, Message.wrongState());
      case Answered.Again(UUID visit) -> again(session, visit);
      case Answered.First(UUID visit, Secret verifier) -> {
        Optional<OpenVisit> open = openVisits.find(visit.toString(), session);
        yield open.isEmpty()
            ? guarded.message(Look.PLAIN, Message.ended())
            : first(call, open.get(), verifier);
      }
    };
  }

  /// A page loaded anew, a second click, a step back: nothing is done twice.
  private Answer again(ConnectSession session, UUID id) {
    Optional<OpenVisit> visit = openVisits.find(id.toString(), session);
    if (visit.isEmpty()) {
      return guarded.message(Look.PLAIN, Message.ended());
    }
    String path = visit.get().path();
    return accounts.isConnected(visit.get().account())
        ? Answer.seeOther(path)
        : guarded.message(Look.of(visit.get().link()), Message.finishing(path));
  }

  private Answer first(Call call, OpenVisit visit, Secret verifier) throws InterruptedException {
    Look look = Look.of(visit.link());
    String provider = visit.consent().providerName();
    String signIn = visit.path() + "/sign-in";
    return switch (ConsentAnswer.of(call.query("code"), call.query("error"))) {
      case ConsentAnswer.Declined _ ->
          guarded.message(look, Message.declined(provider, look.who(), signIn));
      case ConsentAnswer.Unavailable _ ->
          guarded.message(look, Message.unavailable(provider, signIn));
      case ConsentAnswer.Refused(String error) ->
          guarded.message(look, Message.applicationRefused(provider, look.who(), error));
      case ConsentAnswer.Code(Secret code) -> exchange(call, visit, code, verifier);
    };
  }

  private Answer exchange(Call call, OpenVisit visit, Secret code, Secret verifier)
      throws InterruptedException {
    Look look = Look.of(visit.link());
    String provider = visit.consent().providerName();
    String signIn = visit.path() + "/sign-in";
    return switch (signIns.finish(visit, code, verifier, call)) {
      case SignIns.End.Connected _ -> Answer.seeOther(visit.path());
      case SignIns.End.UsedUp _ -> guarded.message(look, Message.usedUp(look.who()));
      case SignIns.End.Gone _ -> guarded.message(look, Message.notSetUp(provider, look.who()));
      case SignIns.End.CodeRefused _ ->
          guarded.message(look, Message.codeRefused(provider, signIn));
      case SignIns.End.ApplicationRefused(String error) ->
          guarded.message(look, Message.applicationRefused(provider, look.who(), error));
      case SignIns.End.Unavailable _ ->
          guarded.message(look, Message.unavailable(provider, signIn));
    };
  }
}
