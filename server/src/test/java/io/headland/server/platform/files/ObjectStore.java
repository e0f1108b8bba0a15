package io.headland.server.platform.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/// S3Proxy, an object store with the protocol of S3, as a process with files in a folder. It
/// rejects requests with a wrong signature.
///
/// The clients of this JVM are configured by system properties until it is closed.
public final class ObjectStore implements AutoCloseable {
  public static final String BUCKET = "machine-files";

  private static final String IDENTITY = "headland";
  private static final Pattern STARTED =
      Pattern.compile("ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Path folder;
  private final Map<String, String> properties;
  private int port;
  private Process process;

  private ObjectStore(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("data"));
    this.process = launch();
    this.properties =
        Map.of(
            "aws.endpointUrlS3",
            "http://127.0.0.1:" + port,
            "aws.accessKeyId",
            IDENTITY,
            "aws.secretAccessKey",
            "secret of the test",
            "aws.region",
            "us-east-1");
    properties.forEach(System::setProperty);
  }

  /// Starts it on a free port, with a bucket.
  public static ObjectStore start(Path folder) throws IOException {
    ObjectStore store = new ObjectStore(folder);
    try (S3Client client = S3Clients.fromEnvironment()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
    return store;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Ends the process; its files are kept.
  public void stop() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts it again on the same port.
  public void startAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() throws IOException {
    Path settings = folder.resolve("s3proxy.conf");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=secret of the test
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, IDENTITY, folder.resolve("data")));
    Process started =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx128m",
                    "-jar",
                    Path.of("target/object-store/s3proxy.jar").toAbsolutePath().toString(),
                    "--properties",
                    settings.toString()))
            .redirectErrorStream(true)
            .start();
    BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
    port = awaitPort(output);
    Thread.ofVirtual().start(() -> discard(output));
    return started;
  }

  private static int awaitPort(BufferedReader output) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
      read.append(line).append('\n');
    }
    throw new IllegalStateException("The object store did not start: " + read);
  }

  /// The process stops when its output is not read.
  private static void discard(BufferedReader output) {
    try (output) {
      while (Optional.ofNullable(output.readLine()).isPresent()) {}
    } catch (IOException _) {
      // The process has ended.
    }
  }

  @Override
  public void close() {
    stop();
    properties.keySet().forEach(System::clearProperty);
  }
}
