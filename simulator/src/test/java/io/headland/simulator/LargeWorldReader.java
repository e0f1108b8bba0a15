package io.headland.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/// Starts a simulator with a million fields, reads them unpaged and by a filter, and prints the
/// results.
final class LargeWorldReader {
  private static final byte[] MARK = "\"@type\":\"Field\"".getBytes(StandardCharsets.UTF_8);

  private LargeWorldReader() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    SimulatorOptions options =
        SimulatorOptions.defaults().withOrganizations(1).withFields(Integer.parseInt(arguments[0]));
    try (GrowerBrowser browser = GrowerBrowser.to(options)) {
      String id = GrowerBrowser.ids(browser.getJson("/platform/organizations")).getFirst();
      String fields = "/platform/organizations/" + id + "/fields?recordFilter=all&showLinks=none";
      System.out.println(
          "filtered=" + browser.getJson(fields + "&fieldName=Ridge%2099").path("total").asInt());
      System.out.println("unpaged=" + read(browser, fields));
    }
  }

  private static long read(GrowerBrowser browser, String target)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(browser.base() + target));
    String[] headers = browser.withToken("x-deere-no-paging", "true", "Accept-Encoding", "gzip");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (HttpClient http = HttpClient.newHttpClient();
        InputStream body =
            new GZIPInputStream(
                http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body())) {
      return count(body);
    }
  }

  private static long count(InputStream body) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long found = 0;
    int matched = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      for (int i = 0; i < read; i++) {
        boolean same = buffer[i] == MARK[matched];
        matched = same ? matched + 1 : buffer[i] == MARK[0] ? 1 : 0;
        if (matched == MARK.length) {
          found++;
          matched = 0;
        }
      }
    }
    return found;
  }
}
