package io.headland.server.engine.machinefile;

import com.github.kagkarlsson.scheduler.task.Task;
import io.headland.server.core.batch.Batch;
import io.headland.server.core.batch.BatchTaskStore;
import io.headland.server.core.machinefile.store.AssignmentTaskStore;
import io.headland.server.core.machinefile.store.FileMergeTaskStore;
import io.headland.server.core.machinefile.store.MergedFileStore.Waiting;
import io.headland.server.core.operation.MergeTaskStore;
import io.headland.server.engine.machinefile.OperationMerge.Input;
import io.headland.server.engine.machinefile.OperationMerge.MergedField;
import io.headland.server.platform.files.FullDisk;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.tasks.Backoff;
import io.headland.server.platform.tasks.TaskFactory;
import io.headland.server.platform.tasks.TaskFactory.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tasks of machine files, which the scheduler of syncs executes. [ConversionSlots] limits the
/// archives and files that a node converts or merges at the same time; the other tasks of the node
/// continue meanwhile.
public final class MachineFileTasks {
  private static final Logger log = LoggerFactory.getLogger(MachineFileTasks.class);
  private static final Duration WHILE_OTHERS_ARE_CONVERTED = Duration.ofSeconds(1);
  private static final int MAX_FAILURES = 10;

  /// The pause while the disk is full. A full disk is not counted as a failure.
  private static final Duration WHILE_DISK_IS_FULL = Duration.ofMinutes(5);

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10));

  private final BatchConversion conversion;
  private final OperationMerge merge;
  private final FileMerge fileMerge;
  private final LaterFields laterFields;
  private final InstantSource clock;
  private final Runnable wake;
  private final ConversionSlots slots = ConversionSlots.ofNode();

  /// The tasks of a node.
  ///
  /// @param wake the scheduler of this node, after tasks were inserted
  public MachineFileTasks(
      BatchConversion conversion,
      OperationMerge merge,
      FileMerge fileMerge,
      LaterFields laterFields,
      InstantSource clock,
      Runnable wake) {
    this.conversion = conversion;
    this.merge = merge;
    this.fileMerge = fileMerge;
    this.laterFields = laterFields;
    this.clock = clock;
    this.wake = wake;
  }

  public List<Task<?>> all() {
    TaskFactory factory = new TaskFactory(clock);
    return List.of(
        factory.queue(BatchTaskStore.CONVERT, BACKOFF, this::convert, this::conversionFailed),
        factory.queue(MergeTaskStore.MERGE, BACKOFF, (instance, _) -> merge(instance)),
        factory.queue(AssignmentTaskStore.ASSIGN, BACKOFF, this::assign),
        factory.queue(
            FileMergeTaskStore.MERGE,
            BACKOFF,
            (instance, _) -> mergeFiles(instance),
            this::mergeOfFilesFailed));
  }

  private Next convert(String name, BooleanSupplier isStopping) {
    BatchTaskStore.Instance instance = BatchTaskStore.Instance.parse(name);
    Optional<Batch> batch = conversion.find(instance.owner(), instance.batch());
    if (batch.isEmpty()) {
      return Next.done();
    }
    long size = batch.get().size();
    if (!slots.tryAcquire(size)) {
      return Next.at(clock.instant().plus(WHILE_OTHERS_ARE_CONVERTED));
    }
    try {
      return conversion.convert(instance.owner(), batch.get(), isStopping)
          ? Next.done().then(wake)
          : Next.at(clock.instant());
    } catch (IOException | RuntimeException e) {
      if (FullDisk.isCauseOf(e)) {
        conversion.waitForDisk(instance.owner(), instance.batch());
      }
      return whileDiskIsFull("The conversion of batch " + instance.batch(), e);
    } finally {
      slots.release(size);
    }
  }

  /// When work is repeated that failed because of a full disk; other failures are thrown.
  private Next whileDiskIsFull(String work, Exception failure) {
    if (FullDisk.isCauseOf(failure)) {
      log.warn("{} waits because the disk is full", work, failure);
      return Next.at(clock.instant().plus(WHILE_DISK_IS_FULL));
    }
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new UncheckedIOException((IOException) failure);
  }

  private void conversionFailed(String name, int failures) {
    if (failures >= MAX_FAILURES) {
      BatchTaskStore.Instance instance = BatchTaskStore.Instance.parse(name);
      log.error("The conversion of batch {} is abandoned", instance.batch());
      conversion.abandon(instance.owner(), instance.batch());
    }
  }

  private Next mergeFiles(String name) {
    FileMergeTaskStore.Instance instance = FileMergeTaskStore.Instance.parse(name);
    Optional<Waiting> file = fileMerge.find(instance.owner(), instance.file());
    if (file.isEmpty()) {
      return Next.done();
    }
    long size = file.get().sizeInBytes();
    if (!slots.tryAcquire(size)) {
      return Next.at(clock.instant().plus(WHILE_OTHERS_ARE_CONVERTED));
    }
    try {
      fileMerge.merge(instance.owner(), file.get());
      return Next.done();
    } catch (IOException | RuntimeException e) {
      if (FullDisk.isCauseOf(e)) {
        fileMerge.waitForDisk(instance.owner(), instance.file());
      }
      return whileDiskIsFull("The merge of files to " + instance.file(), e);
    } finally {
      slots.release(size);
    }
  }

  private void mergeOfFilesFailed(String name, int failures) {
    if (failures >= MAX_FAILURES) {
      FileMergeTaskStore.Instance instance = FileMergeTaskStore.Instance.parse(name);
      log.error("The merge of files to {} is abandoned", instance.file());
      fileMerge.abandon(instance.owner(), instance.file());
    }
  }

  private Next assign(String name, BooleanSupplier isStopping) {
    AssignmentTaskStore.Instance user = AssignmentTaskStore.Instance.parse(name);
    try {
      boolean ended = laterFields.assign(user, isStopping);
      return (ended ? Next.done() : Next.at(clock.instant())).then(wake);
    } catch (IOException | RuntimeException e) {
      return whileDiskIsFull("The assignment of files of Leaf user " + user.leafUser(), e);
    }
  }

  private Next merge(String name) {
    String[] names = name.split("/", -1);
    MergedField field =
        new MergedField(
            ApiOwnerId.parse(names[0]).orElseThrow(),
            LeafUserId.parse(names[1]).orElseThrow(),
            UUID.fromString(names[2]));
    Input input = merge.input(field);
    try {
      merge.merge(field, input.files());
    } catch (IOException | RuntimeException e) {
      return whileDiskIsFull("The merge of field " + field.id(), e);
    }
    return Next.done()
        .then(
            () -> {
              // What was changed during the merge could not schedule it.
              if (merge.hasChanged(field, input)) {
                merge.schedule(field);
              }
            });
  }
}
