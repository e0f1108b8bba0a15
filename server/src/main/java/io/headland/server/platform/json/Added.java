package io.headland.server.platform.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonView;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A key of a response that Leaf's documentation does not have. The OpenAPI document marks it
/// `x-headland-added`. With the setting `leaf.strict` it is omitted in operations documented by
/// Leaf.
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonView(Added.Views.Complete.class)
public @interface Added {

  /// The views of responses.
  final class Views {
    private Views() {}

    /// All keys.
    static final class Complete {
      private Complete() {}
    }

    /// The keys documented by Leaf.
    static final class Documented {
      private Documented() {}
    }
  }
}
