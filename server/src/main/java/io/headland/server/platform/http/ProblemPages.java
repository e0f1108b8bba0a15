package io.headland.server.platform.http;

import io.headland.server.platform.id.UuidGenerator;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The problem document for requests that end before they have a route: invalid framing, a header
/// section that is too large, an invalid target.
record ProblemPages(UuidGenerator ids, BodyWriters writers) implements Request.Handler {
  private static final int MAX_REASON = 100;

  @Override
  public boolean handle(
      Request request, org.eclipse.jetty.server.Response jettyResponse, Callback callback) {
    @Nullable Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    int status = cause instanceof HttpException http ? http.getCode() : jettyResponse.getStatus();
    int code = status < 400 ? 400 : status;
    String requestId = ids.next().toString();
    Problem problem = Problem.of(code, detail(code, cause));
    // The request line may be invalid: its path is not repeated.
    Response response = Response.problem(problem, "/", requestId).rendered(writers.of("/"));
    jettyResponse.getHeaders().put(RequestId.HEADER, requestId);
    jettyResponse.getHeaders().put(HttpHeader.CONNECTION, "close");
    Sending.send(jettyResponse, response, request.getMethod().equals("HEAD"));
    callback.succeeded();
    return true;
  }

  private static String detail(int code, @Nullable Object cause) {
    if (code >= 500 && code != 501 && code != 505) {
      return "An internal error occurred.";
    }
    String reason =
        cause instanceof HttpException http && http.getReason() != null ? http.getReason() : "";
    String plain = reason.replaceAll("[^ -~]", "?");
    String shown = plain.length() > MAX_REASON ? plain.substring(0, MAX_REASON) : plain;
    return "The request is not valid HTTP for this server"
        + (shown.isEmpty() ? "." : ": " + shown + ".");
  }
}
