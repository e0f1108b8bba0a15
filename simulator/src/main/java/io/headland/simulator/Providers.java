package io.headland.simulator;

import io.headland.simulator.http.Request;
import io.headland.simulator.http.Response;
import io.headland.simulator.http.Site;
import io.headland.simulator.johndeere.JohnDeere;
import io.headland.simulator.trimble.Trimble;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// All simulated providers at one address, distinguished by the first segment of the path. Any
/// other path belongs to John Deere.
record Providers(JohnDeere johnDeere, Trimble trimble) implements Site {
  private Site of(Request request) {
    return Trimble.owns(request) ? trimble : johnDeere;
  }

  @Override
  public Response respond(Request request) {
    return of(request).respond(request);
  }

  @Override
  public Response failure(Request request, int status) {
    return of(request).failure(request, status);
  }

  @Override
  public void expireToken(Request request) {
    of(request).expireToken(request);
  }

  @Override
  public Caller caller(Request request) {
    return of(request).caller(request);
  }

  @Override
  public String recordsKey(Request request) {
    return of(request).recordsKey(request);
  }

  @Override
  public Optional<Request> pageBefore(Request request, JsonNode page) {
    return of(request).pageBefore(request, page);
  }
}
