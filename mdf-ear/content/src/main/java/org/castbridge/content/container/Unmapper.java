/* SPDX-License-Identifier: AGPL-3.0-or-later */
package org.castbridge.content.container;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Unmaps a mapped buffer. Java 17 has no supported call for it (java.lang.foreign, which has, is
 * final in 22 only); the module jdk.unsupported has one, made for this.
 */
final class Unmapper {
  private static final MethodHandle CLEANER = find();

  private Unmapper() {}

  /** Null where there is no such thing. */
  private static MethodHandle find() {
    try {
      Module module = ModuleLayer.boot().findModule("jdk.unsupported").orElse(null);
      Class<?> type = module == null ? null : Class.forName(module, "sun.misc.Unsafe");
      if (type == null) {
        return null;
      }
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(field.get(null));
    } catch (ReflectiveOperationException e) {
      return null; // then the garbage collector does it
    }
  }

  static boolean available() {
    return CLEANER != null;
  }

  static void unmap(ByteBuffer buffer) {
    if (CLEANER == null) {
      return;
    }
    try {
      CLEANER.invokeExact(buffer);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // it declares none
    }
  }
}
