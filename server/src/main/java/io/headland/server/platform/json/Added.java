package io.headland.server.platform.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonView;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A key of an answer that Leaf's documentation does not have. The contract marks it
/// `x-headland-added`. With the setting `leaf.strict` the operations that Leaf documents leave it
/// out.
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonView(Added.Views.Complete.class)
public @interface Added {

  /// What of an answer is written.
  final class Views {
    private Views() {}

    /// Everything.
    static final class Complete {
      private Complete() {}
    }

    /// What Leaf documents.
    static final class Documented {
      private Documented() {}
    }
  }
}
