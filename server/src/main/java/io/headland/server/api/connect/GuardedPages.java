package io.headland.server.api.connect;

import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.jdbc.DatabaseOutage;
import io.headland.server.platform.logging.LineLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Routes whose responses, including errors, are HTML pages.
public final class GuardedPages {
  private static final Logger log = LoggerFactory.getLogger(GuardedPages.class);
  private static final String RETRY = "60";

  private final ConnectPages pages;
  private final LineLimit faults = new LineLimit();

  public GuardedPages(ConnectPages pages) {
    this.pages = pages;
  }

  void addTo(Routes routes, String method, String path, Routes.OpenRoute route) {
    routes.open(method, path, request -> respond(route, request));
  }

  private Response respond(Routes.OpenRoute route, Request request) throws InterruptedException {
    try {
      return route.handle(request);
    } catch (ProblemException _) {
      return message(PageTheme.PLAIN, MessagePage.wrongState());
    } catch (RuntimeException e) {
      // The last handler: after any failure the grower gets a page and the log the cause.
      if (DatabaseOutage.isCauseOf(e)) {
        log.warn("A connect page could not be rendered", e);
        return message(PageTheme.PLAIN, MessagePage.away());
      }
      faults.use(count -> log.error("{} connect pages failed, the last one:", count, e));
      return message(PageTheme.PLAIN, MessagePage.broken());
    }
  }

  Response message(PageTheme theme, MessagePage message) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("text", message.text());
    content.put("label", message.action().map(MessagePage.Action::label).orElse(""));
    content.put("href", message.action().map(MessagePage.Action::href).orElse(""));
    Response response = pages.page(message.status(), theme, "message", message.title(), content);
    return message.status() == 503 ? response.header("Retry-After", RETRY) : response;
  }
}
