package io.headland.demo.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// A program of the API owner that receives webhooks and verifies their signatures.
final class Receiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PREFIX = "whsec_";

  private final HttpServer server;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  private record Message(String id, String timestamp, String signatures, String body) {}

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver open() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Receiver receiver = new Receiver(server);
      server.createContext("/", receiver::take);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort()));
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    messages.add(
        new Message(
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature")),
            body));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /// Waits for the given number of messages, each of which must be signed with the secret.
  List<JsonNode> await(int number, String secret) throws InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    while (events.size() < number) {
      Message message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      StepFailed.unless(
          message != null, "received %d of %d messages".formatted(events.size(), number));
      if (message != null) {
        StepFailed.unless(isSigned(message, secret), "a message is not signed with the secret");
        events.add(HttpCalls.JSON.readTree(message.body()));
      }
    }
    return events;
  }

  /// As specified by Standard Webhooks: id, time and body, by HMAC with SHA-256; one valid
  /// signature of several is sufficient.
  private static boolean isSigned(Message message, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = message.id() + "." + message.timestamp() + "." + message.body();
      byte[] expected =
          ("v1,"
                  + Base64.getEncoder()
                      .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))))
              .getBytes(StandardCharsets.UTF_8);
      for (String signature : message.signatures().split(" ", -1)) {
        if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC with SHA-256 is not available", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
