package io.headland.server.platform.files;

import io.headland.server.platform.config.S3Location;
import io.headland.server.platform.config.StartupException;
import io.headland.server.platform.id.UuidGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Files in a bucket of an S3-compatible object store, which several nodes share.
///
/// A file that is read is copied to the temporary folder of this process. Each use compares the
/// entity tag of the copy with that in the store, so that a file which another node replaced or
/// deleted is not used.
public final class S3Files implements StoredFiles {
  private static final Logger log = LoggerFactory.getLogger(S3Files.class);

  private static final int NOT_FOUND = 404;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final S3Client client;
  private final S3Location location;
  private final Path folder;
  private final TemporaryFolder temporary;
  private final UuidGenerator ids;
  private final LocalCopies copies;

  private S3Files(
      S3Client client,
      S3Location location,
      Path folder,
      TemporaryFolder temporary,
      UuidGenerator ids,
      LocalCopies copies) {
    this.client = client;
    this.location = location;
    this.folder = folder;
    this.temporary = temporary;
    this.ids = ids;
    this.copies = copies;
  }

  /// Opens a bucket. An object store that cannot be reached is no error at this point: its files
  /// cannot be used until it can be reached.
  ///
  /// @param folder of temporary files on this node, created if necessary
  /// @throws StartupException when the bucket does not exist, the access is denied, or the folder
  ///   cannot be used
  public static S3Files open(
      S3Client client, S3Location location, Path folder, UuidGenerator ids, InstantSource clock) {
    requireBucket(client, location);
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      OwnerOnly.createFolder(absolute);
      return new S3Files(
          client,
          location,
          absolute,
          TemporaryFolder.claim(absolute, ids),
          ids,
          new LocalCopies(clock));
    } catch (IOException e) {
      throw new StartupException("The folder %s cannot be used: %s.".formatted(absolute, e), e);
    }
  }

  private static void requireBucket(S3Client client, S3Location location) {
    try {
      client.headBucket(request -> request.bucket(location.bucket()));
    } catch (S3Exception e) {
      if (e.statusCode() >= CLIENT_ERROR && e.statusCode() < SERVER_ERROR) {
        throw new StartupException(
            e.statusCode() == NOT_FOUND
                ? "There is no bucket %s.".formatted(location.bucket())
                : "The access to the bucket %s is denied (status %d)."
                    .formatted(location.bucket(), e.statusCode()),
            e);
      }
      log.warn("The object store of {} has a failure: {}", location, e.getMessage());
    } catch (SdkException e) {
      log.warn("The object store of {} cannot be reached: {}", location, e.getMessage());
    }
  }

  @Override
  public Optional<Path> find(String key) throws IOException {
    String object = object(key);
    Optional<String> tag = tag(object);
    if (tag.isEmpty()) {
      copies.forget(key);
      return Optional.empty();
    }
    Optional<Path> copy = copies.use(key, tag.get());
    return copy.isPresent() ? copy : download(key, object);
  }

  private String object(String key) {
    return location.prefix() + FileKey.require(key);
  }

  private Optional<String> tag(String object) throws IOException {
    try {
      return Optional.of(
          client.headObject(request -> request.bucket(location.bucket()).key(object)).eTag());
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private Optional<Path> download(String key, String object) throws IOException {
    Path target = temporary.path(ids.next() + ".copy");
    Files.createFile(target, OwnerOnly.fileAttributes());
    try (ResponseInputStream<GetObjectResponse> content =
            client.getObject(request -> request.bucket(location.bucket()).key(object));
        OutputStream copy = Files.newOutputStream(target)) {
      content.transferTo(copy);
      copies.put(key, target, content.response().eTag());
      return Optional.of(target);
    } catch (NoSuchKeyException _) {
      Files.delete(target);
      return Optional.empty();
    } catch (SdkException e) {
      Files.delete(target);
      throw failure(e);
    } catch (IOException e) {
      Files.delete(target);
      throw e;
    }
  }

  @Override
  public void commit(Path temporaryFile, String key) throws IOException {
    String object = object(key);
    String tag =
        call(
            () ->
                client
                    .putObject(
                        request -> request.bucket(location.bucket()).key(object),
                        RequestBody.fromFile(temporaryFile))
                    .eTag());
    Path copy = temporary.path(ids.next() + ".copy");
    OwnerOnly.restrict(temporaryFile);
    Files.move(temporaryFile, copy, StandardCopyOption.ATOMIC_MOVE);
    copies.put(key, copy, tag);
  }

  @Override
  public void delete(String key) throws IOException {
    deleteObject(object(key));
    copies.forget(key);
  }

  @Override
  public void deleteAll(String prefix) throws IOException {
    String folderOfKeys = object(prefix) + "/";
    for (S3Object each : objects(folderOfKeys)) {
      deleteObject(each.key());
      copies.forget(each.key().substring(location.prefix().length()));
    }
  }

  private void deleteObject(String object) throws IOException {
    call(() -> client.deleteObject(request -> request.bucket(location.bucket()).key(object)));
  }

  /// Called each hour, it also deletes unused copies on a node that reads no files.
  @Override
  public List<String> names() throws IOException {
    copies.deleteUnused();
    return namesAfter(location.prefix());
  }

  @Override
  public List<String> names(String prefix) throws IOException {
    return namesAfter(object(prefix) + "/");
  }

  private List<String> namesAfter(String prefix) throws IOException {
    ListObjectsV2Request request = list(prefix).delimiter("/").build();
    return call(
        () ->
            client.listObjectsV2Paginator(request).stream()
                .flatMap(
                    page ->
                        Stream.concat(
                            page.commonPrefixes().stream()
                                .map(common -> common.prefix().substring(prefix.length()))
                                .map(name -> name.substring(0, name.length() - 1)),
                            page.contents().stream()
                                .map(object -> object.key().substring(prefix.length()))))
                .filter(FileKey::isName)
                .toList());
  }

  @Override
  public Optional<Instant> lastModified(String prefix) throws IOException {
    return objects(object(prefix) + "/").stream()
        .map(S3Object::lastModified)
        .max(Instant::compareTo);
  }

  private List<S3Object> objects(String prefix) throws IOException {
    ListObjectsV2Request request = list(prefix).build();
    return call(() -> client.listObjectsV2Paginator(request).contents().stream().toList());
  }

  private ListObjectsV2Request.Builder list(String prefix) {
    return ListObjectsV2Request.builder().bucket(location.bucket()).prefix(prefix);
  }

  @Override
  public Path temporaryFile(String ending) throws IOException {
    return Files.createFile(temporary.path(ids.next() + ending), OwnerOnly.fileAttributes());
  }

  @Override
  public Path temporaryFolder() throws IOException {
    Path created = temporary.path(ids.next().toString());
    OwnerOnly.createFolder(created);
    return created;
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private <T> T call(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private IOException failure(SdkException cause) {
    return new StoreUnavailableException(
        "The object store of %s does not accept the request: %s"
            .formatted(location, cause.getMessage()),
        cause);
  }

  @Override
  public void close() throws IOException {
    client.close();
    temporary.close();
  }
}
