package io.headland.server.http;

import io.headland.server.persistence.DatabaseOutage;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an answer to the client.
final class Sending {
  private static final Logger log = LoggerFactory.getLogger(Sending.class);

  private Sending() {}

  static void send(ServerResponse response, Answer answer) {
    response.status(answer.status());
    answer.headers().forEach((name, value) -> response.header(name, value));
    if (answer.status() == 204 || answer.status() == 304) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    answer
        .findWriting()
        .ifPresentOrElse(writing -> write(response, writing), () -> response.send(answer.body()));
  }

  /// Whatever ends the writing early, only the log can be told: the status has been sent.
  private static void write(ServerResponse response, Answer.Writing writing) {
    try (OutputStream out = response.outputStream()) {
      writing.to(out);
    } catch (IOException e) {
      log.debug("A client went away: {}", e.getClass().getSimpleName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The edge of the program, where a client that went away looks like a fault, too.
      tell(e);
    }
  }

  private static void tell(RuntimeException cause) {
    if (DatabaseOutage.isCauseOf(cause)) {
      log.warn("The database cannot be reached: {}", cause.getClass().getSimpleName());
    } else if (comesFromTheSocket(cause)) {
      log.debug("A client went away: {}", cause.getClass().getSimpleName());
    } else {
      log.error("An answer ended early", cause);
    }
  }

  private static boolean comesFromTheSocket(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
