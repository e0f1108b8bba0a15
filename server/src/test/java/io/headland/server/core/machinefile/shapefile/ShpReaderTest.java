package io.headland.server.core.machinefile.shapefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.core.machinefile.MachineFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShpReaderTest {
  private static ShpReader open(byte[] bytes) throws IOException, MachineFileException {
    return ShpReader.open(new ByteArrayInputStream(bytes));
  }

  @Test
  void readsPointsAndRecordsWithoutAShape() throws Exception {
    ShpReader shp = open(ShapefileBytes.points(List.of(new double[] {-93.5, 41.6}, new double[0])));

    assertThat(shp.next()).isTrue();
    assertThat(shp.x()).isEqualTo(-93.5);
    assertThat(shp.y()).isEqualTo(41.6);
    assertThat(shp.next()).isTrue();
    assertThat(shp.x()).isNaN();
    assertThat(shp.next()).isFalse();
  }

  @Test
  void thePositionOfAPolygonIsItsCentroid() throws Exception {
    ShpReader shp =
        open(
            ShapefileBytes.polygon(
                -93, 41, -93, 41.0002, -92.9998, 41.0002, -92.9998, 41, -93, 41));

    assertThat(shp.next()).isTrue();
    assertThat(shp.x()).isCloseTo(-92.9999, within(1e-9));
    assertThat(shp.y()).isCloseTo(41.0001, within(1e-9));
  }

  @Test
  void thePositionOfAPolygonWithoutAreaIsTheMeanOfItsPositions() throws Exception {
    ShpReader shp = open(ShapefileBytes.polygon(1, 2, 3, 2, 1, 2, 3, 2));

    assertThat(shp.next()).isTrue();
    assertThat(shp.x()).isCloseTo(2, within(1e-9));
    assertThat(shp.y()).isCloseTo(2, within(1e-9));
  }

  @Test
  void namesTheRecordAtWhichTheFileIsTruncated() throws Exception {
    byte[] complete = ShapefileBytes.points(List.of(new double[] {1, 2}, new double[] {3, 4}));
    for (int missing : new int[] {1, 10, 22, 27}) {
      ShpReader shp = open(Arrays.copyOf(complete, complete.length - missing));
      assertThat(shp.next()).isTrue();

      assertThatThrownBy(shp::next)
          .isInstanceOf(MachineFileException.class)
          .hasMessage("The .shp file is truncated or damaged at record 2.");
    }
  }

  @Test
  void rejectsOtherFilesAndOtherShapes() {
    assertThatThrownBy(() -> open(new byte[200]))
        .hasMessage("The .shp file has no header of a shapefile.");
    assertThatThrownBy(() -> open(ShapefileBytes.header(3)))
        .hasMessage(
            "The .shp file has shapes of type 3; only points and polygons are machine data.");
  }

  @Test
  void aLengthThatIsTooLargeReservesNoMemory() throws Exception {
    byte[] bytes = ShapefileBytes.points(List.of(new double[] {1, 2}));
    bytes[104] = 0x7F;
    ShpReader shp = open(bytes);

    assertThatThrownBy(shp::next).hasMessage("The .shp file is truncated or damaged at record 1.");
  }
}
