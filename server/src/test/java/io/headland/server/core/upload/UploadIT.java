package io.headland.server.core.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headland.server.ServerFixture;
import io.headland.server.api.upload.Shapefiles;
import io.headland.server.platform.http.ApiClient;
import io.headland.server.platform.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Fields from files. Each test has a separate API owner.
class UploadIT {
  private static final String UPLOADS = "/services/uploadservice/api/upload";
  private static final String RECTANGLE =
      "{\"type\":\"Polygon\",\"coordinates\":[[[10,50],[10.01,50],[10.01,50.01],[10,50.01],[10,50]]]}";
  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static ServerFixture server;

  private ApiClient api;
  private String user;

  @BeforeAll
  static void start() {
    server = ServerFixture.startWithoutProvider();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createUser() {
    api = server.newOwner("uploader-" + OWNERS.incrementAndGet() + "@example.com");
    user =
        api.post(
                "/services/usermanagement/api/users",
                "{\"name\": \"Jane Smith\", \"email\": \"jane@example.com\"}")
            .id();
  }

  @Test
  void eachFeatureOfGeoJsonBecomesAField() {
    String file =
        """
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"Name": "North"}, "geometry": %s},
          {"type": "Feature", "properties": {"name": "South"}, "geometry": {"type": "MultiPolygon", "coordinates":
            [[[[10, 49], [10.01, 49], [10.01, 49.01], [10, 49]]], [[[11, 49], [11.01, 49], [11.01, 49.01], [11, 49]]]]}},
          {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}
        """
            .formatted(RECTANGLE);

    ApiResponse upload = upload("fields.geojson", file);

    assertThat(upload.status()).isEqualTo(201);
    assertThat(upload.header("Location")).contains(UPLOADS + "/" + upload.id());
    assertThat(upload.json().path("status").stringValue()).isEqualTo("PROCESSED");
    assertThat(api.get(UPLOADS + "/" + upload.id()).json()).isEqualTo(upload.json());
    assertThat(api.get(UPLOADS).json().path(0)).isEqualTo(upload.json());
    JsonNode entry = entries(upload).path(0);
    assertThat(entry.path("converterFormat").stringValue()).isEqualTo("GEOJSON");
    assertThat(entry.path("status").stringValue()).isEqualTo("PARTIALLY_FINISHED");
    assertThat(entry.path("fieldId")).hasSize(2);
    assertThat(entry.at("/createFieldErrorDetails/0").stringValue())
        .contains("\"errorKey\":\"invalidGeometry\"");
    assertThat(names()).containsExactly("North", "South");
  }

  @Test
  void eachPlacemarkOfKmlBecomesAField() {
    String kml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Farm</name>
          <Placemark><name>North</name><Polygon>
            <outerBoundaryIs><LinearRing><coordinates>
              10,50,0 10.02,50,0 10.02,50.02,0 10,50.02,0 10,50,0</coordinates></LinearRing></outerBoundaryIs>
            <innerBoundaryIs><LinearRing><coordinates>
              10.005,50.005 10.015,50.005 10.015,50.015 10.005,50.015 10.005,50.005</coordinates></LinearRing></innerBoundaryIs>
          </Polygon></Placemark>
          <Placemark><name>Gate</name><Point><coordinates>10,50</coordinates></Point></Placemark>
          <Placemark><name>Open</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
            10,50 11,50 11,51 10,51</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
        </Document></kml>
        """;

    ApiResponse upload = upload("farm.kmz", zip(Map.of("doc.kml", bytes(kml))));

    JsonNode entry = entries(upload).path(0);
    assertThat(entry.path("converterFormat").stringValue()).isEqualTo("KML");
    assertThat(entry.at("/createFieldErrorDetails/0").stringValue()).contains("not closed");
    assertThat(names()).containsExactly("North");
    // Three quarters of a rectangle of about 319 ha.
    assertThat(area()).isCloseTo(239, within(1.0));
  }

  @Test
  void eachRecordOfAShapefileBecomesAField() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("__MACOSX/._fields.shp", bytes("x"));
    files.put("a/fields.prj", bytes(Shapefiles.WGS84));
    files.put("a/FIELDS.DBF", Shapefiles.dbf("Nord-Süd", "South"));
    files.put(
        "a/fields.shp",
        Shapefiles.shp(
            List.of(
                new double[][] {
                  Shapefiles.shell(10, 50, 0.02, 0.02), Shapefiles.hole(10.005, 50.005, 0.01, 0.01)
                },
                new double[][] {Shapefiles.shell(11, 50, 0.02, 0.02)})));

    ApiResponse upload = upload("fields.zip", zip(files));

    assertThat(entries(upload).path(0).path("converterFormat").stringValue())
        .isEqualTo("SHAPEFILE");
    assertThat(entries(upload).path(0).path("status").stringValue()).isEqualTo("FINISHED");
    assertThat(names()).containsExactly("Nord-Süd", "South");
    assertThat(area()).isCloseTo(239, within(1.0));
  }

  @Test
  void anotherProjectionIsNamed() {
    ApiResponse upload =
        upload(
            "fields.zip",
            zip(
                Map.of(
                    "fields.shp",
                    Shapefiles.shp(
                        List.<double[][]>of(new double[][] {Shapefiles.shell(10, 50, 1, 1)})),
                    "fields.prj",
                    bytes(Shapefiles.UTM))));

    assertThat(upload.json().path("status").stringValue()).isEqualTo("FAILED");
    assertThat(entries(upload).at("/0/createFieldErrorDetails/0").stringValue())
        .contains("WGS_1984_UTM_Zone_32N");
  }

  @Test
  void filesOfSeveralFormatsAreReadOneByOne() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("readme.txt", bytes("fields of 2026"));
    files.put("a/one.json", bytes(RECTANGLE));
    files.put("b/broken.json", bytes("{"));
    files.put("../../outside.geojson", bytes(RECTANGLE));

    ApiResponse upload = upload("all.zip", zip(files));

    assertThat(entries(upload).valueStream().map(entry -> entry.path("status").stringValue()))
        .containsExactly("FINISHED", "FAILED", "FINISHED");
    assertThat(api.get("/services/fields/api/fields").total()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE kml [<!ENTITY a"
            + " \"10,50\">]><kml><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>&a;"
            + " 11,50 11,51"
            + " 10,50</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
        "<!DOCTYPE kml [<!ENTITY a SYSTEM"
            + " \"file:///etc/passwd\">]><kml><Placemark><name>&a;</name></Placemark></kml>",
        "<!DOCTYPE k [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
            + " \"&a;&a;&a;&a;\">]><kml><Placemark><name>&b;</name></Placemark></kml>",
        "<kml><Placemark></kml>",
        "not xml"
      })
  void entitiesOfXmlAreNeverExpanded(String kml) {
    ApiResponse upload = upload("a.kml", kml);

    assertThat(upload.json().path("status").stringValue()).isEqualTo("FAILED");
    assertThat(entries(upload).at("/0/createFieldErrorDetails/0").stringValue())
        .contains("not well-formed XML")
        .doesNotContain("root:");
    assertThat(names()).isEmpty();
  }

  @Test
  void archivesThatUnpackTooMuchAreRefused() {
    byte[] large = new byte[17 * 1024 * 1024];
    Arrays.fill(large, (byte) ' ');
    ApiResponse bomb = upload("bomb.zip", zip(Map.of("a.json", large)));
    assertThat(bomb.errorKey()).isEqualTo("fileNotReadable");
    assertThat(bomb.json().path("detail").stringValue()).contains("16777216");

    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 1_001; i++) {
      many.put(i + ".json", bytes("{}"));
    }
    assertThat(upload("many.zip", zip(many)).errorKey()).isEqualTo("fileNotReadable");
    byte[] nested = zip(Map.of("a.zip", zip(Map.of("b.zip", zip(Map.of("c.json", bytes("{}")))))));
    assertThat(upload("nested.zip", nested).errorKey()).isEqualTo("fileNotReadable");
    assertThat(upload("broken.zip", new byte[] {'P', 'K', 3, 4, 1, 2, 3}).errorKey())
        .isEqualTo("fileNotReadable");
    assertThat(upload("large.json", new byte[9 * 1024 * 1024]).status()).isEqualTo(413);
    assertThat(api.get(UPLOADS).total()).isZero();
  }

  @Test
  void moreThanAHundredFieldsAreRefusedAsAWhole() {
    String features = "{\"type\":\"Feature\",\"geometry\":%s},".formatted(RECTANGLE).repeat(101);
    String file =
        "{\"type\":\"FeatureCollection\",\"features\":[%s]}"
            .formatted(features.substring(0, features.length() - 1));

    assertThat(upload("fields.json", file).errorKey()).isEqualTo("fileNotReadable");
    assertThat(api.get("/services/fields/api/fields").total()).isZero();
  }

  @Test
  void damagedShapefilesAreRefusedRecordByRecord() {
    byte[] shp =
        Shapefiles.shp(List.<double[][]>of(new double[][] {Shapefiles.shell(10, 50, 1, 1)}));
    for (int at = 108; at < shp.length - 1; at += 7) {
      byte[] cut = Arrays.copyOf(shp, at);
      assertThat(upload("f.zip", zip(Map.of("f.shp", cut))).json().path("status").stringValue())
          .isEqualTo("FAILED");
      byte[] bent = shp.clone();
      bent[at] ^= (byte) 0xFF;
      assertThat(upload("f.zip", zip(Map.of("f.shp", bent))).status()).isEqualTo(201);
    }
  }

  @Test
  void theFarmMustBeOneThatWasCreatedHere() {
    long farm =
        api.post("/services/fields/api/users/" + user + "/farms", "{\"name\": \"River Bend\"}")
            .json()
            .path("id")
            .longValue();

    upload("a.json", bytes(RECTANGLE), "&farmId=" + farm);
    ApiResponse unknown = upload("a.json", bytes(RECTANGLE), "&farmId=999999999");

    assertThat(api.get("/services/fields/api/fields?farmId=" + farm).total()).isEqualTo(1);
    assertThat(unknown.errorKey()).isEqualTo("farmNotFound");
    assertThat(api.get(UPLOADS).total()).isEqualTo(1);
  }

  @Test
  void requestsWithoutAFileAreRefused() {
    assertThat(upload("fields.txt", "hello").errorKey()).isEqualTo("fileNotReadable");
    assertThat(api.post(UPLOADS + "?leafUserId=" + user, "{}").status()).isEqualTo(415);
    assertThat(api.post(UPLOADS, "{}").status()).isEqualTo(400);
    ApiResponse noFile =
        api.send(
            "POST",
            UPLOADS + "?leafUserId=" + user,
            BodyPublishers.ofString(
                """
                --x
                Content-Disposition: form-data; name="file"

                shapefile.zip
                --x--
                """
                    .replace("\n", "\r\n")),
            "Content-Type",
            "multipart/form-data; boundary=x");
    assertThat(noFile.status()).isEqualTo(400);
    assertThat(api.get(UPLOADS + "/01a00000-0000-7000-8000-000000000004").errorKey())
        .isEqualTo("uploadNotFound");
  }

  private JsonNode entries(ApiResponse upload) {
    return api.get(UPLOADS + "/" + upload.id() + "/entries").json();
  }

  private List<String> names() {
    return api.get("/services/fields/api/fields?size=100").texts("name");
  }

  private double area() {
    return api.get("/services/fields/api/fields").json().at("/0/area/value").doubleValue();
  }

  private ApiResponse upload(String name, String file) {
    return upload(name, bytes(file), "");
  }

  private ApiResponse upload(String name, byte[] file) {
    return upload(name, file, "");
  }

  private ApiResponse upload(String name, byte[] file, String query) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        bytes(
            "--abc\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                    .formatted(name)
                + "Content-Type: application/octet-stream\r\n\r\n"));
    body.writeBytes(file);
    body.writeBytes(bytes("\r\n--abc--\r\n"));
    return api.send(
        "POST",
        UPLOADS + "?leafUserId=" + user + query,
        BodyPublishers.ofByteArray(body.toByteArray()),
        "Content-Type",
        "multipart/form-data; boundary=abc");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
