package io.headland.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/// The contract, and a page to read it and try it out. Everything comes from the class path, by
/// names that are written here: nothing that a client sends becomes part of a path.
public final class DocsResource {
  /// Nothing from elsewhere, no script and no style in the page. Icons of Swagger UI are `data:`
  /// images.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String CHECK_EACH_TIME = "no-cache";

  /// For what the page asks for with its version in the query.
  private static final String KEEP = "public, max-age=31536000, immutable";

  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
  private static final String LIBRARY_PROPERTIES =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final String version = libraryVersion();
  private final Map<String, Asset> assets =
      Map.of(
          "initializer.js", own("initializer.js", "text/javascript; charset=utf-8"),
          "page.css", own("page.css", "text/css; charset=utf-8"),
          "swagger-ui-bundle.js", library("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
          "swagger-ui.css", library("swagger-ui.css", "text/css; charset=utf-8"),
          "favicon-32x32.png", library("favicon-32x32.png", "image/png"));

  private record Asset(String resource, String contentType, String cacheControl) {}

  public void addTo(Routes routes) {
    routes.open("GET", "/openapi.yaml", _ -> contract());
    routes.open("GET", "/docs", _ -> page());
    routes.open("GET", "/docs/{asset}", call -> asset(call.path("asset")));
  }

  private static Answer contract() {
    return Answer.bytes("application/yaml", read("/openapi.yaml"))
        .header("Cache-Control", CHECK_EACH_TIME);
  }

  private Answer page() {
    String page =
        new String(read("/docs/index.html"), StandardCharsets.UTF_8).replace("${version}", version);
    return Answer.text("text/html; charset=utf-8", page)
        .header("Cache-Control", CHECK_EACH_TIME)
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer");
  }

  private Answer asset(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new ProblemException(Problem.notFound("There is nothing at this path."));
    }
    return Answer.bytes(asset.contentType(), read(asset.resource()))
        .header("Cache-Control", asset.cacheControl());
  }

  private static Asset own(String name, String contentType) {
    return new Asset("/docs/" + name, contentType, CHECK_EACH_TIME);
  }

  private Asset library(String name, String contentType) {
    return new Asset(LIBRARY + version + '/' + name, contentType, KEEP);
  }

  private static String libraryVersion() {
    Properties properties = new Properties();
    try (InputStream in = open(LIBRARY_PROPERTIES)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) {
    InputStream in = DocsResource.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("The class path lacks " + resource);
    }
    return in;
  }
}
