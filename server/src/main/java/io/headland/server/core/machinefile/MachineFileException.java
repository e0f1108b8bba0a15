package io.headland.server.core.machinefile;

/// A file that cannot be read. The message states the reason and the position, and is returned to
/// the API owner.
public final class MachineFileException extends Exception {
  private static final long serialVersionUID = 1L;

  public MachineFileException(String message) {
    super(message);
  }

  public MachineFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
