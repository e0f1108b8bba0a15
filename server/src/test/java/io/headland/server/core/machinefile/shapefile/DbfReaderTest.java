package io.headland.server.core.machinefile.shapefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DbfReaderTest {
  private static final List<ShapefileBytes.Column> COLUMNS =
      List.of(
          new ShapefileBytes.Column("AppliedRate", 'N', 18),
          new ShapefileBytes.Column("Variety", 'C', 23),
          new ShapefileBytes.Column("IsoTime", 'C', 24));

  private static DbfReader open(byte[] bytes) throws IOException, MachineFileException {
    return DbfReader.open(new ByteArrayInputStream(bytes));
  }

  private static byte[] file(List<String> row) {
    return ShapefileBytes.dbf(COLUMNS, List.of(row));
  }

  @Test
  void readsNumbersTextsAndTimes() throws Exception {
    DbfReader dbf =
        open(
            ShapefileBytes.dbf(
                COLUMNS,
                List.of(
                    List.of("32034.50000000", "Müller 12", "2017-10-27T08:56:52.124Z"),
                    List.of("", "", "2017-10-27T08:56:53Z"))));

    assertThat(dbf.records()).isEqualTo(2);
    assertThat(dbf.next()).isTrue();
    assertThat(dbf.number(0)).isEqualTo(32_034.5);
    assertThat(dbf.text(1)).isEqualTo("Müller 12");
    assertThat(dbf.time(2)).isEqualTo(1_509_094_612_124L);
    assertThat(dbf.next()).isTrue();
    assertThat(dbf.number(0)).isNaN();
    assertThat(dbf.text(1)).isEmpty();
    assertThat(dbf.time(2)).isEqualTo(1_509_094_613_000L);
    assertThat(dbf.next()).isFalse();
  }

  @Test
  void findsAColumnWhoseNameWasCutToTenCharacters() throws Exception {
    DbfReader dbf =
        open(
            ShapefileBytes.dbf(
                List.of(new ShapefileBytes.Column("AppliedRat", 'N', 18)), List.of()));

    assertThat(dbf.indexOf("AppliedRate")).isZero();
    assertThat(dbf.indexOf("TargetRate")).isEqualTo(-1);
  }

  @Test
  void aNumberThatDoesNotFitIntoItsColumnIsUnknown() throws Exception {
    DbfReader dbf = open(file(List.of("*".repeat(18), "", "")));
    dbf.next();

    assertThat(dbf.number(0)).isNaN();
    assertThat(dbf.isOverflow(0)).isTrue();
  }

  @Test
  void namesTheRecordAndColumnOfAnInvalidValue() throws Exception {
    DbfReader dbf = open(file(List.of("12,5", "", "yesterday")));
    dbf.next();

    assertThatThrownBy(() -> dbf.number(0))
        .isInstanceOf(MachineFileException.class)
        .hasMessage(
            "Record 1 of the .dbf file: \"12,5\" is not a number in the column AppliedRate.");
    assertThatThrownBy(() -> dbf.time(2))
        .hasMessage(
            "Record 1 of the .dbf file: \"yesterday\" is not a time in the column IsoTime.");
  }

  @Test
  void namesTheRecordAtWhichTheFileIsTruncated() throws Exception {
    byte[] complete =
        ShapefileBytes.dbf(
            COLUMNS, Collections.nCopies(3, List.of("1", "a", "2017-10-27T08:56:52Z")));
    DbfReader within = open(Arrays.copyOf(complete, complete.length - 20));
    within.next();
    within.next();
    DbfReader before = open(Arrays.copyOf(complete, complete.length - 1 - 66));
    before.next();
    before.next();

    assertThatThrownBy(within::next)
        .hasMessage("The .dbf file is truncated: it ends within record 3 of 3.");
    assertThatThrownBy(before::next)
        .hasMessage("The .dbf file is truncated: it ends before record 3 of 3.");
  }

  @Test
  void rejectsAHeaderThatIsTruncatedOrContradictory() {
    byte[] complete = file(List.of("1", "a", ""));
    byte[] short32 = Arrays.copyOf(complete, 31);
    byte[] shortColumns = Arrays.copyOf(complete, 100);
    byte[] contradictory = complete.clone();
    contradictory[10] = 20;

    assertThatThrownBy(() -> open(short32)).hasMessage("The .dbf file ends within its header.");
    assertThatThrownBy(() -> open(shortColumns))
        .hasMessage("The .dbf file ends within its header.");
    assertThatThrownBy(() -> open(contradictory))
        .hasMessage("The columns of the .dbf file need 66 bytes, but its records have 20.");
  }

  @Test
  void rejectsTooManyColumns() {
    List<ShapefileBytes.Column> many =
        Collections.nCopies(256, new ShapefileBytes.Column("A", 'C', 1));

    assertThatThrownBy(() -> open(ShapefileBytes.dbf(many, List.of())))
        .hasMessage("The .dbf file has more than 255 columns.");
  }
}
