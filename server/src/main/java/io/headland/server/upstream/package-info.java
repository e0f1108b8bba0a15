/// Outbound HTTP, and the only package that knows `java.net.http`: one client, time limits, a
/// bounded body, redaction, `Retry-After`. It never repeats a call and never follows a redirect;
/// whoever called decides. Every call is told to the caller's recorder, whatever came of it.
@NullMarked
package io.headland.server.upstream;

import org.jspecify.annotations.NullMarked;
