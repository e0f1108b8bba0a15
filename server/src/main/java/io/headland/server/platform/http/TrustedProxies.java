package io.headland.server.platform.http;

import io.headland.server.platform.config.HttpConfig.ProxyConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// Evaluates `Forwarded` (RFC 7239) and `X-Forwarded-For`, `-Proto`, `-Host` and `-Prefix` of
/// requests whose peer is a trusted proxy; those of other peers are ignored.
///
/// Each proxy appends the address from which it received the request: the right-most address that
/// is not one of a trusted proxy is the client's, regardless of what the client itself sent.
final class TrustedProxies {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final int MAX_PREFIX = 256;

  private final ProxyConfig config;

  TrustedProxies(ProxyConfig config) {
    this.config = config;
  }

  /// Whether connections of a peer are exempt from the limit of one address: those of a trusted
  /// proxy and, if none is configured, of the loopback address, from which a proxy of the same
  /// machine connects.
  boolean isExempt(InetAddress peer) {
    return config.trusted().isEmpty() ? peer.isLoopbackAddress() : config.isTrusted(peer);
  }

  RequestOrigin originOf(Request request) {
    SocketAddress socket = request.getConnectionMetaData().getRemoteSocketAddress();
    InetAddress peer =
        socket instanceof InetSocketAddress inet && inet.getAddress() != null
            ? inet.getAddress()
            : InetAddress.getLoopbackAddress();
    return originOf(peer, request.getHeaders());
  }

  RequestOrigin originOf(InetAddress peer, HttpFields headers) {
    if (!config.isTrusted(peer)) {
      return RequestOrigin.direct(peer);
    }
    List<ForwardedElement> forwarded = ForwardedElement.parse(headers.getValuesList("Forwarded"));
    List<String> addresses = listed(headers, "X-Forwarded-For");
    InetAddress client = client(peer, forwarded, addresses);
    Optional<ForwardedElement> last =
        forwarded.isEmpty() ? Optional.empty() : Optional.of(forwarded.getLast());
    return new RequestOrigin(
        client,
        last(headers, "X-Forwarded-Proto")
            .or(() -> last.flatMap(ForwardedElement::scheme))
            .filter(scheme -> scheme.equals("http") || scheme.equals("https")),
        last(headers, "X-Forwarded-Host")
            .or(() -> last.flatMap(ForwardedElement::host))
            .filter(TrustedProxies::isHost),
        last(headers, "X-Forwarded-Prefix")
            .map(prefix -> prefix.replaceFirst("/$", ""))
            .filter(prefix -> prefix.length() <= MAX_PREFIX && PREFIX.matcher(prefix).matches()));
  }

  /// A proxy that sets one of the two headers passes on the other from the client: if they
  /// contradict each other, neither is used.
  private InetAddress client(
      InetAddress peer, List<ForwardedElement> forwarded, List<String> addresses) {
    if (forwarded.isEmpty()) {
      return walk(peer, addresses);
    }
    InetAddress standard =
        walk(peer, forwarded.stream().map(element -> element.client().orElse("unknown")).toList());
    return addresses.isEmpty() || walk(peer, addresses).equals(standard) ? standard : peer;
  }

  private static boolean isHost(String text) {
    if (!HOST.matcher(text).matches()) {
      return false;
    }
    try {
      return new URI("http://" + text).getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private InetAddress walk(InetAddress peer, List<String> addresses) {
    InetAddress last = peer;
    for (String text : addresses.reversed()) {
      Optional<InetAddress> address = ForwardedElement.address(text);
      if (address.isEmpty()) {
        return last;
      }
      last = address.get();
      if (!config.isTrusted(last)) {
        return last;
      }
    }
    return last;
  }

  private static Optional<String> last(HttpFields headers, String name) {
    List<String> values = listed(headers, name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  private static List<String> listed(HttpFields headers, String name) {
    return headers.getValuesList(name).stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
