package io.headland.server.api.system;

import static io.headland.server.platform.http.StaticFile.CHECK_EACH_TIME;
import static io.headland.server.platform.http.StaticFile.IMMUTABLE;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.StaticFile;
import io.headland.server.platform.http.WebLibrary;
import java.util.Map;

/// The OpenAPI document, and an interactive page for it.
public final class DocsResource {
  /// No external resources, no script and no style in the page. Icons of Swagger UI are `data:`
  /// images.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final WebLibrary swagger = WebLibrary.webjar("org.webjars", "swagger-ui");
  private final StaticFile contract = StaticFile.of("/openapi.yaml", CHECK_EACH_TIME);
  private final StaticFile page =
      StaticFile.changed("/docs/index.html", text -> text.replace("${version}", swagger.version()));
  private final Map<String, StaticFile> assets =
      Map.of(
          "initializer.js", StaticFile.of("/docs/initializer.js", CHECK_EACH_TIME),
          "page.css", StaticFile.of("/docs/page.css", CHECK_EACH_TIME),
          // The page requests these with their version in the query.
          "swagger-ui-bundle.js", StaticFile.of(swagger.file("swagger-ui-bundle.js"), IMMUTABLE),
          "swagger-ui.css", StaticFile.of(swagger.file("swagger-ui.css"), IMMUTABLE),
          "favicon-32x32.png", StaticFile.of(swagger.file("favicon-32x32.png"), IMMUTABLE));

  public void addTo(Routes routes) {
    routes.open("GET", "/openapi.yaml", contract::handle);
    routes.open(
        "GET", "/docs", request -> page.handle(request).header("Content-Security-Policy", POLICY));
    routes.open("GET", "/docs/{asset}", this::asset);
  }

  private Response asset(Request request) {
    StaticFile asset = assets.get(request.path("asset"));
    if (asset == null) {
      throw new ProblemException(Problem.notFound("There is no resource at this path."));
    }
    return asset.handle(request);
  }
}
