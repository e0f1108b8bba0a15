package io.headland.server.api.console;

import static io.headland.server.platform.http.StaticFile.CHECK_EACH_TIME;
import static io.headland.server.platform.http.StaticFile.IMMUTABLE;

import io.headland.server.platform.http.Problem;
import io.headland.server.platform.http.ProblemException;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.http.StaticFile;
import io.headland.server.platform.http.WebLibrary;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files of the web console. Its data is from the public API, with a token like any client.
///
/// `/console` is the page; its files are in a folder whose name is a digest of all of them, so that
/// browsers cache the files and do not mix versions.
public final class ConsoleResource {
  /// No external resources, no script and no style in the page; texts become markup only in the
  /// library that escapes them.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html default";

  private static final String FOLDER = "/console/";
  private static final String ALL = "/{version}/";

  private final SortedMap<String, StaticFile> files = new TreeMap<>();
  private final StaticFile page =
      StaticFile.changed("/console/index.html", text -> text.replace("${version}", version()));
  private @Nullable String version;

  public ConsoleResource() {
    new String(StaticFile.read("/console/files.txt"), StandardCharsets.UTF_8)
        .lines()
        .forEach(name -> files.put(name, StaticFile.of(FOLDER + name, IMMUTABLE)));
    addLibraries();
  }

  public void addTo(Routes routes) {
    routes
        .open("GET", "/", _ -> Response.seeOther("/console"))
        .open("GET", "/console", this::page)
        .open("GET", "/console" + ALL + "{file}", request -> file(request, request.path("file")))
        .open(
            "GET",
            "/console" + ALL + "{folder}/{file}",
            request -> file(request, request.path("folder") + '/' + request.path("file")))
        .open(
            "GET",
            "/console" + ALL + "{folder}/{inner}/{file}",
            request ->
                file(
                    request,
                    request.path("folder")
                        + '/'
                        + request.path("inner")
                        + '/'
                        + request.path("file")));
  }

  private void addLibraries() {
    WebLibrary lit = WebLibrary.mvnpm("lit-html");
    for (String name :
        new String[] {
          "lit-html.js",
          "directive.js",
          "directive-helpers.js",
          "async-directive.js",
          "directives/live.js",
          "directives/ref.js",
          "directives/repeat.js"
        }) {
      library("lit/" + name, lit.file(name));
    }
    WebLibrary leaflet = WebLibrary.webjar("org.webjars.npm", "leaflet");
    library("leaflet/leaflet.js", leaflet.file("dist/leaflet.js"));
    library("leaflet/leaflet.css", leaflet.file("dist/leaflet.css"));
    library(
        "chart/chart.js",
        WebLibrary.webjar("org.webjars.npm", "chart.js").file("dist/chart.umd.min.js"));
  }

  private void library(String name, String resource) {
    files.put(name, StaticFile.of(resource, IMMUTABLE));
  }

  private Response page(Request request) {
    return page.handle(request)
        .header("Content-Security-Policy", POLICY)
        .header("Cross-Origin-Opener-Policy", "same-origin");
  }

  /// The version in the path is ignored: a page of an earlier version gets the present file.
  private Response file(Request request, String name) {
    StaticFile file = files.get(name);
    if (file == null) {
      throw new ProblemException(Problem.notFound("There is no resource at this path."));
    }
    Response response = file.handle(request);
    return request.path("version").equals(version())
        ? response
        : response.header("Cache-Control", CHECK_EACH_TIME);
  }

  private synchronized String version() {
    String known = version;
    if (known == null) {
      known = fingerprint();
      version = known;
    }
    return known;
  }

  private String fingerprint() {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, StaticFile> file : files.entrySet()) {
      all.append(file.getKey()).append(file.getValue().fingerprint());
    }
    return StaticFile.digest(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
