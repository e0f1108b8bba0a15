package io.headland.server.core.machinefile;

import io.headland.server.core.machinefile.MachineFileSamples.Passes;
import io.headland.server.core.machinefile.MachineFileSamples.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A task set with one time log: 8 t/ha at 16 % moisture, 80,000 seeds/ha, 200 L/ha, or a depth of
/// 15 cm with a chisel. The log states the total distance, whose first value counts for no area.
public final class IsoxmlSample {
  private static final long FIRST_DAY = LocalDate.of(1980, 1, 1).toEpochDay();
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final int TOTAL_DISTANCE = 0x75;

  private final OperationType type;
  private final Passes passes;

  private record Value(int identifier, int stored) {}

  private IsoxmlSample(OperationType type, Passes passes) {
    this.type = type;
    this.passes = passes;
  }

  /// A sample of work on passes.
  public static IsoxmlSample of(OperationType type, Passes passes) {
    return new IsoxmlSample(type, passes);
  }

  public Path write(Path zip) throws IOException {
    return MachineFileSamples.zip(zip, entries());
  }

  /// Square metres.
  public double area() {
    return (passes.positions().size() - 1) * passes.step() * passes.width();
  }

  /// The files of the task set by their paths.
  public Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("TASKDATA/TASKDATA.XML", tasks().getBytes(StandardCharsets.UTF_8));
    entries.put("TASKDATA/TLG00001.XML", header().getBytes(StandardCharsets.UTF_8));
    entries.put("TASKDATA/TLG00001.BIN", records());
    return entries;
  }

  private List<Value> values() {
    return switch (type) {
      case HARVESTED -> List.of(new Value(0x54, 800_000), new Value(0x63, 160_000));
      case PLANTED -> List.of(new Value(0x0C, 8_000));
      case APPLIED -> List.of(new Value(0x02, 2_000_000));
      case TILLAGE -> List.of(new Value(0x34, 150));
    };
  }

  private String tasks() {
    // Device class 4 is a seeder, 6 a sprayer, 7 a harvester, 2 a tillage implement.
    String deviceClass =
        switch (type) {
          case HARVESTED -> "0E";
          case PLANTED -> "08";
          case APPLIED -> "0C";
          case TILLAGE -> "04";
        };
    String technique = type == OperationType.TILLAGE ? "<OTP A=\"CPC1\" B=\"OTQ1\"/>" : "";
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <ISO11783_TaskData VersionMajor="4" VersionMinor="2" DataTransferOrigin="2">
      <CTR A="CTR1" B="Meyer" C="Peter"/><FRM A="FRM1" B="Home farm" I="CTR1"/>
      <CTP A="CTP1" B="Corn"><CVT A="CVT1" B="Golden Bantam"/></CTP>
      <PDT A="PDT1" B="RoundUp"/><CPC A="CPC1" B="Tillage"/><OTQ A="OTQ1" B="Chisel"/>
      <PFD A="PFD1" C="North 40" D="0" E="CTR1" F="FRM1" G="CTP1" H="CVT1"/>
      <DVC A="DVC-1" B="Implement 9000" D="A0%s000B2BBC1C00" E="4711">
        <DET A="DET-1" B="1" C="1" E="1" F="0"><DOR A="10"/></DET>
        <DPT A="10" B="0043" C="%d"/>
      </DVC>
      <TSK A="TSK1" B="Work of May" C="CTR1" D="FRM1" E="PFD1" G="4">
        %s<PAN A="PDT1" E="DET-1"/><TLG A="TLG00001"/>
      </TSK>
    </ISO11783_TaskData>
    """
        .formatted(deviceClass, Math.round(passes.width() * 1_000), technique);
  }

  private String header() {
    StringBuilder header =
        new StringBuilder("<TIM A=\"\" D=\"4\"><PTN A=\"\" B=\"\" C=\"\" D=\"\" H=\"\" I=\"\"/>");
    for (Value value : values()) {
      header.append("<DLV A=\"%04X\" B=\"\" C=\"DET-1\"/>".formatted(value.identifier()));
    }
    header.append("<DLV A=\"%04X\" B=\"\" C=\"DET-1\"/>".formatted(TOTAL_DISTANCE));
    return header.append("</TIM>").toString();
  }

  private byte[] records() {
    List<Value> values = values();
    int length = 6 + 4 + 4 + 4 + 1 + 4 + 2 + 1 + 5 * (values.size() + 1);
    ByteBuffer log =
        ByteBuffer.allocate(length * passes.positions().size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < passes.positions().size(); i++) {
      Position position = passes.positions().get(i);
      // The machine's clock is two hours ahead of the receiver's, which is UTC.
      put(log, position.time().atOffset(ZoneOffset.UTC).plusHours(2).toInstant());
      log.putInt((int) Math.round(position.latitude() * 1e7));
      log.putInt((int) Math.round(position.longitude() * 1e7));
      log.putInt(300_000).put((byte) 1);
      put(log, position.time());
      log.put((byte) (values.size() + 1));
      for (int index = 0; index < values.size(); index++) {
        log.put((byte) index).putInt(values.get(index).stored());
      }
      log.put((byte) values.size()).putInt((int) Math.round((i + 1) * passes.step() * 1_000));
    }
    return log.array();
  }

  private static void put(ByteBuffer log, Instant time) {
    long millis = time.toEpochMilli();
    log.putInt((int) (millis % MILLIS_PER_DAY));
    log.putShort((short) (millis / MILLIS_PER_DAY - FIRST_DAY));
  }
}
