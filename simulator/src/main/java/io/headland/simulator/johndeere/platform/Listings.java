package io.headland.simulator.johndeere.platform;

import io.headland.simulator.fielddata.IdGenerator;
import io.headland.simulator.http.Json;
import io.headland.simulator.http.Response;
import io.headland.simulator.johndeere.world.Switches;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Responds with a list: one page of it, all of it, or, for a caller that sends a signature, the
/// changes.
final class Listings {
  static final String SIGNATURE = "x-deere-signature";

  /// A longer list is paged, regardless of the signature.
  private static final int LARGEST_SIGNED = 10_000;

  /// A longer list that is requested in one response is written record by record.
  private static final int LARGEST_IN_MEMORY = 1_000;

  /// The length of `]}`.
  private static final int END_OF_VALUES = 2;

  private final Errors errors;
  private final ResponseCache cache = new ResponseCache();
  private final SignatureRegistry signatures = new SignatureRegistry();

  Listings(Errors errors) {
    this.errors = errors;
  }

  /// A list that supports signatures. Rendered pages are cached until the world changes.
  Response signed(Call call, Supplier<List<Item>> items) {
    return ListForm.signature(call)
        .map(sent -> compare(call, sent, items))
        .orElseGet(() -> plain(call, Errors.AXIOM_UTF8, items));
  }

  /// A list without signatures.
  Response plain(Call call, String mediaType, Supplier<List<Item>> items) {
    return switch (ListForm.of(call)) {
      case ListForm.Rejected(int status) -> rejected(status);
      case ListForm.Invalid() -> badPage();
      case ListForm.Whole() ->
          cache
              .get(
                  call,
                  key(call, "whole"),
                  () -> rendered(complete(call, mediaType, PagedList.of(items.get()))))
              .response();
      case ListForm.Paged(PageRequest page) ->
          cache
              .get(
                  call,
                  key(call, "page"),
                  () -> rendered(page(call, mediaType, page, PagedList.of(items.get()))))
              .response();
    };
  }

  /// Like [#signed], for lists whose pages are too long for the cache.
  Response signedPages(Call call, PagedList<Item> items) {
    return ListForm.signature(call)
        .filter(_ -> items.total() <= LARGEST_SIGNED)
        .map(sent -> compare(call, sent, () -> items.slice(0, items.total())))
        .orElseGet(() -> pages(call, Errors.AXIOM_UTF8, items));
  }

  /// A list of fields or boundaries; no recorded traffic shows whether it supports signatures.
  Response optionallySigned(Call call, PagedList<Item> items) {
    return optionallySigned(call, call.now().switches().fieldSignatures(), items);
  }

  Response optionallySigned(
      Call call, Switches.FieldSignatures signaturesAre, PagedList<Item> items) {
    Switches switches = call.now().switches();
    return switch (signaturesAre) {
      case PRESENT -> signedPages(call, items);
      case ABSENT -> pages(call, Errors.AXIOM_UTF8, items);
      case FAIL ->
          call.request().header(SIGNATURE).isPresent()
              ? rejected(switches.rejectionStatus())
              : pages(call, Errors.AXIOM_UTF8, items);
    };
  }

  /// Like [#plain], for lists whose pages are too long for the cache.
  Response pages(Call call, String mediaType, PagedList<Item> items) {
    return switch (ListForm.of(call)) {
      case ListForm.Rejected(int status) -> rejected(status);
      case ListForm.Invalid() -> badPage();
      case ListForm.Whole() -> complete(call, mediaType, items);
      case ListForm.Paged(PageRequest page) -> page(call, mediaType, page, items);
    };
  }

  private Response rejected(int status) {
    return status == 403
        ? errors.accessDenied()
        : errors.of(status, "The request could not be processed.");
  }

  private Response badPage() {
    return errors.of(400, "The paging parameters are not valid.");
  }

  private Response compare(Call call, String sent, Supplier<List<Item>> items) {
    String list = key(call, "signed");
    Rendered current = cache.get(call, list, () -> signed(call, items.get()));
    Optional<Map<String, Rendered.Fingerprint>> earlier = signatures.find(list, sent);
    signatures.remember(list, current);
    Switches switches = call.now().switches();
    if (earlier.isPresent() && sent.equals(current.signature())) {
      return switch (switches.signatureUnchanged()) {
        case NOT_MODIFIED -> Response.empty(304).with(SIGNATURE, current.signature());
        case SAME_SIGNATURE -> current.response();
        case NO_SIGNATURE -> Response.of(200, Errors.AXIOM_UTF8, current.response().body());
      };
    }
    boolean delta = switches.signatureChanged() == Switches.Changed.DELTA;
    return earlier.isPresent() && delta
        ? delta(call, earlier.get(), current, items.get())
        : current.response();
  }

  private static Response page(
      Call call, String mediaType, PageRequest page, PagedList<Item> items) {
    int total = items.total();
    int from = Math.min(page.offset(), total);
    int to = Math.min(from + page.limit(), total);
    ArrayNode values = Json.array();
    items.slice(from, to).forEach(item -> values.add(item.body().get()));
    ArrayNode links = new PageLinks(call).around(page, total);
    return Response.of(200, mediaType, envelope(call, links, total, values));
  }

  private static Response complete(Call call, String mediaType, PagedList<Item> items) {
    int total = items.total();
    if (total > LARGEST_IN_MEMORY) {
      byte[] around = envelope(call, new PageLinks(call).complete(), total, total, Json.array());
      return Response.streamed(200, mediaType, out -> write(around, items, out));
    }
    ArrayNode values = Json.array();
    items.slice(0, items.total()).forEach(item -> values.add(item.body().get()));
    byte[] body = envelope(call, new PageLinks(call).complete(), values.size(), values);
    return Response.of(200, mediaType, body);
  }

  /// Writes the values into an envelope that has none.
  private static void write(byte[] envelope, PagedList<Item> items, OutputStream out)
      throws IOException {
    int middle = envelope.length - END_OF_VALUES;
    out.write(envelope, 0, middle);
    Iterator<Item> all = items.iterator();
    for (boolean first = true; all.hasNext(); first = false) {
      if (!first) {
        out.write(',');
      }
      out.write(Json.bytes(all.next().body().get()));
    }
    out.write(envelope, middle, END_OF_VALUES);
  }

  private static Rendered rendered(Response response) {
    return new Rendered(response, "", Map.of());
  }

  private static Rendered signed(Call call, List<Item> items) {
    ArrayNode values = Json.array();
    Map<String, Rendered.Fingerprint> fingerprints = new HashMap<>();
    for (Item item : items) {
      ObjectNode body = item.body().get();
      fingerprints.put(item.id(), fingerprint(item, body));
      values.add(body);
    }
    byte[] body = envelope(call, new PageLinks(call).complete(), items.size(), values);
    String signature =
        IdGenerator.digest(new String(body, StandardCharsets.UTF_8)).substring(0, 32);
    Response response = Response.of(200, Errors.AXIOM_UTF8, body).with(SIGNATURE, signature);
    return new Rendered(response, signature, fingerprints);
  }

  /// New and changed entries in full; a deleted one with only a link `delete`.
  private static Response delta(
      Call call, Map<String, Rendered.Fingerprint> earlier, Rendered current, List<Item> items) {
    ArrayNode values = Json.array();
    for (Item item : items) {
      ObjectNode body = item.body().get();
      if (!fingerprint(item, body).equals(earlier.get(item.id()))) {
        values.add(body);
      }
    }
    earlier.entrySet().stream()
        .filter(entry -> !current.fingerprints().containsKey(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> values.add(deleted(entry.getKey(), entry.getValue())));
    byte[] body = envelope(call, new PageLinks(call).complete(), values.size(), values);
    return Response.of(200, Errors.AXIOM_UTF8, body).with(SIGNATURE, current.signature());
  }

  private static ObjectNode deleted(String id, Rendered.Fingerprint earlier) {
    ObjectNode body = Json.object().put("@type", earlier.type()).put("id", id);
    body.set("links", Links.all().add("delete", earlier.uri()).array());
    return body;
  }

  private static Rendered.Fingerprint fingerprint(Item item, ObjectNode body) {
    return new Rendered.Fingerprint(body.toString().hashCode(), item.type(), item.uri());
  }

  private static byte[] envelope(Call call, ArrayNode links, int total, ArrayNode values) {
    return envelope(call, links, total, values.size(), values);
  }

  /// @param shown the number of records in the response
  private static byte[] envelope(
      Call call, ArrayNode links, int total, int shown, ArrayNode values) {
    ObjectNode envelope = Json.object();
    envelope.set("links", links);
    switch (call.now().switches().listTotal()) {
      case NUMBER -> envelope.put("total", total);
      case TEXT -> envelope.put("total", Integer.toString(total));
      case ABSENT -> {}
      case OF_PAGE -> envelope.put("total", shown);
      case TOO_HIGH -> envelope.put("total", total + 7);
    }
    envelope.set("values", values);
    return Json.bytes(envelope);
  }

  /// Everything that the response depends on besides the world.
  private static String key(Call call, String form) {
    return form
        + '|'
        + call.clientKey()
        + '|'
        + call.userName().orElse("")
        + '|'
        + String.join(" ", call.caller().scopes())
        + '|'
        + (call.requestsEnglishUnits() ? "ac" : "ha")
        + '|'
        + call.request().header("round-measurements").orElse("")
        + '|'
        + call.request().target();
  }
}
