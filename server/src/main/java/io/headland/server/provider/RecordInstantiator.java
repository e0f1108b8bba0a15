package io.headland.server.provider;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;

/// Creates records with their canonical constructor. Jackson 3.2 calls it with
/// `MethodHandle.invokeWithArguments`, which creates another method handle for each call: that took
/// a twelfth of the CPU time of a first sync. Here it is created once for each type.
final class RecordInstantiator extends StdValueInstantiator {
  private static final long serialVersionUID = 1L;

  /// Of the type `(Object[])Object`.
  private final transient MethodHandle constructor;

  private RecordInstantiator(StdValueInstantiator source, MethodHandle constructor) {
    super(source);
    this.constructor = constructor;
  }

  /// The instantiator itself if it does not use a constructor with arguments.
  static ValueInstantiator of(ValueInstantiator source) {
    if (!(source instanceof StdValueInstantiator standard)
        || !(standard.getWithArgsCreator() instanceof AnnotatedConstructor creator)) {
      return source;
    }
    try {
      MethodHandle constructor =
          MethodHandles.lookup().unreflectConstructor(creator.getAnnotated());
      return new RecordInstantiator(
          standard,
          constructor
              .asSpreader(Object[].class, creator.getParameterCount())
              .asType(methodType(Object.class, Object[].class)));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("The constructor of a wire record is not accessible", e);
    }
  }

  @Override
  public Object createFromObjectWith(DeserializationContext context, Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return context.handleInstantiationProblem(
          getValueClass(), values, rewrapCtorProblem(context, e));
    }
  }
}
