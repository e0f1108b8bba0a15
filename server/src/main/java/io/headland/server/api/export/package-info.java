/// Exports of machine files, field operations and fields in formats that other programs open.
@NullMarked
package io.headland.server.api.export;

import org.jspecify.annotations.NullMarked;
