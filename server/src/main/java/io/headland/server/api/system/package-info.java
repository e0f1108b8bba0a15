/// Health checks, metrics, the contract, and the state of the installation.
@NullMarked
package io.headland.server.api.system;

import org.jspecify.annotations.NullMarked;
