/// The HTTP server: connections, requests, routes, problems and responses. Only this package uses
/// the classes of the server library.
@NullMarked
package io.headland.server.platform.http;

import org.jspecify.annotations.NullMarked;
